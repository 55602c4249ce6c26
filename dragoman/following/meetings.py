"""Meetings and visits through their life: announced, confirmed, put off, called off, under way, held, ruled out."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from dragoman.following.told import Step
from dragoman.model import Event, Span

Kind = Literal["visit", "bilateral", "multilateral", "call"]
MeetingState = Literal["announced", "confirmed", "rescheduled", "cancelled", "under_way", "held", "ruled_out"]
AHEAD = frozenset({"planned", "expected"})
#: what a reason for "it will not be" makes of a meeting
NEGATED: Mapping[str, MeetingState] = {
    "cancelled": "cancelled", "postponed": "rescheduled", "ruled_out": "ruled_out", "none_planned": "ruled_out", "failed": "cancelled",
}  # fmt: skip
#: days that a meeting told of as held may lie after the day that was planned
NEAR = 3


class Telling(Struct, frozen=True):
    """One record of a meeting: the event as a report tells it. `event` is the id under which linking has it."""

    report: str
    published: str
    order: int
    event: str
    record: Event


class Meeting(Struct):
    """`participants` are codes; `start` and `end` as they stand after the last step; `id` is the linked event's."""

    id: str
    kind: Kind
    participants: tuple[str, ...]
    people: frozenset[str]
    place: str | None
    start: str | None
    end: str | None
    state: MeetingState
    history: list[Step] = field(default_factory=list)


def follow(told: Iterable[Telling]) -> list[Meeting]:
    """Every meeting, in the order in which it was first told of."""
    meetings: list[Meeting] = []
    for one in sorted(told, key=lambda t: (t.published, t.order, t.record.id)):
        codes = _codes(one.record)
        if one.record.type != "CONSULT" or not codes or one.record.status in ("possible",):
            continue
        state = _state(one.record)
        if state is None:
            continue
        meeting = _best(one, codes, state, meetings)
        if meeting is None:
            meetings.append(_opened(one, codes, state))
        else:
            _take(meeting, one, codes, state)
    return meetings


def _codes(e: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.country for a in (*e.actors, *e.recipients) if a.country))


def _people(e: Event) -> frozenset[str]:
    return frozenset(a.person.split()[-1].lower() for a in (*e.actors, *e.recipients) if a.person and a.person.strip())


def _state(e: Event) -> MeetingState | None:
    if e.status in AHEAD:
        return "announced"
    if e.status == "ongoing":
        return "under_way"
    if e.status in ("occurred", "alleged"):
        return "held"
    return NEGATED.get(e.negation or "")


def kind_of(e: Event, codes: Sequence[str]) -> Kind:
    """A visit, a call, talks of two or of several."""
    if e.mode == "visit":
        return "visit"
    if e.mode == "phone":
        return "call"
    return "multilateral" if e.mode == "multilateral" or len(codes) > 2 else "bilateral"


def _best(one: Telling, codes: tuple[str, ...], state: MeetingState, meetings: Sequence[Meeting]) -> Meeting | None:
    """The one that linking says; else the last open one of the same kind and sides whose days can be the same."""
    for meeting in meetings:
        if meeting.id == one.event:
            return meeting
    kind = kind_of(one.record, codes)
    for meeting in reversed(meetings):
        if _same(meeting, one, codes, kind, state):
            return meeting
    return None


def _same(m: Meeting, one: Telling, codes: tuple[str, ...], kind: Kind, state: MeetingState) -> bool:
    if m.kind != kind and {m.kind, kind} != {"visit", "bilateral"} or (m.kind == "call") != (kind == "call"):
        return False
    mine, theirs = set(m.participants), set(codes)
    if not (mine <= theirs or theirs <= mine):
        return False
    people = _people(one.record)
    if m.people and people and not m.people & people:
        return False
    start = one.record.date.start if one.record.date else None
    if m.state in ("held", "cancelled", "ruled_out"):
        return start is not None and start == m.start
    if state in ("rescheduled", "cancelled", "ruled_out", "announced"):
        return start is None or m.start is None or state != "announced" or _apart(start, m.start) <= NEAR or one.record.negation is not None
    return start is None or m.start is None or _apart(start, m.start) <= NEAR


def _apart(one: str, other: str) -> int:
    """Days between two days; between coarser dates none where one begins like the other, else many."""
    from datetime import date

    if len(one) == len(other) == len("2024-03-05"):
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return 0 if one.startswith(other) or other.startswith(one) else 999


def _opened(one: Telling, codes: tuple[str, ...], state: MeetingState) -> Meeting:
    e = one.record
    start, end = (e.date.start, e.date.end) if e.date else (None, None)
    meeting = Meeting(one.event, kind_of(e, codes), codes, _people(e), e.place.name if e.place else None, start, end, state)
    meeting.history.append(_step(one, state, start, f"told of as {e.status}"))
    return meeting


def _take(m: Meeting, one: Telling, codes: tuple[str, ...], state: MeetingState) -> None:
    e = one.record
    start, end = (e.date.start, e.date.end) if e.date else (None, None)
    if len(codes) > len(m.participants):
        m.participants = codes
    m.people |= _people(e)
    if state == "announced":
        state = _announced_again(m, one, start)
    m.place = m.place or (e.place.name if e.place else None)
    changed = state != m.state and not (m.state in ("held", "cancelled") and state in ("announced", "confirmed", "under_way"))
    if start is not None and (state not in ("cancelled", "ruled_out")) and (changed or m.start is None):
        m.start, m.end = start, end
    if changed:
        m.state = state
        m.history.append(_step(one, state, start, f"told of as {e.status}{f', {e.negation}' if e.negation else ''}"))


def _announced_again(m: Meeting, one: Telling, start: str | None) -> MeetingState:
    """Another day puts it off; another report of the same one confirms it."""
    if start is not None and m.start is not None and _apart(start, m.start) > 0 and m.state in ("announced", "confirmed", "rescheduled"):
        return "rescheduled"
    if m.state == "announced" and one.report not in {step.report for step in m.history}:
        return "confirmed"
    return m.state


def _step(one: Telling, state: MeetingState, start: str | None, rule: str) -> Step:
    quote = one.record.evidence[0] if one.record.evidence else Span("", 0, 0)
    held = start if state in ("held", "under_way") else None
    return Step(one.report, one.published, state, held, start, None, quote, rule)
