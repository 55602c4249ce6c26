"""Copies and happenings of an archive, without a ledger: what a ledger would find that took the reports in by their days.

`scratch` keeps on the disk what does not fit in memory, `copying` finds copies, `sweeping` the likely pairs day by day, `grouping` the
happenings they make, `run` does one after the other and writes tables.
"""
