"""Alerts on what is taken in: rules, what fires them, and how it is delivered; see docs/howto/alerts.md."""
