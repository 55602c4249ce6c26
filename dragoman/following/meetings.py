"""Meetings and visits through their life: announced, confirmed, put off, called off, under way, held, ruled out."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from dragoman.following.attending import Attendee, attending
from dragoman.following.shelf import Shelf
from dragoman.following.states import LATE, MeetingState
from dragoman.following.told import Step
from dragoman.model import Event, Place, Precision, Span

Kind = Literal["visit", "bilateral", "multilateral", "call"]
AHEAD = frozenset({"planned", "expected"})
#: what a reason for "it will not be" makes of a meeting
NEGATED: Mapping[str, MeetingState] = {
    "cancelled": "cancelled", "postponed": "rescheduled", "ruled_out": "ruled_out", "none_planned": "ruled_out", "failed": "cancelled",
}  # fmt: skip
#: words by which something that was planned is off
OFF = re.compile(r"\b(?:cancel|call|scrap|abandon|drop|break|cut)", re.IGNORECASE)
#: words by which a visit or talks are over
ENDED = re.compile(
    r"\b(?:ended|concluded|wrapped up|finished|completed"
    r"|winds? up|wound up|flew home|returned home|left for home|is over)\b", re.I,
)  # fmt: skip
FINENESS: tuple[Precision, ...] = ("exact", "city", "region", "country", "unknown")
SEVERAL = 3
#: what is no talk of two, whoever is named
GATHERING = re.compile(r"\b(?:summit|conference|assembly|congress|forum)\b", re.IGNORECASE)
#: what comes without paying a visit
THING = re.compile(
    r"\b(?:vehicles?|ships?|vessels?|aircraft|planes?|helicopters?|boats?|tanks?|missiles?|shells?|trucks?|convoys?|shipments?|drones?|aid"
    r"|supplies|weapons?|wheat|grain|tonnes?|goods|soldiers?|troops?|peacekeepers?|forces?|battalions?|police(?:men)?|marines?)\b",
    re.IGNORECASE,
)  # fmt: skip
#: types of events that are what came of a meeting of the same sides
OUTCOMES = frozenset({"AGREE", "REJECT", "COOPERATE", "SUPPORT"})
#: days that a meeting told of as held may lie after the day that was planned
NEAR = 3


class Telling(Struct, frozen=True):
    """One record of a meeting: the event as a report tells it. `event` is the id under which linking has it."""

    report: str
    published: str
    order: int
    event: str
    record: Event


class Outcome(Struct, frozen=True):
    """What came of it: an event of its sides in a report of the meeting, AGREE, REJECT (a walk-out) and the like."""

    report: str
    type: str
    mode: str | None
    quote: Span


class Meeting(Struct):
    """`participants` are codes; `start` and `end` as they stand after the last step; `id` is the linked event's.

    `records` are the ids of the records that tell of it, `attending` who is there,
    `members` the states that belong to an organisation which meets (`bodies.belonging`).
    """

    id: str
    kind: Kind
    participants: tuple[str, ...]
    people: frozenset[tuple[str, str]]
    where: Place | None
    start: str | None
    end: str | None
    state: MeetingState
    history: list[Step] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    attending: tuple[Attendee, ...] = ()
    topics: tuple[str, ...] = ()
    outcome: tuple[Outcome, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def host(self) -> str | None:
        """The code of the state where it is, one of them or of a gathering: as long as it is told to be there."""
        where = self.where.country if self.where else None
        return where if where in self.participants or self.kind == "multilateral" or len(self.participants) > 2 else None

    @property
    def sides(self) -> frozenset[str]:
        """The participants, with the states that belong to them."""
        return frozenset(self.participants).union(*self.members.values())

    @property
    def place(self) -> str | None:
        """The name of the finest place that is told of it."""
        return self.where.name if self.where else None


def follow(told: Iterable[Telling]) -> list[Meeting]:
    """Every meeting, in the order in which it was first told of."""
    shelf: Shelf[Meeting] = Shelf()
    by_id: dict[str, Meeting] = {}
    for one in sorted(told, key=_in_turn):
        codes = _codes(one.record)
        if not codes or one.record.status == "possible":
            continue
        if one.record.type in OUTCOMES and one.record.mode != "meet":
            _came_of_it(shelf.near(codes), one, codes)
        if one.record.type not in ("CONSULT", "REJECT"):
            continue
        state = _refused(one.record) if one.record.type == "REJECT" else _state(one.record)
        if state is None:
            continue
        linked = by_id.get(one.event)
        if linked is not None and _others(linked.people, _people(one.record)):
            linked = None  # another person went
        meeting = linked or _best(one, codes, state, shelf.near(codes))
        if meeting is None and _told(one.record, codes):
            opened = _opened(one, codes, state)
            by_id.setdefault(opened.id, opened)
            shelf.add(opened, codes)
        elif meeting is None:
            _beside(shelf.near(codes), one, codes)
        else:
            _take(meeting, one, codes, state)
            shelf.joined(meeting, codes)
    return shelf.all


def _came_of_it(meetings: Sequence[Meeting], one: Telling, codes: tuple[str, ...]) -> None:
    """What a report of a meeting that is held tells of two of its sides besides."""
    if one.record.status != "occurred" or len(codes) < 2 or not one.record.evidence:
        return
    for m in meetings:
        if m.state in ("held", "under_way") and set(codes) <= set(m.participants) and m.history[-1].report == one.report:
            found = Outcome(one.report, one.record.type, one.record.mode, one.record.evidence[0])
            if all((o.report, o.quote.start) != (found.report, found.quote.start) for o in m.outcome):
                m.outcome = (*m.outcome, found)
            return


def _beside(meetings: Sequence[Meeting], one: Telling, codes: tuple[str, ...]) -> None:
    """ "will visit Norway for talks on fisheries": talks without a partner are part of the meeting in whose sentence they stand."""
    quote = one.record.evidence[0] if one.record.evidence else None
    for m in meetings:
        if set(codes) <= set(m.participants) and any(step.report == one.report and step.quote == quote for step in m.history):
            _details(m, one.record)
            return


def finer(one: Place | None, other: Place | None) -> Place | None:
    """The first that is told, unless the other lies in it: Kampala, in Uganda."""
    if one is None or other is None:
        return one or other
    within = one.country in (None, other.country) and FINENESS.index(other.precision) < FINENESS.index(one.precision)
    return other if within else one


def _details(m: Meeting, e: Event) -> None:
    """Who is there, where and on what, as far as this record says."""
    m.records.append(e.id)
    m.attending = attending(m.attending, (*e.actors, *e.recipients))
    m.topics = tuple(dict.fromkeys((*m.topics, *(topic.name for topic in e.topics))))


def _in_turn(one: Telling) -> tuple[str, int, int, int, str]:
    """By day and report, of one report the headline last, as the text says it more fully, and what came of it after that."""
    e = one.record
    after = 2 * (e.type in OUTCOMES and e.mode != "meet") + (bool(e.evidence) and e.evidence[0].start == 0)
    return one.published, one.order, after, e.trigger.start, e.id


def _refused(e: Event) -> MeetingState | None:
    """A visit that is called off is coded as refusing it; a meeting that is refused is ruled out."""
    if e.mode != "meet" or e.status not in ("occurred", "alleged"):
        return None
    return "cancelled" if OFF.search(e.trigger.text) else "ruled_out"


def _codes(e: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.country for a in (*e.actors, *e.recipients) if a.country))


def _people(e: Event) -> frozenset[tuple[str, str]]:
    """Who is named: (code, surname)."""
    named = (a for a in (*e.actors, *e.recipients) if a.person and a.person.strip())
    return frozenset((a.country or "", (a.person or "").split()[-1].lower()) for a in named)


def _others(mine: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    """Whether one state is there by one person and by another."""
    shared = {code for code, _ in mine} & {code for code, _ in theirs}
    return any(not {n for c, n in mine if c == code} & {n for c, n in theirs if c == code} for code in shared)


def _state(e: Event) -> MeetingState | None:
    if e.status in AHEAD:
        return "announced"
    if e.status == "ongoing":
        return "held" if e.evidence and ENDED.search(e.evidence[0].text) else "under_way"
    if e.status in ("occurred", "alleged"):
        return "held"
    return NEGATED.get(e.negation or "")


def kind_of(e: Event, codes: Sequence[str]) -> Kind:
    """A visit, a call, talks of two or of several."""
    guests = {a.country for a in e.actors}
    if e.mode == "visit" and len(guests) < SEVERAL:
        return "visit"
    if e.mode == "phone":
        return "call"
    many = e.mode == "multilateral" or len(codes) >= SEVERAL or GATHERING.search(e.trigger.text) is not None
    return "multilateral" if many else "bilateral"


def _told(e: Event, codes: Sequence[str]) -> bool:
    """Whether it is said who meets: two at least, or who goes where, or a meeting of several."""
    going = any(a.country and not THING.search(a.name) for a in e.actors)
    if kind_of(e, codes) == "visit":
        return going
    return len(codes) > 1 or kind_of(e, codes) == "multilateral"


def _best(one: Telling, codes: tuple[str, ...], state: MeetingState, meetings: Sequence[Meeting]) -> Meeting | None:
    """The last open one of the same kind and sides whose days can be the same; `meetings`: the last opened first."""
    kind = kind_of(one.record, codes)
    for meeting in meetings:
        if _same(meeting, one, codes, kind, state):
            return meeting
    return None


def _same(m: Meeting, one: Telling, codes: tuple[str, ...], kind: Kind, state: MeetingState) -> bool:
    refused = one.record.type == "REJECT"  # which names no kind of meeting
    if not refused and m.kind != kind and {m.kind, kind} != {"visit", "bilateral"}:
        return False
    mine, theirs = set(m.participants), set(codes)
    if not (mine <= theirs or theirs <= mine):
        return False
    people = _people(one.record)
    if _others(m.people, people):
        return False
    start, _ = _days(one, state)
    if m.state == "cancelled" and kind == "visit" and state in ("announced", "rescheduled") and m.people & people:
        return start is not None and start > m.history[-1].published  # it is to be after all
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


def _days(one: Telling, state: MeetingState) -> tuple[str | None, str | None]:
    """First and last day; the day of the report is none of what is announced or called off in it."""
    e = one.record
    if e.date is None or (state in ("announced", "cancelled", "ruled_out", "rescheduled") and (e.date.start or "9") <= one.published):
        return None, None
    return e.date.start, e.date.end


def _opened(one: Telling, codes: tuple[str, ...], state: MeetingState) -> Meeting:
    e = one.record
    start, end = _days(one, state)
    meeting = Meeting(one.event, kind_of(e, codes), codes, _people(e), e.place, start, end, state)
    meeting.history.append(_step(one, state, start, f"told of as {e.status}"))
    _details(meeting, e)
    return meeting


def _take(m: Meeting, one: Telling, codes: tuple[str, ...], state: MeetingState) -> None:
    e = one.record
    _details(m, e)
    headline = bool(e.evidence) and e.evidence[0].start == 0
    if m.history[-1].report == one.report and (headline or not _told(e, codes)):
        return  # after the fuller sentence
    start, end = _days(one, state)
    if len(codes) > len(m.participants):
        m.participants = codes
    m.people |= _people(e)
    if state == "announced":
        state = _announced_again(m, one, start)
    here = e.status in ("occurred", "ongoing") and e.place is not None and e.place.precision in ("exact", "city")
    m.where = e.place if here else finer(m.where, e.place)  # where it is held goes before where it was to be
    off = any(why.startswith("negation on 'take'") for why in e.why)
    if state == "ruled_out" and off and m.state in ("announced", "confirmed", "rescheduled"):
        state = "cancelled"  # "the planned visit will not take place"
    was = m.start if state == "rescheduled" and start != m.start else None
    changed = state != m.state and state not in LATE.get(m.state, ())
    if changed and m.state == "under_way" and state == "held" and m.start is not None:
        m.end = max(m.start, start or m.end or m.start)
    elif start is not None and (state not in ("cancelled", "ruled_out")) and (changed or m.start is None):
        m.start, m.end = start, end
    if changed:
        m.state = state
        m.history.append(_step(one, state, start, f"told of as {e.status}{f', {e.negation}' if e.negation else ''}", was))


def _announced_again(m: Meeting, one: Telling, start: str | None) -> MeetingState:
    """Another day puts it off; another report of the same one confirms it."""
    open_ = ("announced", "confirmed", "rescheduled", "cancelled")
    if start is not None and m.start is not None and _apart(start, m.start) > 0 and m.state in open_:
        return "rescheduled"
    if m.state == "announced" and one.report not in {step.report for step in m.history}:
        return "confirmed"
    return m.state


def _step(one: Telling, state: MeetingState, start: str | None, rule: str, was: str | None = None) -> Step:
    quote = one.record.evidence[0] if one.record.evidence else Span("", 0, 0)
    held = start if state in ("held", "under_way") else None
    return Step(one.report, one.published, state, held, start, None, quote, rule, was)
