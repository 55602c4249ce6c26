"""Archives of the web (WARC, ISO 28500), plain or packed by gzip or zstd: every answer with a page or a text is a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import BrokenItem, DragomanError, EmptyInput
from dragoman.readers import html, text
from dragoman.readers.http_body import unchunked, unpacked
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.raw import MAX_PAGE, Raw
from dragoman.readers.stream import Stream, too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = (*html.TYPES, "text/plain")


def accepts(stream: Stream) -> bool:
    """By its ending or by how it begins."""
    return stream.ends(".warc", ".wet") or stream.head.startswith(b"WARC/")


def read(stream: Stream, context: Context, before: int = 0) -> Iterator[Item]:
    """One item a page; its place is its number in the archive. Other types and answers without success are counted.

    The date of a record is the day of the visit: it becomes `fetched`, never the day of publication. `before` records of the file
    are not in this part of it.
    """
    from fastwarc.warc import ArchiveIterator, conversion, resource, response

    # The library's own unpacking of answers (auto_decode) loses the record after a packed one, as of 2.0: not used.
    records = iter(ArchiveIterator(_Positioned(stream.file), record_types=response | resource | conversion))
    number = before
    while True:
        try:
            record = _next(records)
        except (OSError, ValueError) as error:
            why, remedy = f"{type(error).__name__}: {error}", "what stood before is read; get the archive again for the rest"
            yield failed(BrokenItem(f"{stream.name}: broken archive", why, remedy), stream)
            return
        if record is None:
            break
        number += 1
        if (item := _item(record, f"{stream.name}:{number}", stream, context)) is not None:
            yield item
    if not number:
        yield failed(EmptyInput(f"{stream.name}: empty", "the archive has no pages", "check that it was copied whole"), stream)


def starts(file: BinaryIO) -> Iterator[int]:
    """Where in the file each record begins that `read` counts, as far as they can be read."""
    from fastwarc.warc import ArchiveIterator, conversion, resource, response

    kinds = response | resource | conversion
    records = iter(ArchiveIterator(_Positioned(file), record_types=kinds, parse_http=False))
    try:
        while (record := _next(records)) is not None:
            yield record.stream_pos
    except (OSError, ValueError):  # `read` tells of it
        return


class _Positioned:
    """A file as the library wants it, which panics at one that cannot tell its position."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._position = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("an archive is read from its beginning to its end")

    def close(self) -> None:
        """Its owner closes it."""


def _next(records: Iterator[WarcRecord]) -> WarcRecord | None:
    """The next record, None after the last. A panic of the library, which is no Exception, becomes an OSError."""
    try:
        return next(records, None)
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise OSError(str(error)) from None
        raise


def _item(record: WarcRecord, place: str, stream: Stream, context: Context) -> Item | None:
    url, fetched, name = (record.headers.get(key) for key in ("WARC-Target-URI", "WARC-Date", "WARC-Record-ID"))
    kind, charset = _type(record)
    if kind not in PAGES:
        context.tally.skipped[f"archived {kind or 'answer without a type'}"] += 1
        return None
    if record.http_headers is not None and record.http_headers.status_code != 200:
        context.tally.skipped[f"archived answer {record.http_headers.status_code}"] += 1
        return None
    try:
        raw = Raw(place, _host(url) or stream.source, _payload(record, place), url, kind, charset)
        reader = html if html.accepts(raw) else text
        document = reader.read(raw, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, url=url, id=name)
    return found(document, stream, item=place, id=name, fetched=fetched)


def _payload(record: WarcRecord, place: str) -> bytes:
    """The body, unpacked, within the limit of a page. Raises TooLarge or BrokenItem."""
    try:
        data = record.reader.read(MAX_PAGE + 1)
        if len(data) < min(record.content_length, MAX_PAGE + 1):
            raise ValueError(f"{len(data)} of its {record.content_length} bytes are there")
        if len(data) <= MAX_PAGE and (headers := record.http_headers) is not None:
            if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
                data = unchunked(data)
            data = unpacked(data, headers.get("Content-Encoding") or "", MAX_PAGE)
    except (OSError, ValueError, EOFError) as error:
        raise BrokenItem(f"{place}: broken record", str(error), "get the page again") from None
    if len(data) > MAX_PAGE:
        raise too_large(place, MAX_PAGE, "a page is one report")
    return data


def _type(record: WarcRecord) -> tuple[str | None, str | None]:
    """What the server said the body is, and its encoding; of a record without an answer, what the record says."""
    headers = record.http_headers
    told = (headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")) or ""
    kind, _, rest = told.partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return kind.strip().lower() or None, charset or None


def _host(url: str | None) -> str | None:
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
