"""What leaves the ledger: exports of events whose quotes hold, and releases."""
