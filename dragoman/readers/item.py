"""What the collecting readers hand on: one report or one failure with its place, and what was asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from dragoman.errors import DragomanError
from dragoman.model import Document
from dragoman.readers.mapping import Mapping
from dragoman.readers.raw import Raw
from dragoman.readers.split import Split
from dragoman.readers.stream import Stream

# A record may carry a page's source beside its text; the text alone has the limit of every report (raw.MAX_TEXT).
MAX_ITEM = 16_000_000
MAX_MEMBER = 64_000_000
MAX_DEPTH = 3


class Item(Struct, frozen=True):
    """One report, or why there is none: exactly one of `document` and `error` is given.

    `source` is the file or the site that it was read from (`document.source` says who published it, where that is
    known); `item` is its place, from the file down ("exports.zip/a.jsonl:17"); both are the same whether reading it goes
    well or not. `origin` is what to give to `collect` to meet it again, `id` the container's own name for it (a feed
    entry's id, a Message-ID), `fetched` the time at which an archive says it took the page, which is no date of
    publication.
    """

    document: Document | None
    error: DragomanError | None
    source: str
    url: str | None
    item: str
    published: str | None
    id: str | None = None
    fetched: str | None = None
    origin: str = ""


class Options(Struct, frozen=True):
    """What the user asks for. `published` (ISO) goes before every declared date; `split` takes files apart that hold many
    articles; `fetch` gives the bytes of an address (None: as `dragoman code` fetches a page).

    `max_item` is the longest record (bytes) and `max_member` the largest file that has to be in memory as a whole
    (PDF, DOCX, a page, a message); files of lines and archives of pages are read as streams and have no limit of their own.
    `today` (ISO) is the day after which no report can have been published; None asks the clock.
    """

    published: str | None = None
    mapping: Mapping = Mapping()
    split: Split | None = None
    fetch: Callable[[str], Raw] | None = None
    max_item: int = MAX_ITEM
    max_member: int = MAX_MEMBER
    max_depth: int = MAX_DEPTH
    today: str | None = None


@dataclass
class Tally:
    """Filled while `collect` runs, for a progress bar and the last line: bytes read of the files named, and what was
    passed over, by reason."""

    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


class Context(Struct, frozen=True):
    """What a container's reader is given beside its bytes; `descend` reads whatever stands in a stream."""

    options: Options
    tally: Tally
    descend: Callable[[Stream], Iterator[Item]]


def found(document: Document, stream: Stream, *, item: str | None = None, id: str | None = None, fetched: str | None = None) -> Item:
    """The item of a report that was read."""
    return Item(
        document=document,
        error=None,
        source=stream.source,
        url=document.url or stream.url,
        item=item or stream.name,
        published=document.published,
        id=id,
        fetched=fetched,
        origin=stream.origin,
    )


def failed(error: DragomanError, stream: Stream, *, item: str | None = None, url: str | None = None, id: str | None = None) -> Item:
    """The item of a report, or of a whole container, that could not be read."""
    return Item(None, error, stream.source, url or stream.url, item or stream.name, None, id, None, stream.origin)
