"""One feed, asked once: what is new in it, and what went wrong."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from msgspec import Struct

from dragoman.errors import BrokenFeed, DragomanError, Refused
from dragoman.intake.feed_entries import name_of, to_item
from dragoman.ledger.feeds import Feed, Outcome, Poll
from dragoman.net import feeds, opml
from dragoman.net.answer import Answer, why_not
from dragoman.net.backoff import after_failure, after_success, retry_after
from dragoman.net.client import Client
from dragoman.readers.item import Item

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
MOST = 200  # entries of one feed that are taken in at one poll; the others at the next
REFUSED = (401, 402, 403, 407, 451)
GONE = 410
WEEK = timedelta(days=7)


class Asking(Struct, frozen=True):
    """How feeds are asked. `seen` says which of these names of entries were taken in before; `stopped` that it is to end.

    `full` reads the pages, else what the feed has; `most` entries of a feed are taken in at one poll.
    """

    client: Client
    seen: Callable[[Sequence[str]], set[str]]
    stopped: Callable[[], bool]
    every: timedelta
    random: Random
    full: bool = True
    most: int = MOST
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def poll(feed: Feed, asking: Asking) -> Iterator[Item | Poll]:
    """The feed's new entries as they are read, and at last what is to be kept of the poll; without that it was stopped."""
    try:
        answer = asking.client.get(feed.url, etag=feed.etag, modified=feed.modified, limit=feeds.MAX_FEED, accept=ACCEPT)
        if answer.status == 304 and (feed.etag or feed.modified):
            yield _well(feed, asking, "same", None, answer)
            return
        if not answer.ok:
            yield _server_failed(feed, asking, answer)
            return
        found = _parsed(feed, answer)
    except DragomanError as error:
        yield failed(feed, asking, error)
        return
    yield from _entries(feed, asking, answer, found)


def _entries(feed: Feed, asking: Asking, answer: Answer, found: feeds.Feed) -> Iterator[Item | Poll]:
    known = asking.seen([name_of(feed.url, entry) for entry in found.entries])
    fresh = [entry for entry in found.entries if name_of(feed.url, entry) not in known]
    for entry in fresh[: asking.most]:
        if asking.stopped():
            return
        yield to_item(feed.url, entry, asking.client, asking.clock().date(), full=asking.full)
    notes = [*found.notes, *([answer.cut] if answer.cut else [])]
    if len(fresh) > asking.most:
        notes.append(f"{len(fresh) - asking.most} of its new entries are left for the next poll")
    if answer.moved:
        notes.append(f"it has moved for good to {answer.moved}")
    # The server is to send the feed again where it was not read whole: only then is there no mark of what was read.
    whole = not (answer.cut or len(fresh) > asking.most or any("broken" in note for note in found.notes))
    yield _well(feed, asking, "new" if fresh else "same", found, answer, "; ".join(notes) or None, min(len(fresh), asking.most), whole)


def _parsed(feed: Feed, answer: Answer) -> feeds.Feed:
    if opml.is_opml(answer.data):
        raise BrokenFeed(f"{feed.url}: no feed", "it is a list of feeds", "name it with the ending .opml, or save it and give the file")
    return feeds.parse(answer.data, feed.url, base=answer.url, charset=answer.charset)


def _well(
    feed: Feed, asking: Asking, outcome: Outcome, found: feeds.Feed | None, answer: Answer,
    detail: str | None = None, fresh: int = 0, whole: bool = True,
) -> Poll:  # fmt: skip
    wish = timedelta(minutes=found.minutes) if found and found.minutes else None
    later = retry_after(answer.retry_after, asking.clock())
    wishes = [each for each in (wish, later) if each is not None]
    unchanged = answer.status == 304
    return Poll(
        outcome=outcome,
        next_poll=moment(after_success(asking.clock(), asking.every, max(wishes, default=None), asking.random)),
        detail=detail,
        items=len(found.entries) if found else 0,
        new_items=fresh,
        title=found.title if found else None,
        etag=(answer.etag or (feed.etag if unchanged else None)) if whole else None,
        modified=(answer.modified or (feed.modified if unchanged else None)) if whole else None,
    )


def _server_failed(feed: Feed, asking: Asking, answer: Answer) -> Poll:
    why, _ = why_not(answer)
    if answer.status == 304:
        why += ", though nothing was read of it before"
    later = WEEK if answer.status == GONE else retry_after(answer.retry_after, asking.clock())
    return _failed(feed, asking, "refused" if answer.status in REFUSED else "broken", why, later)


def failed(feed: Feed, asking: Asking, error: DragomanError) -> Poll:
    """A poll that came to nothing, and when to try again."""
    return _failed(feed, asking, "refused" if isinstance(error, Refused) else "broken", error.why, None)


def _failed(feed: Feed, asking: Asking, outcome: Outcome, why: str, later: timedelta | None) -> Poll:
    again = after_failure(asking.clock(), asking.every, feed.failures, later, asking.random)
    return Poll(outcome, moment(again), why)


def moment(at: datetime) -> str:
    """As the ledger writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
