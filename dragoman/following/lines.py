"""Commitments and meetings as objects for programs, with filters. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import structs

from dragoman.following.commitments import Quoted, Thread
from dragoman.following.meetings import Meeting
from dragoman.following.states import CLOSED
from dragoman.following.told import Step
from dragoman.model import Amount


def is_overdue(t: Thread, day: str) -> bool:
    """Whether its day is over and it is neither there nor dropped."""
    return t.due is not None and t.due < day and t.state not in CLOSED


def wanted(
    threads: Iterable[Thread], *, obligor: Sequence[str] = (), obligee: Sequence[str] = (), side: Sequence[str] = (),
    state: Sequence[str] = (), due_before: str | None = None, overdue: str | None = None,
) -> Iterator[Thread]:  # fmt: skip
    """Those that pass all filters; of several values of one any will do, but of `side` all must be. `overdue` is the day against which."""
    for t in threads:
        sides = (not obligor or set(obligor) & set(t.obligor)) and (not obligee or set(obligee) & set(t.obligee)) and set(side) <= t.sides
        in_time = due_before is None or (t.due is not None and t.due < due_before)
        if sides and in_time and (not state or t.state in state) and (overdue is None or is_overdue(t, overdue)):
            yield t


def commitment(t: Thread, day: str | None = None) -> dict[str, Any]:
    """One object; `overdue` where a day is given."""
    late = {"overdue": is_overdue(t, day)} if day is not None else {}
    return {
        "id": t.id, "act": t.act, "obligor": list(t.obligor), "obligee": list(t.obligee), "what": t.what,
        "designation": sorted(t.designation), "amount": t.amount, "unit": t.unit, "amount_so_far": t.so_far, "due": t.due,
        "state": t.state, **late, "due_from": t.due_from, "due_bound": t.bound, "due_grain": t.grain, "money": _money(t.money),
        "conditions": [_quoted(one) for one in t.conditions], "instrument": _quoted(t.instrument) if t.instrument else None,
        "place": t.place.name if t.place else None, "history": [step(one) for one in t.history],
    }  # fmt: skip


def _money(a: Amount | None) -> dict[str, Any] | None:
    return {"value": a.value, "currency": a.unit, "quote": a.span.text} if a is not None else None


def _quoted(one: Quoted) -> dict[str, Any]:
    return {"report": one.report, "quote": one.span.text, "start": one.span.start, "end": one.span.end}


def meeting(m: Meeting) -> dict[str, Any]:
    """One object."""
    return {
        "id": m.id, "kind": m.kind, "participants": list(m.participants), "place": m.place, "date": {"start": m.start, "end": m.end},
        "state": m.state, "host": m.host, "attending": [structs.asdict(one) for one in m.attending], "agenda": list(m.topics),
        "members": {code: list(states) for code, states in m.members.items()},
        "outcome": [
            {"report": o.report, "type": o.type, "mode": o.mode, "quote": o.quote.text, "start": o.quote.start, "end": o.quote.end}
            for o in m.outcome
        ],
        "history": [step(one) for one in m.history],
    }  # fmt: skip


def step(one: Step) -> dict[str, Any]:
    """`date` is the day of the change as far as it is told, else that of the report."""
    return {
        "date": one.date or one.published, "report": one.report, "state": one.state, "due": one.due,
        "due_before": one.due_before, "amount_so_far": one.amount_so_far,
        "quote": one.quote.text, "start": one.quote.start, "end": one.quote.end, "rule": one.rule,
    }  # fmt: skip
