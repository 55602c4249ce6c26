"""What a rule finds in a ledger: events, steps of commitments and of meetings, each under a key by which it fires once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from dragoman.alerts.rules import Rule
from dragoman.asking import Asked, resolve
from dragoman.following import lines
from dragoman.following.commitments import Thread
from dragoman.following.meetings import Meeting
from dragoman.following.reading import Followed
from dragoman.following.told import Step
from dragoman.ledger.rows import all_events
from dragoman.model import LedgerEvent
from dragoman.resources import Resources

DAY = len("2024-03-05")


class Alert(Struct, frozen=True):
    """One firing: `key` is the event's or the step's, `says` one line, `about` the object as its command writes it."""

    rule: str
    key: str
    says: str
    quote: str
    report: str
    about: dict[str, Any]


def of_events(c: Connection, rule: Rule, load: Callable[[], Resources]) -> Iterator[Alert]:
    """Events that pass."""
    asked = Asked(
        actor=rule.actors, recipient=rule.recipients, dyad=rule.dyad, type=rule.type, mode=rule.mode, status=rule.status,
        place=rule.place, words=rule.words, min_confidence=rule.min_confidence,
    )  # fmt: skip
    passed = sorted(all_events(c, resolve(c, asked, load)), key=lambda e: (_day(e), e.id))
    for n, event in enumerate(passed):
        if rule.first and any(_alike(event, other) for other in passed[:n]):
            continue
        if rule.at_least == 1 or _many(passed[: n + 1], event, rule):
            yield _of_event(rule, event)


def _many(passed: Sequence[LedgerEvent], event: LedgerEvent, rule: Rule) -> bool:
    near = [other for other in passed if _day(other) and _day(event) and _apart(_day(other), _day(event)) < rule.within_days]
    return len(near) >= rule.at_least


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _day(event: LedgerEvent) -> str:
    """Its first full day, else that of the first report; "" where neither is known."""
    start = event.date.start if event.date else None
    told = event.records[0].published if event.records else None
    return next((day[:DAY] for day in (start, told) if day and len(day) >= DAY), "")


def _alike(one: LedgerEvent, other: LedgerEvent) -> bool:
    """Of the same type and sides."""
    return one.type == other.type and _sides(one) == _sides(other)


def _sides(event: LedgerEvent) -> tuple[frozenset[str | None], frozenset[str | None]]:
    return frozenset(a.country for a in event.actors), frozenset(a.country for a in event.recipients)


def _of_event(rule: Rule, event: LedgerEvent) -> Alert:
    import msgspec

    actors, recipients = (", ".join(a.country or a.name for a in side) or "?" for side in (event.actors, event.recipients))
    kind = f"{event.type}{f'/{event.mode}' if event.mode else ''}"
    says = f"{_day(event) or 'no date'}: {actors} {kind} {recipients}, {event.status}"
    quote = event.evidence[0].text if event.evidence else ""
    report = event.records[0].report if event.records else ""
    return Alert(rule.name, event.id, says, quote, report, msgspec.to_builtins(event))


def of_steps(rule: Rule, found: Followed, today: str) -> Iterator[Alert]:
    """Steps into the states that are asked for, and what is overdue today."""
    for t in found.commitments:
        if _passes(rule, t.sides):
            yield from _steps(rule, t, rule.commitment, lines.commitment(t, today))
            if rule.overdue and lines.is_overdue(t, today):
                last = t.history[-1]
                yield Alert(rule.name, f"{t.id} overdue {t.due}", f"overdue since {t.due}: {_owes(t)}", last.quote.text, last.report,
                            lines.commitment(t, today))  # fmt: skip
    for m in found.meetings:
        if _passes(rule, frozenset(m.participants)):
            yield from _steps(rule, m, rule.meeting, lines.meeting(m))


def _passes(rule: Rule, sides: frozenset[str]) -> bool:
    return set(rule.actors) <= sides


def _steps(rule: Rule, one: Thread | Meeting, states: Sequence[str], about: dict[str, Any]) -> Iterator[Alert]:
    for step in one.history:
        if step.state in states:
            key = f"{one.id} {step.state} {step.report} {step.due or ''}"
            yield Alert(rule.name, key, _told(one, step), step.quote.text, step.report, about)


def _told(one: Thread | Meeting, step: Step) -> str:
    what = _owes(one) if isinstance(one, Thread) else f"{one.kind} of {', '.join(one.participants)}"
    return f"{step.date or step.published}: {step.state.replace('_', ' ')}: {what}"


def _owes(t: Thread) -> str:
    return f"{', '.join(t.obligor) or '?'} > {', '.join(t.obligee) or '?'}, {' '.join(t.what.split())}"
