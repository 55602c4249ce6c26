"""Coded events with their confidence, and whether they are right: of the project's own reports, and of annotated ones.

An event is right where type, evidence and at least half of the states on its sides are those of a row, as
`dragoman evaluate reports` compares. In judged/ people said so of each event; in tests/golden/nothing none is right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.settings import ROOT
from dragoman.coding.confidence import signs_told
from dragoman.coding.pipeline import Engine, code
from dragoman.coding.trace import Trace
from dragoman.evaluate.coded import act
from dragoman.evaluate.compared import Act, act_nearness, of_one_type, pair_up, touching
from dragoman.model import Coding, Event
from dragoman.readers import read
from tests.golden.differ import places_of
from tests.golden.rows import EventRow, Golden, load

GOLDEN, JUDGED = ROOT / "tests" / "golden", ROOT / "benchmarks" / "judged"
PUBLISHED_NOTHING = "2024-05-15"


class Rated(Struct, frozen=True):
    """One coded event. `kind` is the folder of its report; `signs` as in coding/confidence.py, none where they were not asked for."""

    report: str
    kind: str
    type: str
    confidence: float
    right: bool
    signs: tuple[str, ...] = ()


def own(engine: Engine) -> Iterator[Rated]:
    """The events of the project's own reports, whatever their confidence; those that nobody has judged are passed over."""
    for path in sorted((*GOLDEN.glob("*/*.txt"), *JUDGED.glob("*.txt"))):
        kind, rows = path.parent.name, path.with_suffix(".toml")
        golden = load(rows) if rows.is_file() else None
        published = golden.published if golden else PUBLISHED_NOTHING if kind == "nothing" else None
        coding, signs = coded(path, published, engine)
        verdicts = by_rows(coding, golden) if golden else by_hand(path.stem, coding) if kind == JUDGED.name else [False] * len(signs)
        for event, found, right in zip(coding.events, signs, verdicts, strict=True):
            if right is not None:
                yield Rated(path.stem, kind, event.type, event.confidence, right, found)


def coded(path: Path, published: str | None, engine: Engine) -> tuple[Coding, list[tuple[str, ...]]]:
    """The coding with all events, and each event's signs."""
    trace = Trace()
    coding = code(read(str(path), published=published), engine, trace, 0.0)
    return coding, [tuple(signs_told(step.text)) for step in trace.steps if step.stage == "confidence"]


def by_hand(name: str, coding: Coding) -> list[bool | None]:
    """What judged.toml says of each event."""
    entry = tomllib.loads((JUDGED / "judged.toml").read_text(encoding="utf-8"))[name]
    verdicts = {line: right for right, key in ((True, "right"), (False, "wrong")) for line in entry[key]}
    return [verdicts.get(judged_as(event)) for event in coding.events]


def judged_as(event: Event) -> str:
    """An event as a line of judged.toml."""
    return f"{event.type} {event.trigger.text}"


def by_rows(coding: Coding, golden: Golden) -> list[bool]:
    """Whether each event is that of a row; a row takes one."""
    text = coding.document.text
    pairs = pair_up([act(event, text) for event in coding.events], [wanted(row, text) for row in golden.event], fits, act_nearness)
    return [i in pairs for i in range(len(coding.events))]


def wanted(row: EventRow, text: str) -> Act:
    """A row as it is compared; codes that may be there or not stand in `said_by`, which is not compared here."""
    return Act(
        id=row.trigger, type=row.type, types=frozenset((row.type, *row.alt)), spans=tuple(places_of(text, (row.trigger, *row.also))),
        actors=frozenset(row.actors or ()), recipients=frozenset(row.recipients or ()), status=row.status, dated=False,
        start=None, end=None, place=None, mode=row.mode, said_by=frozenset(row.optional), credited=False, trigger=row.trigger,
    )  # fmt: skip


def fits(event: Act, row: Act) -> bool:
    """Whether an event is that of a row: half of the states, not counting those that may be there."""
    shared, either = event.sides & (row.sides | row.said_by), event.sides | (row.sides - row.said_by)
    return of_one_type(event, row) and touching(event, row) and (2 * len(shared) >= len(either) or not row.sides)


def golden_rows() -> int:
    """How many events the golden reports have by their rows."""
    return sum(len(load(path.with_suffix(".toml")).event) for path in GOLDEN.glob("*/*.txt") if path.with_suffix(".toml").is_file())


def error(rated: Sequence[Rated], bins: int = 10) -> float:
    """The expected calibration error: how far the share of right events is from their mean confidence, over equally wide bins."""
    return sum(len(part) * abs(share(part) - mean(part)) for part in binned(rated, bins)) / max(1, len(rated))


def binned(rated: Sequence[Rated], bins: int) -> list[list[Rated]]:
    """The events by confidence, in equally wide bins."""
    return [[r for r in rated if min(bins - 1, int(r.confidence * bins)) == number] for number in range(bins)]


def share(rated: Sequence[Rated]) -> float:
    """The share of right events."""
    return sum(r.right for r in rated) / max(1, len(rated))


def mean(rated: Sequence[Rated]) -> float:
    """The mean confidence."""
    return sum(r.confidence for r in rated) / max(1, len(rated))


def ranked(rated: Sequence[Rated]) -> float:
    """The chance that a right event has more confidence than a wrong one (the area under the ROC curve); 0.5 is guessing."""
    right, wrong = ([r.confidence for r in rated if r.right is value] for value in (True, False))
    return sum((a > b) + (a == b) / 2 for a in right for b in wrong) / max(1, len(right) * len(wrong))
