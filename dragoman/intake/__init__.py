"""From reports to the ledger: read, code, store. What joins the readers, the coder, the finder of copies, and the ledger."""
