"""Events, commitments and offices that people keep by hand, as records by a named coder; see docs/howto/import-hand-kept.md."""
