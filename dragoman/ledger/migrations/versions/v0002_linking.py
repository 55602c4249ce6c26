"""Linking, judgements and reviews.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("review", "queue_item", "queue", "judgement", "event_member", "proposal", "stand")


def upgrade() -> None:
    op.add_column("report", sa.Column("topic", sa.LargeBinary(), nullable=True))
    op.add_column("coding", sa.Column("named", sa.Text(), nullable=True))
    op.add_column("coding", sa.Column("progress", sa.LargeBinary(), nullable=True))
    op.create_table(
        "stand",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record", KEY, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["record.pk"]),
        sa.PrimaryKeyConstraint("value", "record", name=op.f("pk_stand")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_stand_record"), "stand", ["record"])
    op.create_table(
        "proposal",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_proposal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_proposal_other"), "proposal", ["other"])
    op.create_table(
        "event_member",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_event_member")),
    )
    op.create_index(op.f("ix_event_member_record"), "event_member", ["record"])
    op.create_index(op.f("ix_event_member_event"), "event_member", ["event"])
    _judgements()
    _reviews()


def _judgements() -> None:
    op.create_table(
        "judgement",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_one_other"), "judgement", ["one", "other"])
    op.create_index(op.f("ix_judgement_other"), "judgement", ["other"])


def _reviews() -> None:
    op.create_table(
        "queue",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("coders", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_queue")),
        sa.UniqueConstraint("name", name=op.f("uq_queue_name")),
    )
    op.create_table(
        "queue_item",
        sa.Column("queue", KEY, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["queue"], ["queue.pk"]),
        sa.PrimaryKeyConstraint("queue", "position", name=op.f("pk_queue_item")),
        sa.UniqueConstraint("queue", "record", name=op.f("uq_queue_item_queue_record")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_record"), "review", ["record"])
    op.create_index(op.f("ix_review_coder"), "review", ["coder"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("coding", "progress")
    op.drop_column("coding", "named")
    op.drop_column("report", "topic")
