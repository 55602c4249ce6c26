"""The grammar of time expressions: tokens, calendar, rules."""
