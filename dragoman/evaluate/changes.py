"""What was gained and what was lost against an earlier run."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.errors import BadInput
from dragoman.evaluate.files import content, decoded

REMEDY = "give what `dragoman evaluate KIND ... --json` wrote, of the same kind and gold"


class Record(Struct, frozen=True):
    """One record of a gold, and whether it is right; or (`coded`) one that the coder gave, and whether the gold has it."""

    id: str
    right: bool
    text: str
    coded: bool = False


class Earlier(Struct, frozen=True):
    """The parts of an earlier output that are compared."""

    kind: str
    records: tuple[Record, ...]


class Changes(Struct, frozen=True):
    """Records of the gold `gained` and `lost`; wrong ones coded now and not before (`worse`), or no longer (`better`)."""

    gained: tuple[Record, ...]
    lost: tuple[Record, ...]
    better: tuple[Record, ...]
    worse: tuple[Record, ...]
    not_compared: int


def earlier(path: Path, kind: str) -> Sequence[Record]:
    """The records of an earlier run. Raises Unreachable, or BadInput where it is something else or of another kind."""
    before = decoded(str(path), content(path), Earlier)
    if before.kind != kind:
        raise BadInput(f"{path}: an evaluation of another kind", f"it is of {before.kind}, not of {kind}", REMEDY)
    return before.records


def changes(before: Iterable[Record], now: Iterable[Record]) -> Changes:
    """The differences by the records' ids; what only one of the two golds has is counted and not compared."""
    old, new = list(before), list(now)
    was, has = gold(old), gold(new)
    false_before, false_now = false(old), false(new)
    both = [(was[name], record) for name, record in has.items() if name in was]
    return Changes(
        gained=tuple(record for past, record in both if record.right and not past.right),
        lost=tuple(record for past, record in both if past.right and not record.right),
        better=tuple(record for name, record in false_before.items() if name not in false_now),
        worse=tuple(record for name, record in false_now.items() if name not in false_before),
        not_compared=len(was.keys() ^ has.keys()),
    )


def gold(records: Iterable[Record]) -> dict[str, Record]:
    """The gold's by id."""
    return {record.id: record for record in records if not record.coded}


def false(records: Iterable[Record]) -> dict[str, Record]:
    """The coder's that the gold has not, by id."""
    return {record.id: record for record in records if record.coded and not record.right}
