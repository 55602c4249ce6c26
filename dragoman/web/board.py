"""What pictures are drawn from: plain objects with an address for every mark. Pure."""

from __future__ import annotations

import re
from calendar import Calendar, monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dragoman.days import days_on, first_day, last_day
from dragoman.errors import BadDate
from dragoman.following.brief import Line, during
from dragoman.following.commitments import Thread
from dragoman.following.reading import Followed
from dragoman.following.states import CLOSED
from dragoman.ledger.sources import Source
from dragoman.ledger.timeline import Timeline
from dragoman.series.pairs import Link
from dragoman.web.asked import Query, linked
from dragoman.web.sights import QUADS, Bar, Spot

#: bars of a picture
MOST = 60
Plain = dict[str, Any]


def strip(lines: Iterable[Line], day: str, days: int, as_of: str | None = None) -> Plain:
    """The days to come, with what falls on each."""
    points = [
        {"day": line.day[:10], "says": line.says, "kind": "due" if line.id.startswith("c-") else "meeting",
         "href": seen(address(line), as_of)}
        for line in lines
    ]  # fmt: skip
    return {"start": day, "end": days_on(day, days - 1), "points": points}


def seen(path: str, as_of: str | None, *more: tuple[str, str]) -> str:
    """An address that looks from the same day."""
    return linked(path, [*more, *([("as_of", as_of)] if as_of else [])])


def address(line: Line) -> str:
    """The page of a line's commitment or meeting."""
    return f"/{'commitment' if line.id.startswith('c-') else 'meeting'}/{line.id}"


def bars(found: Sequence[Bar], asked: Query, by: str) -> Plain:
    """Cooperation above the line, conflict below it, and the reports that were read."""
    rows = []
    for bar in found:
        period = _first(bar.period)
        last = days_on(period, 6) if by == "week" else bar.period
        href = asked.with_(since=period if by == "week" else bar.period, until=last).address("/events")
        rows += [
            {"period": period, "label": bar.period, "quad": quad, "events": bar.quads[quad], "reports": bar.reports, "href": href}
            for quad in QUADS if bar.quads.get(quad)
        ]  # fmt: skip
    read = [{"period": _first(bar.period), "label": bar.period, "reports": bar.reports, "state": bar.state} for bar in found]
    return {"by": by, "rows": rows, "read": read}


def _first(period: str) -> str:
    """The first day of a period; of a week its Monday."""
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", period):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat()
    return first_day(period)


def tellings(found: Timeline, as_of: str | None = None) -> Plain:
    """Each report that tells of it, by the day of publication and the status that it gives."""
    return {"points": [
        {"day": (one.published or one.known)[:10], "status": one.status, "source": one.source or "unknown",
         "title": one.title or one.report, "href": f"{seen(f'/report/{one.report}', as_of)}#r-{one.record}"}
        for one in found.tellings
    ]}  # fmt: skip


def world(spots: Iterable[Spot], asked: Query) -> Plain:
    """Points where a place is known, lands where only the state is."""
    points, lands = [], []
    for spot in spots:
        href = asked.with_(place=(spot.name if spot.precision != "country" else spot.country or spot.name,)).address("/events")
        about = {"name": spot.name, "country": spot.country, "events": spot.events, "conflict": spot.conflict,
                 "happened": spot.happened, "ahead": spot.ahead, "unheld": spot.unheld, "href": href}  # fmt: skip
        if spot.precision == "country":
            lands.append(about)
        else:
            points.append({**about, "lat": spot.lat, "lon": spot.lon, "precision": spot.precision})
    return {"points": points, "lands": lands}


def graph(links: Iterable[Link], names: Mapping[str, str], as_of: str | None = None) -> Plain:
    """States and bodies as nodes, what one does to another as an edge."""
    found = list(links)
    weight: Counter[str] = Counter()
    then = [("as_of", as_of)] if as_of else []
    for link in found:
        weight[link.source] += link.events
        weight[link.target] += link.events
    nodes = [{"id": code, "name": names.get(code, code), "events": n, "href": linked(f"/actor/{code}", then)} for code, n in weight.items()]
    edges = [
        {"source": x.source, "target": x.target, "events": x.events, "conflict": x.conflict, "score": x.score,
         "href": linked(f"/dyad/{x.source}/{x.target}", then)}
        for x in found
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges}


def month_of(written: str) -> str:
    """Raises BadDate for what is no month."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", written) or written.startswith("0000"):
        raise BadDate(f"{written[:40]!r} is no month", "it is not in the calendar", "write 2025-03")
    return written


def days_of(month: str) -> tuple[str, int]:
    """Its first day, and how many it has. Raises BadDate."""
    first = month_of(month)
    return f"{first}-01", monthrange(int(first[:4]), int(first[5:]))[1]


def shifted(month: str, by: int) -> str | None:
    """The month before or after; None beyond the calendar."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04}-{number % 12 + 1:02}" if 12 <= number < 120_000 else None


def weeks(month: str) -> list[list[str]]:
    """Its weeks from Monday on, with the days of the months beside it."""
    try:
        return [[day.isoformat() for day in week] for week in Calendar().monthdatescalendar(int(month[:4]), int(month[5:]))]
    except (OverflowError, ValueError):
        return []


def entries(found: Followed, start: str, days: int) -> dict[str, list[Plain]]:
    """By day: meetings of any state, and what falls due."""
    last = days_on(start, days - 1)
    by_day: dict[str, list[Plain]] = {}
    found = during(found, start, days)
    for m in found.meetings:
        if m.start:
            held = m.end if m.end and len(m.end) == len(start) and m.state not in ("cancelled", "ruled_out") else m.start
            end = min(held, last)
            at = date.fromisoformat(max(m.start, start))
            while at.isoformat() <= end:
                by_day.setdefault(at.isoformat(), []).append(
                    {"kind": m.kind, "state": m.state, "says": f"{', '.join(m.participants)}{f' in {m.place}' if m.place else ''}",
                     "quote": m.history[-1].quote.text, "href": f"/meeting/{m.id}"}
                )  # fmt: skip
                if at == date.max:
                    break
                at += timedelta(days=1)
    for t in found.commitments:
        if t.due:
            by_day.setdefault(t.due, []).append(
                {"kind": "due", "state": t.state, "says": f"{', '.join(t.obligor) or '?'}: {' '.join(t.what.split())}",
                 "quote": t.history[-1].quote.text, "href": f"/commitment/{t.id}"}
            )  # fmt: skip
    return by_day


def gantt(threads: Iterable[Thread], day: str, as_of: str | None = None) -> Plain:
    """Each commitment with a due day: from when it was first told of to when it was due first, and to when now. Those that are open come
    first; `of`: how many have a due day, where that is more than are drawn.
    """
    rows = []
    for t in threads:
        due = [step.due for step in t.history if step.due]
        if t.due is None:
            continue
        first = due[0] if due else t.due
        rows.append({
            "id": t.id, "says": f"{', '.join(t.obligor) or '?'} > {', '.join(t.obligee) or '?'}: {' '.join(t.what.split())}",
            "start": t.history[0].published, "first": first, "due": t.due, "state": t.state, "slipped": t.due > first,
            "steps": [{"day": step.date or step.published, "state": step.state} for step in t.history],
            "href": seen(f"/commitment/{t.id}", as_of),
        })  # fmt: skip
    rows.sort(key=lambda row: (row["state"] in CLOSED, str(row["due"]), str(row["id"])))
    return {"day": day, "rows": rows[:MOST], "of": len(rows)}


def heat(found: Sequence[Source], day: str, days: int, as_of: str | None = None) -> Plain:
    """Reports by source and day."""
    cells = [
        {"source": one.name, "day": at, "read": read, "failed": failed,
         "href": None if one.feed else seen("/reports", as_of, ("source", one.name), ("met", at))}
        for one in found for at, (read, failed) in one.days.items()
    ]  # fmt: skip
    start = days_on(day, 1 - days)
    return {"start": start, "end": last_day(day), "cells": cells, "sources": [one.name for one in found]}
