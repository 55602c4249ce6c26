"""Whole texts can be searched: their index, filled from the reports that are there.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

from dragoman.ledger import search, texts
from dragoman.ledger.reindex import reindex_texts

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    reindex_texts(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind(), texts.INDEX)
