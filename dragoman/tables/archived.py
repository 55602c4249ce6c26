"""The columns of an archive's tables (`dragoman archive`, `dragoman link --from`), and what the codebook says of them."""
from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from dragoman.packages import package
from dragoman.tables import columns as events

Kind = Literal["text", "number", "integer", "bytes", "integers", "texts"]


class Column(Struct, frozen=True):
    """One column; `integers` and `texts` are lists."""

    name: str
    kind: Kind
    says: str


WHERE = (
    Column("shard", "integer", "the shard that it is in"),
    Column("position", "integer", "its place among what was read of the shard, from 0"),
    Column("item", "text", "where it was read, from the file down (a.jsonl:17)"),
)
REPORTS = (
    Column("id", "text", "the report's id: the beginning of sha256"),
    *WHERE,
    Column("source", "text", "who published it"),
    Column("url", "text", "its address"),
    Column("title", "text", "its headline"),
    Column("published", "text", "day of publication, ISO; shorter where it is coarser; null where it is unknown"),
    Column("published_basis", "text", "where that day is from"),
    Column("text", "text", "headline, an empty line and the body"),
    Column("sha256", "text", "of the text as UTF-8"),
    Column("named", "text", "codes of the states and bodies that it names, spaces between them"),
    Column("events", "integer", "how many events were coded in it"),
    Column("coding", "text", "all that was coded: the JSON of dragoman code --json, less `document`"),
    Column("read_from", "text", "the file or the site that it was read from"),
    Column("origin", "text", "the input that it stands in"),
    Column("record", "text", "the container's own name for it"),
    Column("fetched", "text", "when an archive of the web says that it took the page"),
    Column("met_url", "text", "the address under which it was met"),
    Column("declared", "text", "the day of publication as it was declared, before the text was read"),
    Column("declared_basis", "text", "where that day is from"),
    Column("signature", "bytes", "fingerprints by which copies are found"),
    Column("topic", "bytes", "what it is about, hashed, as linking compares it"),
)
LEDGER_ONLY = ("records", "texts", "reports", "sources", "published")
EVENTS = (
    Column("id", "text", "the record's id"),
    Column("report", "text", "the id of the report that tells of it"),
    *WHERE,
    Column("number", "integer", "its place in the report, from 0"),
    Column("source", "text", "who published the report"),
    Column("url", "text", "the report's address"),
    Column("published", "text", "the report's day of publication, ISO"),
    *(Column(one.name, one.kind, one.says) for one in events.EVENT if one.name not in ("id", *LEDGER_ONLY)),
    Column("trigger_start", "integer", "where the words that name it begin in the report's text, in characters"),
    Column("trigger_end", "integer", "where they end"),
    Column("evidence_starts", "integers", "where each sentence of the evidence begins"),
    Column("evidence_ends", "integers", "where it ends"),
)
FAILURES = (
    *WHERE,
    Column("read_from", "text", "the file or the site that it was read from"),
    Column("origin", "text", "the input that it stands in"),
    Column("url", "text", "its address"),
    Column("record", "text", "the container's own name for it"),
    Column("kind", "text", "the class of the error"),
    Column("what", "text", "what happened"),
    Column("why", "text", "why"),
    Column("remedy", "text", "what to do about it"),
)
TABLES = {"reports": REPORTS, "events": EVENTS, "failures": FAILURES}
COPIES = (
    Column("report", "text", "the id of a report that says what another said before it"),
    Column("item", "text", "where it was read"),
    Column("of", "text", "the id of that other: the first of all its copies"),
    Column("kind", "text", "same (the very text once more), exact, near, version"),
)
MEMBERS = (
    Column("record", "text", "the id of a row of events"),
    Column("happening", "text", "the id of the happening that it tells of"),
    Column("report", "text", "the id of its report"),
    Column("text", "text", "the id of the report that this one is a copy of; its own where it is none"),
)
HAPPENINGS = (
    Column("id", "text", "the happening's id: that of its first record"),
    Column("type", "text", "PLOVER event type, of the first record"),
    Column("mode", "text", "PLOVER mode, of the first record"),
    Column("status", "text", "of the first record"),
    Column("last_status", "text", "of the record that was published last"),
    Column("actors", "text", "codes of who acts, of the first record"),
    Column("recipients", "text", "codes of who undergoes it, of the first record"),
    Column("start", "text", "the first day that any record tells, ISO"),
    Column("end", "text", "the last day that any record tells, ISO"),
    Column("place_name", "text", "place, of the first record that tells one"),
    Column("place_country", "text", "country of the place"),
    Column("published", "text", "when the first report of it was published, ISO"),
    Column("published_last", "text", "when the last one was"),
    Column("records", "integer", "how many records tell of it"),
    Column("texts", "integer", "how many independent texts they are"),
    Column("members", "texts", "ids of the records"),
    Column("reports", "texts", "ids of their reports"),
)
LINKS = {"copies": COPIES, "members": MEMBERS, "happenings": HAPPENINGS}


def schema(columns: tuple[Column, ...]) -> Any:
    """As pyarrow has it."""
    arrow = package("pyarrow", "ray", "an archive")
    types = {
        "text": arrow.string(), "number": arrow.float64(), "integer": arrow.int64(), "bytes": arrow.binary(),
        "integers": arrow.list_(arrow.int64()), "texts": arrow.list_(arrow.string()),
    }  # fmt: skip
    return arrow.schema([(column.name, types[column.kind]) for column in columns])
