"""`dragoman commitments`, `meetings`, `calendar` and `brief`: what is owed, what is coming, what came of it."""
from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption
from dragoman.days import days_on

if TYPE_CHECKING:
    from dragoman.following.brief import Line
    from dragoman.following.commitments import Thread
    from dragoman.following.meetings import Meeting
    from dragoman.following.reading import Followed
    from dragoman.following.told import Step

CodesOption = Annotated[list[str] | None, typer.Option("--obligor", metavar="CODE", help="Who owes it: a code, as KOR or EU.")]
ObligeeOption = Annotated[list[str] | None, typer.Option("--obligee", metavar="CODE", help="To whom it is owed.")]
SideOption = Annotated[
    list[str] | None, typer.Option("--side", metavar="CODE", help="Who owes it or to whom it is owed; of several all must be.")
]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")]
AfterOption = Annotated[str | None, typer.Option("--after", metavar="ID", help="Go on where the last page ended.")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DAY", help="Look from this day, instead of today (UTC), at what is known now.")
]


class Shape(StrEnum):
    """How the brief is written."""

    text = "text"
    markdown = "markdown"
    html = "html"
    jsonl = "jsonl"


def commitments(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this one, or those whose id begins so, with all steps.")] = None,
    obligor: CodesOption = None,
    obligee: ObligeeOption = None,
    side: SideOption = None,
    state: Annotated[list[str] | None, typer.Option("--state", metavar="STATE", help="ordered, delayed, fulfilled ...")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="DAY", help="Due before this day.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Whose day is over, today or as of the day given.")] = False,
    each: Annotated[
        int, typer.Option("--each", metavar="N", min=0, help="So many of each stage (ordered or scheduled, under way ...), due first.")
    ] = 0,
    limit: LimitOption = 0,
    after: AfterOption = None,
    today: TodayOption = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List what is owed, by whom to whom, until when, and how far it has come; each step rests on a sentence."""
    from dragoman.following import lines, stages
    from dragoman.following.told import number

    with _followed(as_of, db, today) as (found, day):
        by, to, of = ([code.upper() for code in codes or ()] for codes in (obligor, obligee, side))
        late_on = day if overdue else None
        threads = list(
            lines.wanted(
                found.commitments, obligor=by, obligee=to, side=of, state=state or (), due_before=due_before, overdue=late_on
            )  # fmt: skip
        )
        if name is not None:
            threads = [t for t in threads if t.id.startswith(name)]
        threads = stages.first_of_each(threads, each) if each else threads
        threads, more = stages.page(threads, limit, after)
    if as_jsonl:
        _jsonl([lines.commitment(t, day if as_of or overdue or today else None) for t in threads])
    else:
        for t in sorted(threads, key=lambda t: (t.due or "9999", t.id)):
            late = ", overdue" if lines.is_overdue(t, day) else ""
            amount = f" {number(t.so_far or 0)}/{number(t.amount)}" if t.amount else ""
            sides = f"{', '.join(t.obligor) or '?'} > {', '.join(t.obligee) or '?'}"
            typer.echo(f"{t.due or 'no date':10}  {t.state}{late}{amount}  {sides}  {' '.join(t.what.split())}  [{t.id}]")
            if name is not None:
                _terms(t)
                _steps(t.history)
    _none(threads, "no commitment is known")
    if more is not None:
        typer.echo(f"dragoman: there are more commitments: --after {more}", err=True)


def meetings(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this one, or those whose id begins so, with all steps.")] = None,
    participant: Annotated[list[str] | None, typer.Option("--participant", metavar="CODE", help="With this state or body.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="visit, bilateral, multilateral, call.")] = None,
    state: Annotated[list[str] | None, typer.Option("--state", metavar="STATE", help="announced, held, cancelled ...")] = None,
    steps: Annotated[bool, typer.Option("--steps", help="With every step and its sentence.")] = False,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List meetings, visits and calls, and how far they have come."""
    from dragoman.following import lines

    codes = {code.upper() for code in participant or ()}
    with _followed(as_of, db) as (found, _):
        held = [
            m for m in found.meetings
            if codes <= m.sides and (not kind or m.kind in kind) and (not state or m.state in state) and m.id.startswith(name or "")
        ]  # fmt: skip
    if as_jsonl:
        _jsonl([lines.meeting(m) for m in held])
    else:
        for m in sorted(held, key=lambda m: (m.start or "9999", m.id)):
            where = f" in {m.place}" if m.place else ""
            state_now = m.state.replace("_", " ")
            typer.echo(f"{m.start or 'no date':10}  {state_now:12} {m.kind:12} {', '.join(m.participants)}{where}  [{m.id}]")
            if steps or name is not None:
                _details(m)
                _steps(m.history, "on")
    _none(held, "no meeting is known")


def calendar(
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day, instead of today (UTC).")] = None,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=3660, help="So many days.")] = 30,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="All meetings and due days as iCalendar, which programs update by UID.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also what was held, called off, fulfilled or dropped.")] = False,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """Show what is coming: meetings, and what falls due."""
    from dragoman.asking import day as day_of
    from dragoman.following import brief
    from dragoman.outgoing.export import opened
    from dragoman.tables import ics as icalendar

    with _followed(as_of, db) as (found, today):
        if ics is not None:
            with opened(ics) as out:
                count = icalendar.write(brief.entries(found), "Dragoman", out)
            typer.echo(f"dragoman: {count} entries into {ics}", err=True)
            return
        start = day_of(first) if first else today
        coming = brief.lines_of(brief.during(found, start, days)) if every else brief.coming(found, start, days)
    if as_jsonl:
        _jsonl(coming)
    else:
        _print(coming)
    _none(coming, "nothing that is known of falls into these days")


def brief(
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="A day, or: yesterday.")] = "yesterday",
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=366, help="How far ahead to look.")] = 14,
    shape: Annotated[Shape, typer.Option("--format", help="text, markdown, html or jsonl.")] = Shape.text,
    today: TodayOption = None,
    as_of: AsOfOption = None,
    db: DbOption = DB,
) -> None:
    """The morning brief: what was held, promised, delivered, what slipped or is contradicted, what is overdue and coming."""
    from dragoman.asking import day as day_of
    from dragoman.following import brief as briefs

    with _followed(as_of, db, today) as (found, day):
        first = days_on(day[:10], -1) if since == "yesterday" else day_of(since)
        sections = briefs.brief(found, first, day, days)
    if shape is Shape.jsonl:
        _jsonl(sections)
    else:
        writers = {"text": briefs.text, "markdown": briefs.markdown}
        for line in briefs.html(sections, f"Brief of {day}") if shape is Shape.html else writers[shape.value](sections):
            typer.echo(line)
    _none(sections, f"nothing new since {first}")


@contextmanager
def _followed(as_of: str | None, db: str, today: str | None = None) -> Iterator[tuple[Followed, str]]:
    """Everything, and the day against which it is looked at."""
    from dragoman.asking import day as day_of
    from dragoman.following.looking import looking
    from dragoman.following.reading import followed
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, looking(ledger, as_of) as look:
        if look.note:
            typer.echo(f"dragoman: {look.note}", err=True)
        yield followed(look.c, look.until), day_of(today) if today else look.day


def _terms(t: Thread) -> None:
    from dragoman.following.told import number

    told = [("due from", t.due_from), ("told to the", t.grain), ("money", t.money and f"{number(t.money.value or 0)} {t.money.unit}"),
            ("under", t.instrument and t.instrument.span.text), ("in", t.place and t.place.name)]  # fmt: skip
    told += [("condition", one.span.text) for one in t.conditions]
    for label, value in told:
        if value:
            typer.echo(f"    {label}: {' '.join(value.split())}")


def _details(m: Meeting) -> None:
    there = [f"{a.person or a.office}{f', {a.office}' if a.person and a.office else ''} ({a.country})" for a in m.attending]
    told = [("host", m.host), ("attending", "; ".join(there)), ("agenda", ", ".join(m.topics))]
    told += [(f"members of {code}", ", ".join(states)) for code, states in m.members.items()]
    told += [("came of it", f"{o.type} “{' '.join(o.quote.text.split())}” (report {o.report})") for o in m.outcome]
    for label, value in told:
        if value:
            typer.echo(f"    {label}: {value}")


def _steps(history: Sequence[Step], day: str = "due") -> None:
    from dragoman.following.told import number

    for step in history:
        so_far = number(step.amount_so_far) if step.amount_so_far else None
        told = ((day, step.due), ("instead of", step.due_before), ("so far", so_far))
        more = "".join(f", {label} {value}" for label, value in told if value)
        source = f" (report {step.report})" if step.report else ""
        typer.echo(f"    {step.date or step.published}  {step.state.replace('_', ' ')}{more}: {step.rule}{source}")
        if step.quote.text:
            typer.echo(f"                “{' '.join(step.quote.text.split())}”")


def _print(lines: Sequence[Line]) -> None:
    for line in lines:
        typer.echo(f"{line.day}  {line.says}\n            “{' '.join(line.quote.split())}” (report {line.report})")


def _jsonl(objects: Sequence[Any]) -> None:
    import msgspec

    for one in objects:
        sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    sys.stdout.flush()


def _none(found: Sequence[object], why: str) -> None:
    if not found:
        typer.echo(f"dragoman: {why}", err=True)
