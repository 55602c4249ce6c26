"""The calendar of what is coming, and the morning brief: what is new since a day, each line with its quote. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.days import days_on
from dragoman.following.commitments import Thread
from dragoman.following.lines import is_overdue
from dragoman.following.meetings import Meeting
from dragoman.following.reading import Followed
from dragoman.following.states import CLOSED
from dragoman.following.told import Step, number
from dragoman.tables.ics import Entry

COMING = ("announced", "confirmed", "rescheduled", "under_way")
OFF = ("cancelled", "ruled_out", "lapsed")
DAY = 10  # letters of a day


class Line(Struct, frozen=True):
    """One line: what it is about, the day that matters, and the sentence and report that it rests on."""

    day: str
    says: str
    quote: str
    report: str
    id: str


class Section(Struct, frozen=True):
    """A heading with its lines, in the order of their days."""

    title: str
    lines: tuple[Line, ...]


def coming(found: Followed, first: str, days: int) -> list[Line]:
    """Meetings that take place and commitments that fall due from a day on, so many days long."""
    last = days_on(first, days - 1)
    lines = [_of_meeting(m, m.history[-1]) for m in found.meetings if m.state in COMING and m.start and first <= m.start <= last]
    lines += [_of_thread(t, t.history[-1], t.due) for t in found.commitments if t.due and first <= t.due <= last and t.state not in CLOSED]
    return sorted(lines, key=lambda line: (line.day, line.says))


def during(found: Followed, first: str, days: int) -> Followed:
    """Meetings of any state that are told to be in these days, from a day on, and what is or was due in them."""
    last = days_on(first, days - 1)
    met = tuple(m for m in found.meetings if m.start and len(m.start) == DAY and first <= (m.end or m.start) and m.start <= last)
    return replace(found, meetings=met, commitments=tuple(t for t in found.commitments if t.due and first <= t.due <= last))


def lines_of(found: Followed) -> list[Line]:
    """A line for each meeting and each due day, in the order of their days."""
    lines = [_of_meeting(m, m.history[-1]) for m in found.meetings] + [_of_thread(t, t.history[-1], t.due) for t in found.commitments]
    return sorted(lines, key=lambda line: (line.day, line.says))


def brief(found: Followed, since: str, today: str, days: int = 14) -> list[Section]:
    """What changed in reports of that day and later, what is overdue, and what is coming."""
    steps = [(t, step) for t in found.commitments for step in t.history if step.published >= since]
    met = [(m, step) for m in found.meetings for step in m.history if step.published >= since]
    owed = {name: [_of_thread(t, step) for t, step in steps if step.state in states] for name, states in OWED.items()}
    talks = {name: [_of_meeting(m, step) for m, step in met if step.state in states] for name, states in MET.items()}
    late = [_of_thread(t, t.history[-1], t.due) for t in found.commitments if is_overdue(t, today)]
    sections = [*talks.items(), *owed.items(), ("Overdue", late), (f"Coming in {days} days", coming(found, today, days))]
    return [Section(title, tuple(sorted(lines, key=lambda line: line.day))) for title, lines in sections if lines]


MET = {
    "Held": ("held", "under_way"), "New on the calendar": ("announced", "confirmed"),
    "Moved or off": ("rescheduled", "cancelled", "ruled_out"),
}  # fmt: skip
OWED = {
    "Promised": ("offered", "agreed", "ordered", "scheduled"), "Delivered": ("begun", "partly_fulfilled", "fulfilled"),
    "Slipped": ("delayed",), "Contradicted or dropped": ("disputed", "cancelled", "lapsed"),
}  # fmt: skip


def _of_meeting(m: Meeting, step: Step) -> Line:
    where = f" in {m.place}" if m.place else ""
    now = f", now {m.state.replace('_', ' ')}" if step.state != m.state else ""
    says = f"{m.kind} of {', '.join(m.participants)}{where}: {step.state.replace('_', ' ')}{now}"
    return Line(m.start or step.published, says, step.quote.text, step.report, m.id)


def _of_thread(t: Thread, step: Step, day: str | None = None) -> Line:
    amount = f" ({number(t.so_far)} of {number(t.amount)})" if t.amount and t.so_far else ""
    whom = f" to {', '.join(t.obligee)}" if t.obligee else ""
    due = f", due {t.due}" if t.due else ""
    says = f"{', '.join(t.obligor) or 'somebody'}{whom}: {' '.join(t.what.split())}, {step.state.replace('_', ' ')}{amount}{due}"
    return Line(day or step.date or step.published, says, step.quote.text, step.report, t.id)


def text(sections: Sequence[Section]) -> Iterator[str]:
    """For a terminal."""
    for section in sections:
        yield from (section.title, "")
        for line in section.lines:
            yield from (f"{line.day}  {line.says}", f"            “{' '.join(line.quote.split())}” ({line.report})")
        yield ""


def markdown(sections: Sequence[Section]) -> Iterator[str]:
    """A heading and a list each."""
    for section in sections:
        yield from (f"## {section.title}", "")
        for line in section.lines:
            yield f"* **{line.day}** {_plain(line.says)}<br>\n  “{_plain(' '.join(line.quote.split()))}” (report {line.report})"
        yield ""


def _plain(words: str) -> str:
    """Text of a report is no markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|!" else sign for sign in words)


def html(sections: Sequence[Section], title: str) -> Iterator[str]:
    """A page of its own; everything that reports say is escaped."""
    from html import escape

    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>\n<h1>{escape(title)}</h1>'
    for section in sections:
        yield f"<h2>{escape(section.title)}</h2>\n<dl>"
        for line in section.lines:
            yield f"<dt><time>{line.day}</time> {escape(line.says)}</dt><dd><q>{escape(line.quote)}</q> (report {escape(line.report)})</dd>"
        yield "</dl>"
    yield "</html>"


def entries(found: Followed) -> Iterator[Entry]:
    """Meetings and due days as entries of a calendar: the UID stays, SEQUENCE counts the changes."""
    for m in found.meetings:
        if m.start and len(m.start) == DAY:
            end = m.end if m.end and len(m.end) == DAY else m.start
            yield _entry(m.id, m.start, max(m.start, end), f"{m.kind}: {', '.join(m.participants)}", m.state, m.history, m.place)
    for t in found.commitments:
        if t.due and len(t.due) == DAY:
            yield _entry(t.id, t.due, t.due, f"due: {', '.join(t.obligor)} {' '.join(t.what.split())}", t.state, t.history, None)


def _entry(name: str, first: str, last: str, summary: str, state: str, history: Iterable[Step], place: str | None) -> Entry:
    steps = list(history)
    told = "\n".join(f"{step.published}, {step.state}: {step.quote.text}" for step in steps)
    status = "CANCELLED" if state in OFF else "TENTATIVE" if state in ("announced", "offered", "rescheduled", "delayed") else "CONFIRMED"
    return Entry(f"{name}@dragoman", first, last, f"{summary} ({state})", told, status, steps[-1].published, len(steps) - 1, place)
