"""What stands beside the data of a release: its page, its citation, and the columns of its smaller tables. Pure, but for `read_events`."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.model import LedgerEvent, LedgerReport
from dragoman.tables.columns import Column
from dragoman.version import VERSION

REPORT = (
    Column("id", "text", "the report's id"), Column("sha256", "text", "SHA-256 of its text"), Column("source", "text", "its source"),
    Column("published", "text", "when it was published, ISO"), Column("published_basis", "text", "how that is known"),
    Column("url", "text", "its address"), Column("duplicate_of", "text", "the independent text that it is a copy of"),
    Column("records", "integer", "how many records it gave"),
)  # fmt: skip
COMMITMENT = (
    Column("id", "text", "the commitment's id"), Column("state", "text", "how far it has come"), Column("due", "text", "last day, ISO"),
    Column("obligors", "text", "codes of who owes"), Column("obligor_names", "text", "names of who owes"),
    Column("obligees", "text", "codes of whom it is owed to"), Column("obligee_names", "text", "their names"),
    Column("what", "text", "what is owed, in the report's words"), Column("amount", "number", "how much"),
    Column("unit", "text", "of what"), Column("evidence", "text", "the sentence that tells of it"),
    Column("report", "text", "the report's id"),
    Column("published", "text", "when that was published"), Column("source", "text", "its source"), Column("coder", "text", "who coded it"),
)  # fmt: skip
CHANGE = (
    Column("event", "text", "the event's id"), Column("kind", "text", "added, gone, changed"),
    Column("field", "text", "column that changed"),
    Column("before", "text", "its value in the release before"), Column("after", "text", "its value now"),
)  # fmt: skip
PRECISION = (
    Column("type", "text", "event type"), Column("right", "integer", "records found correct by reviewers"),
    Column("of", "integer", "records reviewed"), Column("share", "number", "right / of"),
    Column("low", "number", "lower end of Wilson's 95 % interval"), Column("high", "number", "its upper end"),
)  # fmt: skip


class Precision(Struct, frozen=True):
    """How often the coder was right, by type, in records that people reviewed."""

    type: str
    right: int
    of: int
    share: float
    interval: tuple[float, float]


def report(one: LedgerReport) -> dict[str, Any]:
    """A row of reports.csv: no text and no headline, which are their publishers'."""
    return {column.name: getattr(one, column.name, None) for column in REPORT}


def precision(one: Precision) -> dict[str, Any]:
    """A row of precision.csv."""
    low, high = one.interval
    return {"type": one.type, "right": one.right, "of": one.of, "share": round(one.share, 4), "low": round(low, 4), "high": round(high, 4)}


def readme(
    name: str, moment: str, counts: dict[str, int], refused: int, measured: Sequence[Precision], coders: Sequence[str], before: str | None
) -> str:
    """The page that a reader opens first."""
    lines = [
        f"# {name}", "", f"Events in international politics as news reports tell of them; frozen as of {moment}.", "",
        f"* {counts['events']} events: `events.csv`, `events.jsonl` (with every quote) and, where pyarrow was installed, `events.parquet`",
        f"* {counts['reports']} reports that were read (`reports.csv`, without their texts); {counts['commitments']} commitments",
        f"* coded by {', '.join(coders) or 'nobody'}; released by Dragoman {VERSION}",
        f"* every quote was checked against the text that was taken in; {refused} events whose quotes do not hold were left out"
        " (`MANIFEST.json` names them)",
        "* columns and types: `codebook.md`; how to cite: `CITATION.cff`; sums: `sha256sum -c SHA256SUMS`",
        f"* changes since {before}: `CHANGES.md`, `changes.csv`" if before else "* there is no release before this one",
        "", "## Measured precision", "",
    ]  # fmt: skip
    if not measured:
        lines.append("Not measured: nobody has reviewed records of this ledger.")
    else:
        lines += ["Of records that people reviewed, with Wilson's 95 % interval:", ""]
        lines += ["| type | right | of | share | interval |", "|---|---|---|---|---|"]
        lines += [f"| {p.type} | {p.right} | {p.of} | {p.share:.3f} | {p.interval[0]:.3f} to {p.interval[1]:.3f} |" for p in measured]
    return "\n".join(lines) + "\n"


def citation(name: str, day: str, author: str) -> str:
    """CITATION.cff 1.2.0 (citation-file-format.github.io)."""
    values = {"title": f"Events in international politics, {name}", "author": author, "version": name}
    quoted = {key: msgspec.json.encode(value).decode() for key, value in values.items()}
    return (
        "cff-version: 1.2.0\nmessage: Please cite this data set as below.\ntype: dataset\n"
        f"title: {quoted['title']}\nversion: {quoted['version']}\ndate-released: {day}\nauthors:\n  - name: {quoted['author']}\n"
    )


def read_events(path: Path) -> Iterator[LedgerEvent]:
    """The events that were written as JSON lines."""
    decode = msgspec.json.Decoder(LedgerEvent).decode
    with open(path, "rb") as lines:
        for line in lines:
            yield decode(line)


def has_arrow() -> bool:
    """Whether Parquet can be written."""
    return find_spec("pyarrow") is not None
