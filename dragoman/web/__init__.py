"""The pages and the API that `dragoman serve` opens on the local machine."""
