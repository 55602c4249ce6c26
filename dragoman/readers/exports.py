"""Files of a press database: many articles in one file, taken apart by a split (see `split`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.errors import BrokenItem, DragomanError
from dragoman.readers import docx, pdf
from dragoman.readers.decoding import refuse_binary
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.mapping import Mapping, document_of
from dragoman.readers.raw import MAX_TEXT, Raw
from dragoman.readers.split import Split, articles, begins, fields, load_split, names
from dragoman.readers.stream import Stream, decoded, lines, load, too_large

SAME = Mapping()


def read(stream: Stream, split: Split, context: Context) -> Iterator[Item]:
    """One item an article; its place is the line where it begins. What stands before the first is counted."""
    some = False
    for number, article in articles(_lines(stream, context), split, MAX_TEXT):
        place = f"{stream.name}:{number}"
        if article is None:
            yield failed(too_large(place, MAX_TEXT, "an article is one report"), stream, item=place)
        elif number == 0:
            context.tally.skipped["text before the first article"] += 1
        else:
            yield _item(article, place, stream, split, context)
        some = some or number > 0
    if not some:
        why = f"no line begins or ends one as in {split.about!r}"
        raise BrokenItem(f"{stream.name}: no articles", why, "give another --split, or leave it out")


def _item(article: str, place: str, stream: Stream, split: Split, context: Context) -> Item:
    record = fields(article, split)
    mapping = SAME if split.date_format is None else Mapping(date_format=split.date_format)
    try:
        if not record["text"]:
            raise BrokenItem(f"{place}: no text", "the patterns of the split find none in this article", "mend `text` of the split")
        document = document_of(record, mapping, place, stream.source, stream.url, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, url=record["url"], id=record["id"])
    return found(document, stream, item=place, id=record["id"])


def _lines(stream: Stream, context: Context) -> Iterable[tuple[int, str]]:
    """The lines of a text as a stream; those of a PDF or a DOCX from the whole."""
    head = Raw(stream.name, stream.source, stream.head)
    for reader in (pdf, docx):
        if reader.accepts(head) or (reader is docx and stream.ends(".docx")):
            text, _ = reader.contents(load(stream, context.options.max_member))
            return enumerate(text.splitlines(keepends=True), 1)
    if not stream.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_binary(stream.name, stream.head)
    return _decoded(stream)


def _decoded(stream: Stream) -> Iterator[tuple[int, str]]:
    for number, line in lines(stream, MAX_TEXT):
        yield number, decoded(line or b"", stream.charset)


def refuse_export(name: str, text: str) -> None:
    """Raise BrokenItem where a text looks like many articles: read as one report, they would be mixed up."""
    for split_name in names():
        count = begins(text, _known(split_name))
        if count > 1:
            why = f"it has {count} {_known(split_name).about}"
            raise BrokenItem(f"{name}: many articles in one file", why, f"take it apart: --split {split_name}")


@lru_cache(maxsize=8)
def _known(name: str) -> Split:
    return load_split(name)
