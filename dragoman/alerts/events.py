"""Alerts on events: each event that a rule's filters let through, the first of its kind, or so many together."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import combinations, product

from msgspec.structs import replace
from sqlalchemy import Connection

from dragoman.alerts import firing
from dragoman.alerts.firing import Firing
from dragoman.alerts.records import SOME, Pair, first_event, has_earlier, matching, untold
from dragoman.alerts.rules import Rule
from dragoman.alerts.thresholds import crossings
from dragoman.ledger.codec import Row
from dragoman.ledger.filters import Filters
from dragoman.ledger.rows import told
from dragoman.model import LedgerEvent


def fired(c: Connection, rule: Rule, filters: Filters, report: str | None = None) -> list[Firing]:
    """What the rule has to tell of, in the order in which it was taken in; with a report (its id) only what that report brings."""
    rows = list(untold(c, rule.name, matching(c, filters, report)))
    if rule.at_least is not None and rule.within_days is not None:
        near = list(_near(c, rule, filters, rows, rule.within_days)) if report is not None else rows
        return _together(c, near, rule.at_least, rule.within_days)
    found = _told(c, by_event(rows))
    if not rule.first:
        return [_single(row, event) for row, event in found]
    first = cache(partial(first_event, c))
    return [
        _single(row, event)
        for row, event in found
        if any(not has_earlier(c, row, pair) if report else first(pair) == row["event"] for pair in pairs(event))
    ]


def _told(c: Connection, rows: Sequence[Row]) -> Iterator[tuple[Row, LedgerEvent]]:
    for at in range(0, len(rows), SOME):
        some = rows[at : at + SOME]
        yield from zip(some, told(c, some), strict=True)


def by_event(rows: Sequence[Row]) -> list[Row]:
    """One row for each event, the one taken in first."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["pk"]):
        found.setdefault(row["event"], row)
    return list(found.values())


def pairs(event: LedgerEvent) -> list[Pair]:
    """Who does it to whom, or those who do it together where it is done to nobody."""
    actors, recipients = firing.names(event.actors), firing.names(event.recipients)
    to = [(one, other) for one, other in product(actors, recipients) if one != other]
    return [Pair(one, other, event.type, not to) for one, other in to or combinations(actors, 2)]


def _single(row: Row, event: LedgerEvent) -> Firing:
    return Firing(event.id, row["report_id"], firing.event(event, row["id"]))


def _near(c: Connection, rule: Rule, filters: Filters, rows: Sequence[Row], days: int) -> Iterator[Row]:
    """The rows, and those of the days around them."""
    for row in by_event(rows):
        if row["first_day"] is not None:
            day, reach = date.fromisoformat(row["first_day"]), timedelta(days=days - 1)
            around = replace(filters, since=(day - reach).isoformat(), until=(day + reach).isoformat())
            yield from untold(c, rule.name, matching(c, around))


def _together(c: Connection, rows: Sequence[Row], at_least: int, within_days: int) -> list[Firing]:
    """Events without a day count for nothing."""
    known = {row["event"]: row for row in by_event(rows) if row["first_day"] is not None}
    groups = crossings(((row["first_day"], name) for name, row in known.items()), at_least, within_days)
    return [_group(c, group, known, at_least, within_days) for group in groups]


def _group(c: Connection, group: list[tuple[str, str]], known: dict[str, Row], at_least: int, within_days: int) -> Firing:
    events = [firing.event(event, row["id"]) for row, event in _told(c, [known[name] for _, name in group])]
    data = firing.threshold(events, [day for day, _ in group], at_least, within_days)
    newest = max((known[name] for _, name in group), key=lambda row: row["pk"])
    others = tuple(name for _, name in group if name != newest["event"])
    return Firing(newest["event"], newest["report_id"], data, others)
