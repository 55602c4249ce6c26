"""The first tables.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.ledger import search

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "record_actor",
    "commitment_actor",
    "relation",
    "record",
    "office",
    "commitment",
    "coding",
    "sighting",
    "sentence",
    "poll",
    "log",
    "band",
    "report",
    "feed",
    "failure",
)


def upgrade() -> None:
    op.create_table(
        "failure",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_failure")),
        sa.UniqueConstraint("source", "item", name=op.f("uq_failure_source_item")),
    )
    op.create_table(
        "feed",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("last_poll", sa.Text(), nullable=True),
        sa.Column("next_poll", sa.Text(), nullable=True),
        sa.Column("last_ok", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_feed")),
        sa.UniqueConstraint("url", name=op.f("uq_feed_url")),
    )
    op.create_index(op.f("ix_feed_next_poll"), "feed", ["next_poll"], unique=False)
    op.create_table(
        "report",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("retention", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("duplicate_of", KEY, nullable=True),
        sa.Column("duplicate_kind", sa.Text(), nullable=True),
        sa.Column("retracted_at", sa.Text(), nullable=True),
        sa.Column("retracted_why", sa.Text(), nullable=True),
        sa.Column("forgotten_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["duplicate_of"], ["report.pk"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_report")),
        sa.UniqueConstraint("id", name=op.f("uq_report_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_report_sha256")),
    )
    op.create_index(
        op.f("ix_report_duplicate_of"),
        "report",
        ["duplicate_of"],
        unique=False,
        sqlite_where=sa.text("duplicate_of IS NOT NULL"),
        postgresql_where=sa.text("duplicate_of IS NOT NULL"),
    )
    op.create_index(op.f("ix_report_published"), "report", ["published"], unique=False)
    op.create_index(op.f("ix_report_source_published"), "report", ["source", "published"], unique=False)
    op.create_index(op.f("ix_report_url"), "report", ["url"], unique=False)
    op.create_table(
        "band",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.PrimaryKeyConstraint("value", "report", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log",
        sa.Column("seq", KEY, autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("report", KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_log_report"), "log", ["report"], unique=False)
    op.create_table(
        "poll",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("feed", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("items", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new_items", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feed.pk"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_poll")),
    )
    op.create_index(op.f("ix_poll_day"), "poll", ["day"], unique=False)
    op.create_index(op.f("ix_poll_feed_at"), "poll", ["feed", "at"], unique=False)
    op.create_table(
        "sentence",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_sentence")),
        sa.UniqueConstraint("report", "start", "end", name=op.f("uq_sentence_report_start_end")),
    )
    op.create_table(
        "sighting",
        sa.Column("report", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.PrimaryKeyConstraint("report", "source", "url", "item", name=op.f("pk_sighting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sighting_item"), "sighting", ["item"], unique=False)
    op.create_index(op.f("ix_sighting_source_seen_at"), "sighting", ["source", "seen_at"], unique=False)
    op.create_table(
        "coding",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("least", sa.Float(), nullable=True),
        sa.Column("coded_at", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.Text(), nullable=True),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_coding")),
    )
    op.create_index(op.f("ix_coding_report"), "coding", ["report"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("coding", KEY, nullable=False),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("due_day", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["coding.pk"]),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_due_day"), "commitment", ["due_day"], unique=False)
    op.create_index(op.f("ix_commitment_id"), "commitment", ["id"], unique=False)
    op.create_index(op.f("ix_commitment_report"), "commitment", ["report"], unique=False)
    op.create_table(
        "office",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("coding", KEY, nullable=False),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["coding.pk"]),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_office")),
    )
    op.create_index(op.f("ix_office_country"), "office", ["country"], unique=False)
    op.create_index(op.f("ix_office_person"), "office", ["person"], unique=False)
    op.create_index(op.f("ix_office_report"), "office", ["report"], unique=False)
    op.create_table(
        "record",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("coding", KEY, nullable=False),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("quad", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("cameo", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("negation", sa.Text(), nullable=True),
        sa.Column("certainty", sa.SmallInteger(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["coding.pk"]),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_record")),
    )
    op.create_index(op.f("ix_record_event"), "record", ["event"], unique=False)
    op.create_index(op.f("ix_record_report"), "record", ["report"], unique=False)
    op.create_index(
        "uq_record_current",
        "record",
        ["id"],
        unique=True,
        sqlite_where=sa.text("to_seq IS NULL"),
        postgresql_where=sa.text("to_seq IS NULL"),
    )
    op.create_table(
        "relation",
        sa.Column("pk", KEY, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("coding", KEY, nullable=False),
        sa.Column("from_seq", KEY, nullable=False),
        sa.Column("to_seq", KEY, nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["coding.pk"]),
        sa.ForeignKeyConstraint(["from_seq"], ["log.seq"]),
        sa.ForeignKeyConstraint(["report"], ["report.pk"]),
        sa.ForeignKeyConstraint(["to_seq"], ["log.seq"]),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_kind"), "relation", ["kind"], unique=False)
    op.create_index(op.f("ix_relation_report"), "relation", ["report"], unique=False)
    op.create_table(
        "commitment_actor",
        sa.Column("commitment", KEY, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commitment"], ["commitment.pk"]),
        sa.PrimaryKeyConstraint("commitment", "side", "position", name=op.f("pk_commitment_actor")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_commitment_actor_code"), "commitment_actor", ["code"], unique=False)
    op.create_table(
        "record_actor",
        sa.Column("record", KEY, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["record.pk"]),
        sa.PrimaryKeyConstraint("record", "side", "position", name=op.f("pk_record_actor")),
        sqlite_with_rowid=False,
    )

    search.create(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    for table in TABLES:
        op.drop_table(table)
