"""What was read from where, source by source and day by day: who fell silent, what broke, who is new."""
from __future__ import annotations

from msgspec import Struct, field
from sqlalchemy import Connection, case, func, select

from dragoman.days import days_on
from dragoman.ledger import schema as s

DAY = 10  # letters of the day in a moment
QUIET = 7  # days after which a source that is not polled is called silent


class Source(Struct, frozen=True):
    """A source of reports, or a feed, over the days that were asked for.

    `read`: reports met; `failed`: of what came from it, what could not be taken in and still cannot; `days`: both, by day.
    `first` and `last`: the days when the first and the last report was met, ever. `broken`: what the feed's last poll ended with.
    """

    name: str
    read: int
    failed: int
    days: dict[str, tuple[int, int]]
    first: str | None
    last: str | None
    silent: bool
    new: bool
    broken: str | None = None
    feed: str | None = None


class Tally(Struct):
    """What is counted of one source."""

    days: dict[str, list[int]] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None

    def add(self, day: str, place: int, n: int) -> None:
        self.days.setdefault(day, [0, 0])[place] += n


def sources(connection: Connection, today: str, days: int = 7, quiet: int = QUIET) -> list[Source]:
    """Every source, by name; feeds come after the sources that reports name.

    Silent: nothing new for `quiet` days. New: first met, or added, within the days asked for.
    """
    since, silent_before = days_on(today, 1 - days), days_on(today, -quiet)
    tallies = _read(connection, since)
    _failed(connection, since, tallies)
    found = [_source(name, tally, since, silent_before) for name, tally in sorted(tallies.items())]
    return found + _feeds(connection, since, silent_before)


def _source(name: str, tally: Tally, since: str, silent_before: str) -> Source:
    by_day = {day: (read, failed) for day, (read, failed) in sorted(tally.days.items())}
    return Source(
        name,
        sum(read for read, _ in by_day.values()),
        sum(failed for _, failed in by_day.values()),
        by_day,
        tally.first,
        tally.last,
        silent=tally.last is not None and tally.last < silent_before,
        new=tally.first is not None and tally.first >= since,
    )


def _read(connection: Connection, since: str) -> dict[str, Tally]:
    """Reports met, by source and day of meeting them."""
    m = s.sighting.c
    tallies: dict[str, Tally] = {}
    spans = select(m.source, func.min(m.seen_at).label("first"), func.max(m.seen_at).label("last")).group_by(m.source)
    for row in connection.execute(spans):
        tallies[row.source] = Tally(first=row.first[:DAY], last=row.last[:DAY])
    day = func.substr(m.seen_at, 1, DAY).label("day")
    counts = select(m.source, day, func.count(func.distinct(m.report)).label("n")).where(m.seen_at >= since).group_by(m.source, day)
    for row in connection.execute(counts):
        tallies[row.source].add(row.day, 0, row.n)
    return tallies


def _failed(connection: Connection, since: str, tallies: dict[str, Tally]) -> None:
    f = s.failure.c
    day = func.substr(f.last_at, 1, DAY).label("day")
    open_ones = f.resolved_at.is_(None) & (f.last_at >= since)
    for row in connection.execute(select(f.source, day, func.count().label("n")).where(open_ones).group_by(f.source, day)):
        tallies.setdefault(row.source, Tally()).add(row.day, 1, row.n)


def _feeds(connection: Connection, since: str, silent_before: str) -> list[Source]:
    """Feeds that are watched: polls that brought something new, and polls that failed."""
    p = s.poll.c
    bad = p.outcome.in_(("broken", "refused"))
    sums = select(
        p.feed, p.day, func.sum(p.new_items).label("read"), func.sum(case((bad, 1), else_=0)).label("failed")
    ).where(p.day >= since).group_by(p.feed, p.day)  # fmt: skip
    days: dict[int, dict[str, tuple[int, int]]] = {}
    for row in connection.execute(sums):
        days.setdefault(row.feed, {})[row.day] = (int(row.read), int(row.failed))
    brought = select(p.feed, func.min(p.day).label("first"), func.max(p.day).label("last")).where(p.new_items > 0).group_by(p.feed)
    spans = {row.feed: (row.first, row.last) for row in connection.execute(brought)}
    found = []
    for feed in connection.execute(select(s.feed).order_by(s.feed.c.url)):
        first, last = spans.get(feed.pk, (None, None))
        by_day = dict(sorted(days.get(feed.pk, {}).items()))
        found.append(
            Source(
                feed.title or feed.url,
                sum(read for read, _ in by_day.values()),
                sum(failed for _, failed in by_day.values()),
                by_day,
                first,
                last,
                silent=(last or feed.added_at[:DAY]) < silent_before,
                new=feed.added_at[:DAY] >= since,
                broken=feed.last_error if feed.failures else None,
                feed=feed.url,
            )
        )
    return found
