"""Why nothing was found: nothing was read, or nothing read has it."""
from __future__ import annotations

from sqlalchemy import Connection, func, select

from dragoman.ledger import schema as s
from dragoman.ledger.filters import Filters
from dragoman.ledger.later import nothing_read
from dragoman.ledger.queries import page
from dragoman.ledger.reports import Selection


def why_empty(connection: Connection, filters: Filters) -> str:
    """One line for people. The filters, taken one by one, show which of them no record passes."""
    held, unread = _held(connection, filters)
    if unread:
        return held
    alone = [name for name, one in _singly(filters) if not page(connection, one, 1)]
    if alone:
        return f"{held}, and no record in them passes {' or '.join(alone)} even alone"
    return f"{held}, and no record in them passes all filters together"


def why_no_report(connection: Connection, wanted: Selection) -> str:
    """One line for people."""
    held, unread = _held(connection, wanted)
    return held if unread else f"{held}, and no text has {'these words' if wanted.words else 'all that was asked for'}"


def _held(connection: Connection, filters: Filters | Selection) -> tuple[str, bool]:
    """How many reports were read, and whether it is for want of them that nothing is found."""
    reports = connection.scalar(select(func.count()).select_from(s.report)) or 0
    if not reports:
        return nothing_read(connection), True
    around = _unread(connection, filters)
    held = f"none found: {reports} report{'s were' if reports != 1 else ' was'} read"
    return (held, False) if around is None else (f"{held}, but none {around}", True)


def _unread(connection: Connection, filters: Filters | Selection) -> str | None:
    """The source or the days of which no report was read."""
    met, published = s.sighting.c, s.report.c.published
    for source in filters.source:
        if connection.execute(select(met.report).where(met.source == source).limit(1)).first() is None and len(filters.source) == 1:
            return f"from {source}"
    if filters.since is None and filters.until is None:
        return None
    days = select(s.report.c.pk)
    if filters.since is not None:
        days = days.where(published >= filters.since[:7])  # a report of which only the month is known counts too
    if filters.until is not None:
        days = days.where(published <= filters.until)
    if connection.execute(days.limit(1)).first() is not None:
        return None
    return "published " + " ".join(f"{word} {day}" for word, day in (("since", filters.since), ("until", filters.until)) if day)


def _singly(filters: Filters) -> list[tuple[str, Filters]]:
    """Each filter that was given, alone."""
    plain = Filters()
    given = [name for name in Filters.__struct_fields__ if getattr(filters, name) != getattr(plain, name)]
    scope = {name: getattr(filters, name) for name in ("retracted", "copies")}
    named = [(f"--{name.replace('_', '-')}", name) for name in given if name not in scope]
    return [(option, Filters(**{name: getattr(filters, name)}, **scope)) for option, name in named]
