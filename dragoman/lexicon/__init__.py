"""Tools for those who write entries: their examples run, faults that no loader sees, and what a corpus says that no frame knows."""
