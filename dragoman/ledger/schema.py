"""Every table of the ledger, as SQLAlchemy Core. `migrations/` makes them; a test holds the two equal.

Inside, rows point at each other by integer keys (`pk`); outside, reports and records are named by their text ids. Moments are
UTC as ISO 8601 text ("2026-11-26T07:15:44Z"), days as ISO days. Nothing that was once recorded is deleted: a row that no longer
holds is closed. `from_seq` and `to_seq` are the entries of `log` that opened and closed it; `to_seq` null is what holds now.

What records say (codes, types, places ... and the words of their sentences and titles) is searched through one index, the words of
whole texts through another; they differ by database and are no part of this metadata; see `search` and `texts`.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem

NAMES = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
metadata = MetaData(naming_convention=NAMES)
#: SQLite numbers rows by its own INTEGER; PostgreSQL needs 64 bits
KEY = BigInteger().with_variant(Integer, "sqlite")
CURRENT = text("to_seq IS NULL")


def table(name: str, *items: SchemaItem, **how: Any) -> Table:
    return Table(name, metadata, *items, **how)


def key() -> Column[Any]:
    return Column("pk", KEY, primary_key=True, autoincrement=True)


def of(name: str, target: str, *, null: bool = False, **how: Any) -> Column[Any]:
    """A column that points at the key of another table."""
    return Column(name, KEY, ForeignKey(f"{target}.{'seq' if target == 'log' else 'pk'}"), nullable=null, **how)


def said(name: str, *, null: bool = False, **how: Any) -> Column[Any]:
    return Column(name, Text, nullable=null, **how)


def number(name: str, *, null: bool = False, **how: Any) -> Column[Any]:
    return Column(name, Integer, nullable=null, **how)


def life() -> tuple[Column[Any], Column[Any]]:
    """When a row began to hold, and when it ceased."""
    return of("from_seq", "log"), of("to_seq", "log", null=True)


def sides(owner: str) -> Table:
    """Who stands on which side of a record or a commitment: a copy of what `data` holds, to be searched."""
    return table(
        f"{owner}_actor",
        of(owner, owner, primary_key=True),
        said("side", primary_key=True),  # actor, recipient; obligor, obligee
        Column("position", SmallInteger, primary_key=True, autoincrement=False),
        said("code", null=True),  # Actor.country: ISO 3166-1 alpha-3, or an organisation's abbreviation
        said("sector", null=True),
        said("kind"),
        said("person", null=True),
        said("office", null=True),
        said("name"),
        sqlite_with_rowid=False,
    )


#: one text. `retention` is full, evidence or offsets; `text` is null unless it is full. `duplicate_of` is the first independent text.
report = table(
    "report",
    key(),
    said("id", unique=True),  # Document.id
    said("sha256", unique=True),
    said("title", null=True),
    said("published", null=True),
    said("published_basis"),
    said("source", null=True),
    said("url", null=True),
    number("length"),  # characters
    said("retention"),
    said("text", null=True),
    said("first_seen"),
    Column("signature", LargeBinary, nullable=True),
    of("duplicate_of", "report", null=True),
    said("duplicate_kind", null=True),  # exact, near, version
    said("retracted_at", null=True),
    said("retracted_why", null=True),
    said("forgotten_at", null=True),
    Column("topic", LargeBinary, nullable=True),  # what it is about, see `linking/setting`
)
Index(None, report.c.published)
Index(None, report.c.source, report.c.published)
Index(None, report.c.url)
Index(None, report.c.duplicate_of, sqlite_where=text("duplicate_of IS NOT NULL"), postgresql_where=text("duplicate_of IS NOT NULL"))

#: where a text was met, each copy of it; `item` is the file and the place in it, or a feed's entry. Unknown is "".
sighting = table(
    "sighting",
    of("report", "report", primary_key=True),
    said("source", primary_key=True),
    said("url", primary_key=True),
    said("item", primary_key=True),
    said("published", null=True),
    said("seen_at"),
    sqlite_with_rowid=False,
)
Index(None, sighting.c.source, sighting.c.seen_at)
Index(None, sighting.c.item)

#: keys of the signature under which look-alikes are found; only candidates, see `linking/duplicates`
band = table(
    "band",
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    of("report", "report", primary_key=True),
    sqlite_with_rowid=False,
)

#: stretches of a report that its records quote; `text` is null under the retention "offsets"; `digest` is sha256 of the text, 8 bytes
sentence = table(
    "sentence",
    key(),
    of("report", "report"),
    number("start"),
    number("end"),
    said("text", null=True),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("report", "start", "end"),
)

#: append-only; `seq` orders everything that ever happened to the ledger
log = table(
    "log",
    Column("seq", KEY, primary_key=True, autoincrement=True),
    said("at"),
    said("kind"),  # ingested, recoded, retracted, forgotten, imported ...
    of("report", "report", null=True),
    said("detail"),  # JSON
    sqlite_autoincrement=True,
)
Index(None, log.c.report)

#: one run of a coder over a report: "machine", or a named person. `least` is the --min-confidence given.
coding = table(
    "coding",
    key(),
    of("report", "report"),
    said("coder"),
    said("version"),
    said("lexicon"),
    said("model"),
    said("profile"),
    Column("least", Float, nullable=True),
    said("coded_at"),
    said("replaced_at", null=True),
    *life(),
    said("named", null=True),  # codes with a blank between them
    Column("progress", LargeBinary, nullable=True),  # see `packing.packed_all`; null where no words are kept
)
Index(None, coding.c.report)

#: one event as one report tells it. `position` is its place in the coding. `first_day` is the first day of `start`, `last_day`
#: the last of `end`; null where that side is open. `data` is what the columns do not hold, see `codec`.
record = table(
    "record",
    key(),
    said("id"),  # of document and span, the same whatever it is coded as
    of("report", "report"),
    of("coding", "coding"),
    *life(),
    Column("position", SmallInteger, nullable=False),
    said("type"),
    said("mode", null=True),
    said("contexts"),  # with spaces between them
    said("quad"),
    Column("score", Float, nullable=False),
    said("cameo", null=True),
    said("status"),
    said("negation", null=True),
    Column("certainty", SmallInteger, nullable=False),
    Column("confidence", Float, nullable=False),
    said("start", null=True),
    said("end", null=True),
    said("first_day", null=True),
    said("last_day", null=True),
    said("place_name", null=True),
    said("place_country", null=True),
    Column("lat", Float, nullable=True),
    Column("lon", Float, nullable=True),
    said("precision", null=True),
    said("event"),  # the event that the record tells of: its own id until linking says otherwise
    Column("data", LargeBinary, nullable=False),
)
Index("uq_record_current", record.c.id, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
Index(None, record.c.report)
Index(None, record.c.event)
record_actor = sides("record")

commitment = table(
    "commitment",
    key(),
    said("id"),
    of("report", "report"),
    of("coding", "coding"),
    *life(),
    Column("position", SmallInteger, nullable=False),
    said("state"),
    said("due", null=True),
    said("due_day", null=True),  # the last day of `due`
    Column("data", LargeBinary, nullable=False),
)
Index(None, commitment.c.id)
Index(None, commitment.c.report)
Index(None, commitment.c.due_day)
commitment_actor = sides("commitment")
Index(None, commitment_actor.c.code)

#: `start` and `end` are known of hand-kept offices only; `published` is the day of the report that tells of it
office = table(
    "office",
    key(),
    of("report", "report"),
    of("coding", "coding"),
    *life(),
    Column("position", SmallInteger, nullable=False),
    said("person"),
    said("office"),
    said("country", null=True),
    Column("former", Boolean, nullable=False),
    said("start", null=True),
    said("end", null=True),
    said("published", null=True),
    Column("data", LargeBinary, nullable=False),
)
Index(None, office.c.report)
Index(None, office.c.country)
Index(None, office.c.person)

relation = table(
    "relation",
    key(),
    of("report", "report"),
    of("coding", "coding"),
    *life(),
    Column("position", SmallInteger, nullable=False),
    said("kind"),
    said("status"),
    Column("data", LargeBinary, nullable=False),
)
Index(None, relation.c.report)
Index(None, relation.c.kind)

#: what could not be taken in; `payload` is JSON of what a new try needs
failure = table(
    "failure",
    key(),
    said("source"),
    said("item"),
    said("kind"),  # the class of the error
    said("what"),
    said("why"),
    said("remedy"),
    said("first_at"),
    said("last_at"),
    number("tries"),
    said("resolved_at", null=True),
    said("payload", null=True),
    UniqueConstraint("source", "item"),
)

feed = table(
    "feed",
    key(),
    said("url", unique=True),
    said("title", null=True),
    said("added_at"),
    said("etag", null=True),
    said("modified", null=True),
    said("last_poll", null=True),
    said("next_poll", null=True),
    said("last_ok", null=True),
    number("failures", server_default="0"),
    said("last_error", null=True),
)
Index(None, feed.c.next_poll)

poll = table(
    "poll",
    key(),
    of("feed", "feed"),
    said("at"),
    said("day"),
    said("outcome"),  # new, same, broken, refused
    said("detail", null=True),
    number("items", server_default="0"),
    number("new_items", server_default="0"),
)
Index(None, poll.c.feed, poll.c.at)
Index(None, poll.c.day)

#: under which keys a record is found by those that may tell of the same event, and its days (an ordinal, and how many follow it),
#: see `linking/blocks`. A record that stands under none has a row of value 0: it is linked all the same.
stand = table(
    "stand",
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    of("record", "record", primary_key=True),
    number("first"),
    number("length"),
    Column("short", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
Index(None, stand.c.record)

#: two records (by their ids) that are likely of one event; made again when one of them changes. `seq`: what the log had then.
proposal = table(
    "proposal",
    said("one", primary_key=True),
    said("other", primary_key=True),
    Column("score", Float, nullable=False),
    of("seq", "log"),
    sqlite_with_rowid=False,
)
Index(None, proposal.c.other)

#: when a record (by its id, which outlives recodings) was of an event that is not its own; without a row it is of its own
event_member = table("event_member", key(), said("record"), said("event"), *life())
Index(None, event_member.c.record)
Index(None, event_member.c.event)

#: append-only: what people say of two records, by their ids. The last verdict on the two that is no comment counts.
judgement = table(
    "judgement", key(), of("seq", "log"), said("at"), said("coder"), said("one"), said("other"),
    said("verdict"),  # same, not_same, undone, comment
    said("note", null=True),
)  # fmt: skip
Index(None, judgement.c.one, judgement.c.other)
Index(None, judgement.c.other)

#: records to be reviewed by so many coders each, not knowing of each other
queue = table(
    "queue", key(), said("name", unique=True), said("at"),
    said("kind"),  # random, stratified, uncertain
    number("coders"), number("seed"),
)  # fmt: skip
queue_item = table(
    "queue_item", of("queue", "queue", primary_key=True), number("position", primary_key=True, autoincrement=False), said("record"),
    UniqueConstraint("queue", "record"),
    sqlite_with_rowid=False,
)  # fmt: skip

#: append-only: what a coder says of a record (by its id), or of one field of it. Of the same coder on the same field the last counts.
review = table(
    "review", key(), of("seq", "log"), said("at"), said("coder"), said("record"),
    said("field", null=True),  # null: the record as a whole
    said("verdict"),  # correct, wrong, corrected, comment
    said("value", null=True),  # of "corrected" what it should be, of "correct" what it was
    said("note", null=True),
    said("role"),  # coder, adjudicator
)  # fmt: skip
Index(None, review.c.record)
Index(None, review.c.coder)

#: append-only: steps of commitments (by their ids) that a person entered, or takes back (`undoes`: the `seq` of the other one)
entered_step = table(
    "entered_step", key(), of("seq", "log"), said("at"), said("coder"), said("commitment"),
    said("state", null=True), said("day", null=True), said("due", null=True), Column("amount_so_far", Float, nullable=True),
    said("note"), Column("undoes", KEY, nullable=True),
)  # fmt: skip
Index(None, entered_step.c.commitment)

#: an alert fires once for one event or step. `subject` names it; `data` (JSON) is what is delivered, less the words of reports, and
#: null where it only counts as told. Undelivered: `delivered_at` is null.
alert_fired = table(
    "alert_fired", key(), said("alert"), said("subject"), said("at"), said("report", null=True), said("data", null=True),
    said("delivered_at", null=True), number("tries", server_default="0"), said("error", null=True),
    UniqueConstraint("alert", "subject"),
)  # fmt: skip
