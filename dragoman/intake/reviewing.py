"""Reviews by several coders: what to review next, where they differ, how far they agree, and how often the machine is right.

Of what one coder says of one field the last counts. A value that is wrong, nobody saying what is right, is "not " and the value.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import get_args

from msgspec import Struct
from sqlalchemy import Connection

from dragoman.agreement import Interval, alpha, alpha_interval, kappa, wilson
from dragoman.ledger import outlines, reviews
from dragoman.ledger.entry import MACHINE, now
from dragoman.ledger.reviews import FIELDS, Kind, Queue, Review, Said
from dragoman.model import Event

WHOLE = "record"  # the name of the field None, in tables
#: (record, field) -> coder -> value
Values = dict[tuple[str, str], dict[str, str]]


class Disputed(Struct, frozen=True):
    """A field of a record of which coders say different things, and nobody decided since."""

    record: str
    field: str
    values: dict[str, str]


class Agreement(Struct, frozen=True):
    """Of one field: how many records at least two coders said something of, Krippendorff's alpha (nominal) with its 95 % interval,
    and Cohen's kappa of each two coders.
    """

    field: str
    records: int
    alpha: float | None
    interval: Interval | None
    kappa: dict[str, float | None]


class Precision(Struct, frozen=True):
    """Of the reviewed records of a type: how many are right, the share, and Wilson's 95 % interval."""

    type: str
    right: int
    of: int
    share: float
    interval: Interval


def event_of(c: Connection, record: str) -> Event | None:
    """The record as it holds now."""
    found = outlines.by_id(c, [record])
    return outlines.events_of(c, found)[found[0].pk] if found else None


def review(c: Connection, record: str, coder: str, said: Sequence[Said], role: reviews.Role = "coder") -> int:
    """Keep a review. That a record is correct says it of every field that is not named; what a field was is kept with it."""
    event = event_of(c, record)
    given = list(reviews.checked(said))
    if any(one.field is None and one.verdict == "correct" for one in given):
        named = {one.field for one in given}
        given += [Said(field, "correct") for field in FIELDS if field not in named]
    if event is not None:
        given = [_with_value(event, one) for one in given]
    return reviews.put(c, record, coder, given, role)


def _with_value(event: Event, one: Said) -> Said:
    if one.field is None or one.verdict not in ("correct", "wrong"):
        return one
    return Said(one.field, one.verdict, reviews.value_of(event, one.field), one.note)


def make_queue(c: Connection, name: str, kind: Kind, size: int, coders: int, seed: int) -> Queue:
    """Choose records of the machine's to be reviewed. Raises LedgerError where the name is taken."""
    chosen = chosen_of(reviews.choices(c), kind, size, seed)
    queue = Queue(name, now(), kind, coders, seed, len(chosen))
    reviews.put_queue(c, queue, chosen)
    return queue


def chosen_of(records: Sequence[tuple[str, str, float]], kind: Kind, size: int, seed: int) -> list[str]:
    """Pure. At random; as many of each type as there are, turn by turn; or the least certain first."""
    if kind == "uncertain":
        return [name for name, _, _ in sorted(records, key=lambda one: (one[2], one[0]))[:size]]
    dice = random.Random(seed)
    shuffled = dice.sample(list(records), len(records))
    if kind == "random":
        return [name for name, _, _ in shuffled[:size]]
    turns: Counter[str] = Counter()
    ranked = []
    for name, type_, _ in shuffled:
        turns[type_] += 1
        ranked.append((turns[type_], type_, name))
    return [name for _, _, name in sorted(ranked)[:size]]


def next_of(c: Connection, queue: str, coder: str) -> str | None:
    """The first record of a queue that this coder has not reviewed and too few others have."""
    held, records = reviews.items(c, queue)
    by = reviews.reviewers(c, records)
    return next((r for r in records if coder not in by.get(r, ()) and len(by.get(r, ())) < held.coders), None)


def progress(c: Connection, name: str) -> Queue:
    """A queue with its counts."""
    held, records = reviews.items(c, name)
    by = reviews.reviewers(c, records)
    done = sum(len(by.get(record, ())) >= held.coders for record in records)
    return Queue(held.name, held.at, held.kind, held.coders, held.seed, len(records), done)


def machine_values(c: Connection, records: Collection[str]) -> dict[tuple[str, str], str]:
    """What the machine says of each field of these records now, and that they are records."""
    held = outlines.by_id(c, records)
    events = outlines.events_of(c, held)
    found = {(event.id, field): reviews.value_of(event, field) for event in events.values() for field in FIELDS}
    return found | {(event.id, WHOLE): "correct" for event in events.values()}


def values_of(some: Iterable[Review], machine: Mapping[tuple[str, str], str] | None = None) -> Values:
    """What each coder last said of each field, and what the machine says of it, where that is given."""
    found: Values = {}
    for one in some:
        if one.verdict == "comment":
            continue
        here = found.setdefault((one.record, one.field or WHOLE), {})
        here[one.coder] = _value(one)
        if machine and (value := machine.get((one.record, one.field or WHOLE))) is not None:
            here[MACHINE] = value
    return found


def _value(one: Review) -> str:
    if one.field is None:
        return one.verdict
    return f"not {one.value}" if one.verdict == "wrong" else one.value or "none"


def by_role(some: Iterable[Review], role: reviews.Role) -> list[Review]:
    return [one for one in some if one.role == role]


def disputed(some: Sequence[Review]) -> list[Disputed]:
    """Where coders differ and no adjudicator decided after the last of them."""
    last: dict[tuple[str, str], str] = {}
    for one in some:
        if one.verdict != "comment":
            last[(one.record, one.field or WHOLE)] = one.role
    told = values_of(by_role(some, "coder"))
    return [
        Disputed(record, field, values)
        for (record, field), values in sorted(told.items())
        if len(set(values.values())) > 1 and last[(record, field)] == "coder"
    ]


def agreement(some: Sequence[Review], machine: Mapping[tuple[str, str], str] | None = None) -> list[Agreement]:
    """Field by field, the record as a whole first; with what the machine says, as one coder more."""
    told = values_of(by_role(some, "coder"), machine)
    return [made for field in (WHOLE, *FIELDS) if (made := _of_field(field, told)).records]


def _of_field(field: str, told: Values) -> Agreement:
    units: list[Mapping[str, str]] = [values for (_, of), values in sorted(told.items()) if of == field and len(values) > 1]
    coders = sorted({coder for unit in units for coder in unit})
    pairs = {f"{a}, {b}": kappa(units, a, b) for a, b in combinations(coders, 2) if any(a in unit and b in unit for unit in units)}
    return Agreement(field, len(units), alpha(units), alpha_interval(units), pairs)


def precision(some: Sequence[Review], types: Mapping[str, str]) -> list[Precision]:
    """By the type that records have now. A record is right where it is one and its type is; the adjudicator's word goes before the
    coders', and where these are divided evenly it is left out.
    """
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    records = {one.record for one in some if one.record in types}
    coders, deciders = (values_of(by_role(some, role)) for role in get_args(reviews.Role))
    for record in sorted(records):
        verdict = _final(record, types[record], deciders)
        verdict = _final(record, types[record], coders) if verdict is None else verdict
        if verdict is not None:
            of[types[record]] += 1
            right[types[record]] += verdict
    rows = [Precision(t, right[t], of[t], right[t] / of[t], wilson(right[t], of[t])) for t in sorted(of)]
    number, whole = sum(right.values()), sum(of.values())
    return [*rows, Precision("all", number, whole, number / whole, wilson(number, whole))] if whole else []


def _final(record: str, type_: str, told: Values) -> bool | None:
    """What most of them say; None where nobody says anything, or as many say this as that."""
    whole, types = told.get((record, WHOLE), {}), told.get((record, "type"), {})
    votes = [v for coder in {*whole, *types} if (v := _vote(whole.get(coder), types.get(coder), type_)) is not None]
    return None if 2 * sum(votes) == len(votes) else 2 * sum(votes) > len(votes)


def _vote(whole: str | None, said: str | None, type_: str) -> bool | None:
    if whole == "wrong":
        return False
    if said is not None:
        return said == type_
    return True if whole == "correct" else None
