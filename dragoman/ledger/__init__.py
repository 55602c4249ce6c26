"""The ledger: reports, what they say, and its history, in one SQL database (SQLite, or PostgreSQL by its URL).

`store.Ledger` is the way in; importing this package loads nothing.
"""
