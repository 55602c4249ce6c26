"""What Alembic runs for every command: our own connection, which `run.upgrade` hands over, and no file of settings."""
from __future__ import annotations

from alembic import context

from dragoman.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
