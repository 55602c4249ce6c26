"""The feeds that are watched, when each is due, and what every poll of them brought."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from dragoman.ledger import schema as s
from dragoman.ledger.entry import now

Outcome = Literal["new", "same", "broken", "refused"]
TRIES = 5  # of an entry that fails each time; after them it is only tried when it is asked for
AT_ONCE = 500  # values in one query


class Feed(Struct, frozen=True):
    """A watched feed. Moments are ISO in UTC; `failures` are those in a row."""

    pk: int
    url: str
    title: str | None
    added_at: str
    etag: str | None
    modified: str | None
    last_poll: str | None
    next_poll: str | None
    last_ok: str | None
    failures: int
    last_error: str | None


class Poll(Struct, frozen=True):
    """What a poll brought. `etag` and `modified` are kept only where everything in the feed was taken in."""

    outcome: Outcome
    next_poll: str
    detail: str | None = None
    items: int = 0
    new_items: int = 0
    title: str | None = None
    etag: str | None = None
    modified: str | None = None


def feeds(c: Connection, urls: Sequence[str] | None = None) -> list[Feed]:
    """All watched feeds, or those of these addresses, in the order in which they were added."""
    query = select(s.feed).order_by(s.feed.c.pk)
    rows = c.execute(query if urls is None else query.where(s.feed.c.url.in_(list(urls)))).mappings()
    return [Feed(**row) for row in rows]


def add(c: Connection, listed: Iterable[tuple[str, str | None]]) -> list[str]:
    """Watch these (address, title); the addresses that are new."""
    known = set(c.execute(select(s.feed.c.url)).scalars())
    fresh = {url: title for url, title in listed if url not in known}
    for url, title in fresh.items():
        c.execute(insert(s.feed).values(url=url, title=title, added_at=now(), failures=0))
    return list(fresh)


def remove(c: Connection, urls: Sequence[str]) -> list[str]:
    """Watch these no longer; the addresses that were watched. The reports stay, the list of the feed's polls goes."""
    found = {feed.url: feed.pk for feed in feeds(c, urls)}
    c.execute(delete(s.poll).where(s.poll.c.feed.in_(list(found.values()))))
    c.execute(delete(s.feed).where(s.feed.c.pk.in_(list(found.values()))))
    return list(found)


def record(c: Connection, feed: Feed, poll: Poll) -> None:
    """Keep a poll and the state of its feed. A feed that was removed meanwhile stays so."""
    if c.execute(select(s.feed.c.pk).where(s.feed.c.pk == feed.pk)).first() is None:
        return
    at, failed = now(), poll.outcome in ("broken", "refused")
    state = {"last_poll": at, "next_poll": poll.next_poll}
    if failed:
        state |= {"failures": feed.failures + 1, "last_error": poll.detail}  # type: ignore[dict-item]
    else:
        state |= {"failures": 0, "last_error": None, "last_ok": at, "etag": poll.etag, "modified": poll.modified}  # type: ignore[dict-item]
        state |= {"title": poll.title} if poll.title else {}
    c.execute(update(s.feed).where(s.feed.c.pk == feed.pk).values(**state))
    c.execute(
        insert(s.poll).values(
            feed=feed.pk, at=at, day=at[:10], outcome=poll.outcome, detail=poll.detail, items=poll.items, new_items=poll.new_items
        )
    )


def seen(c: Connection, items: Sequence[str]) -> set[str]:
    """Which of these entries were taken in, or failed so often that they are given up."""
    found: set[str] = set()
    for start in range(0, len(items), AT_ONCE):
        some = list(items[start : start + AT_ONCE])
        met, failed = s.sighting.c, s.failure.c
        found.update(c.execute(select(met.item).where(met.item.in_(some))).scalars())
        found.update(c.execute(select(failed.item).where(failed.item.in_(some) & (failed.tries >= TRIES))).scalars())
    return found
