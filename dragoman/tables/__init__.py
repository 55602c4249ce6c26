"""Events as tables, maps and calendars, for other programs."""
