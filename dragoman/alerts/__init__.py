"""Alerts: rules of a file, asked of what a ledger has come to know; each fires once and is delivered to a file, a command or an address."""
