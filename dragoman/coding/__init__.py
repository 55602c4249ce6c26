"""The stages from a report's text to its coding, one module each; `pipeline` puts them in order."""
