"""Attribution and amounts on tables like those of tests/suites: tab-separated lines, "#" begins a remark, a last cell a known failure.

attribution: name ("-" for nobody), sentence with the event's word in [brackets]. amounts: sentence, then for each amount
SPAN | VALUE | LOW | HIGH | UNIT | ITEM with "-" for none, several joined by " ; ".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.coding.amounts import find_amounts
from dragoman.coding.pipeline import Engine, code
from dragoman.coding.trace import Trace
from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.files import FORMATS, content
from dragoman.evaluate.tally import Share
from dragoman.model import Amount
from dragoman.readers import make_document

COLUMNS = 2


class Suite(Struct, frozen=True):
    """What `dragoman evaluate attribution|amounts` gives: rows that come out right, of all, and of those without a known failure."""

    kind: str
    profile: str
    rows: int
    right: Share
    right_known: Share
    intervals: dict[str, Interval]
    left_out: dict[str, int]
    records: tuple[Record, ...]


class Row(Struct, frozen=True):
    """A line's number and cells; `wish`: why it is known to go wrong, or ""."""

    number: int
    one: str
    other: str
    wish: str


Judge = Callable[[Row, Engine], tuple[str, str]]  # expected, found


def attribution(path: Path, engine: Engine) -> Suite:
    """Whom the sentences credit. Raises Unreachable or BadInput."""
    return _measure("attribution", path, engine, _credited)


def amounts(path: Path, engine: Engine) -> Suite:
    """The amounts of the sentences. Raises Unreachable or BadInput."""
    return _measure("amounts", path, engine, _amounts)


def _measure(kind: str, path: Path, engine: Engine, judge: Judge) -> Suite:
    table = list(rows(path))
    judged = [(row, *judge(row, engine)) for row in table]
    scored = [(row, expected.lower() == found.lower(), expected, found) for row, expected, found in judged]
    records = tuple(
        Record(f"line {row.number}", right, f"{expected!r} expected, {found!r} found: {row.one} {row.other}")
        for row, right, expected, found in scored
    )
    answers = [right for _, right, _, _ in scored]
    known = [right for row, right, _, _ in scored if not row.wish]
    return Suite(
        kind, engine.profile, len(table), Share(sum(answers), len(answers)), Share(sum(known), len(known)),
        intervals(answers, _share), {}, records,
    )  # fmt: skip


def _share(answers: Sequence[bool]) -> dict[str, float]:
    return {"right": sum(answers) / max(1, len(answers))}


def rows(path: Path) -> Iterator[Row]:
    """The lines of a table; raises BadInput for one with too few or too many cells, or where there is none."""
    lines = content(path).decode("utf-8", errors="replace").splitlines()
    cells = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not cells:
        raise BadInput(f"{path}: empty", "there is no row in it", FORMATS)
    for number, row in cells:
        if not COLUMNS - 1 <= len(row) <= COLUMNS + 1:
            raise BadInput(f"{path}, line {number}: {len(row)} cells", "two are wanted, and a third for a known failure", FORMATS)
        one, other, wish = (*row, "", "")[: COLUMNS + 1]
        yield Row(number, one, other, wish)


def _credited(row: Row, engine: Engine) -> tuple[str, str]:
    if not 0 <= row.other.find("[") < row.other.find("]"):
        raise BadInput(f"line {row.number}: no word in [brackets]", "the event's word is to be marked", FORMATS)
    start, end = row.other.index("["), row.other.index("]") - 1
    text = row.other.replace("[", "").replace("]", "")
    events = code(make_document(text), engine, Trace(on=False), 0.0).events
    here = next((e for e in events if e.trigger.start < end and start < e.trigger.end), None)
    if here is None:
        return row.one, "no event"
    return row.one, here.attributed_to.name if here.attributed_to else "-"


def _amounts(row: Row, engine: Engine) -> tuple[str, str]:
    found = find_amounts(row.one, 0, engine.resources.amounts)
    return row.other, " ; ".join(map(_cells, found))


def _cells(a: Amount) -> str:
    cells = (a.span.text, a.value, a.low, a.high, a.unit, a.item)
    return " | ".join("-" if c is None else c if isinstance(c, str) else f"{c:.15g}" for c in cells)
