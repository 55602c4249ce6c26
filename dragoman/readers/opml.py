"""OPML: a list of feeds, as feed readers export it. Every feed of the list is fetched and read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import DragomanError
from dragoman.net import opml
from dragoman.readers import web
from dragoman.readers.feed import PROLOGUE
from dragoman.readers.item import Context, Item, failed
from dragoman.readers.stream import Stream, load, of_raw

START = re.compile(PROLOGUE + rb"<opml\b", re.S | re.I)


def accepts(stream: Stream) -> bool:
    """By the first element."""
    return START.match(stream.head) is not None


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """The items of every feed of the list; one that cannot be had does not stop the others. Without `fetch` of the options
    the addresses are read politely, and none on the local network: a list comes from strangers."""
    fetch = context.options.fetch or web.fetcher()
    for number, listed in enumerate(opml.parse(load(stream, context.options.max_member).data, stream.name, base=stream.url), 1):
        try:
            raw = fetch(listed.url)
        except DragomanError as error:
            yield failed(error, stream, item=f"{stream.name}:{number}", url=listed.url)
            continue
        yield from context.descend(of_raw(raw, stream.origin, stream.depth + 1))
