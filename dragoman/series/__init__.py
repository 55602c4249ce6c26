"""Counts of events by periods and sides, never without the reports that they come from."""
