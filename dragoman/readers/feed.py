"""News feeds in a file or at an address (RSS, RDF, Atom): each entry is a report of its content or summary.

`dragoman.net.feeds` takes them apart; `dragoman watch` polls them and reads the pages that they link to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import BrokenFeed, DragomanError, EmptyInput
from dragoman.net import feeds
from dragoman.readers.dates import read_published
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.fragment import plain
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.stream import Stream, load

TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
PROLOGUE = rb"[^<]{0,16}(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*"
START = re.compile(PROLOGUE + rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.S | re.I)


def accepts(stream: Stream) -> bool:
    """By what a server said, or by the first element."""
    return stream.content_type in TYPES or START.match(stream.head) is not None


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """One item an entry, and one for the feed where it is broken. Raises BrokenFeed where nothing can be read in it."""
    raw = load(stream, feeds.MAX_FEED)
    feed = feeds.parse(raw.data, stream.name, base=stream.url, charset=stream.charset)
    for number, entry in enumerate(feed.entries, 1):
        yield _item(entry, feed.title, f"{stream.name}:{number}", stream, context)
    for note in feed.notes:
        if "XML is broken" in note or "only its first" in note:  # entries are missing; other flaws cost nothing
            yield failed(BrokenFeed(f"{stream.name}: not whole", note, "what could be read is read; get the feed again"), stream)


def _item(entry: feeds.Entry, title: str | None, place: str, stream: Stream, context: Context) -> Item:
    try:
        text = plain(entry.markup).strip()
        if not text:
            raise EmptyInput(f"{place}: empty", "the entry has neither content nor a summary", "read the page that it links to")
        check_fit(place, text)
        published, basis = _published(entry, context.options.published)
        document = make_document(
            text,
            title=plain(entry.title) if entry.title else None,
            published=published,
            published_basis=basis,
            source=title or stream.source,
            url=entry.link,
        )
    except DragomanError as error:
        return failed(error, stream, item=place, url=entry.link, id=entry.id)
    return found(document, stream, item=place, id=entry.id)


def _published(entry: feeds.Entry, given: str | None) -> tuple[str | None, str]:
    """What was given, or what the feed says. What is no date is none; it is never the time of reading."""
    if given is not None:
        return given, "given"
    day, basis = read_published(entry.dated)
    if day is not None and entry.dated == entry.changed:
        return day, "inferred: the feed says only when the entry was last changed"
    return day, basis
