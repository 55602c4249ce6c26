"""The ledger's tables from version to version: `run.upgrade`, with Alembic's revisions in `versions/`."""
