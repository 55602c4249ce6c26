"""Steps of commitments that people entered.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "entered_step",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("amount_so_far", sa.Float(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undoes", KEY, nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_entered_step")),
    )
    op.create_index(op.f("ix_entered_step_commitment"), "entered_step", ["commitment"])


def downgrade() -> None:
    op.drop_table("entered_step")
