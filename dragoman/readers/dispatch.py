"""From a stream to the items in it: the first format that accepts it reads it, and no failure leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from dragoman.errors import BadInput, BrokenItem, DragomanError, UnsafeArchive
from dragoman.model import Document
from dragoman.readers import archive, docx, exports, feed, html, jsons, mail, opml, packed, parquet, pdf, tables, text, warc
from dragoman.readers.item import Context, Item, Options, Tally, failed, found
from dragoman.readers.raw import Raw
from dragoman.readers.stream import Stream, load, of_raw


class Container(Protocol):
    """What a module for files with many reports offers."""

    def accepts(self, stream: Stream) -> bool:
        """Whether these bytes are of this format."""

    def read(self, stream: Stream, context: Context) -> Iterator[Item]:
        """What is in them, one after the other. What it raises ends the container, after the items before."""


class Format(Protocol):
    """What a module for a single report offers."""

    def accepts(self, raw: Raw) -> bool:
        """Whether these bytes are of this format."""

    def read(self, raw: Raw, published: str | None) -> Document:
        """The report in them."""


# The first that accepts reads. WARC goes before `packed`, for its packing is part of the format,
# and `packed` before what is known by its ending.
CONTAINERS: tuple[Container, ...] = (feed, opml, warc, parquet, packed, mail, jsons, tables, archive)
SERVED_AS_PAGE: tuple[Container, ...] = (feed, opml)  # what servers call a page and is none; its ending says nothing
FORMATS: tuple[Format, ...] = (pdf, docx, html, text)  # `text` takes whatever is left


def items(stream: Stream, options: Options, tally: Tally) -> Iterator[Item]:
    """Everything in the stream. A failure of the whole is its last item; nothing is raised but ImportError."""

    def descend(inner: Stream) -> Iterator[Item]:
        return items(inner, options, tally)

    yield from guarded(_read, stream, Context(options, tally, descend))


def guarded(read: Callable[[Stream, Context], Iterator[Item]], stream: Stream, context: Context) -> Iterator[Item]:
    """What a reader finds, its failure as the last item."""
    try:
        if stream.depth > context.options.max_depth:
            why = f"it stands in more than {context.options.max_depth} containers"
            raise UnsafeArchive(f"{stream.name}: refused", why, "unpack the outer ones, and give the files")
        yield from read(stream, context)
    except ImportError:
        raise
    except DragomanError as error:
        yield failed(error, stream)
    except Exception as error:  # noqa: BLE001 - libraries raise anything on broken bytes, and the other files must go on
        why = f"{type(error).__name__}: {error}"
        yield failed(BrokenItem(f"{stream.name}: cannot be read", why, "save its text as a .txt file"), stream)


def _read(stream: Stream, context: Context) -> Iterator[Item]:
    containers = SERVED_AS_PAGE if stream.content_type in html.TYPES else CONTAINERS
    container = next((container for container in containers if not _is_office(stream) and container.accepts(stream)), None)
    if container is not None:
        yield from container.read(stream, context)
    elif context.options.split is not None and not html.accepts(_head(stream)):
        yield from exports.read(stream, context.options.split, context)
    else:
        raw = load(stream, context.options.max_member)
        yield found(single(raw, context.options.published), stream)


def _head(stream: Stream) -> Raw:
    return Raw(stream.name, stream.source, stream.head, stream.url, stream.content_type)


def _is_office(stream: Stream) -> bool:
    return stream.head.startswith(b"PK") and stream.ends(".docx")


def single(raw: Raw, published: str | None) -> Document:
    """The report in these bytes. Raises BadInput."""
    reader = next(reader for reader in FORMATS if reader.accepts(raw))
    document = reader.read(raw, published)
    if reader is text:
        exports.refuse_export(raw.name, document.text)
    return document


def one(raw: Raw, published: str | None) -> Document:
    """The only report in these bytes, a message or a packed file too. Raises BadInput, also where there are several."""
    stream = of_raw(raw, raw.source)
    options = Options(published=published)
    accepting = SERVED_AS_PAGE if raw.content_type in html.TYPES else CONTAINERS
    if not any(container.accepts(stream) for container in accepting if container is not archive):
        return single(raw, published)
    read = list(islice(items(stream, options, Tally()), 2))
    if len(read) == 1 and read[0].document is not None:
        return read[0].document
    if len(read) == 1 and read[0].error is not None:
        raise read[0].error
    why = "files of this kind hold many reports" if read else "there is none in it"
    raise BadInput(f"{raw.name}: not one report", why, "take them in with: dragoman ingest")
