"""From a source (a file, `-` for standard input, an address) to a `Document`.

Two questions, each with its modules: where the bytes are from (`files`, `web`) and what they are (`html`, `text`).
A new format is a module with `accepts(raw)` and `read(raw, published)`, named in `FORMATS`.
"""
from __future__ import annotations

from typing import Protocol

from dragoman.model import Document
from dragoman.readers import files, html, text, web
from dragoman.readers.dates import parse_published
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.raw import Raw


class Format(Protocol):
    """What a module for a format offers."""

    def accepts(self, raw: Raw) -> bool:
        """Whether these bytes are of this format."""

    def read(self, raw: Raw, published: str | None) -> Document:
        """The report in them."""


FORMATS: tuple[Format, ...] = (html, text)  # the first that accepts reads; `text` takes whatever is left

__all__ = ["check_fit", "make_document", "parse_published", "read"]


def read(source: str, *, published: str | None = None) -> Document:
    """The report at `source`. `published` is an ISO date that goes before what a page declares.

    Raises BadDate, Unreachable, EmptyInput, BinaryInput, WrongLanguage, TooLarge or BrokenHtml.
    """
    given = parse_published(published) if published is not None else None
    raw = web.fetch(source) if web.accepts(source) else files.fetch(source)
    reader = next(reader for reader in FORMATS if reader.accepts(raw))
    return reader.read(raw, given)
