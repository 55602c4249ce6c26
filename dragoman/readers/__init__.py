"""From a source (a file, `-` for standard input, an address) to a `Document`, or to all the documents in it.

`read` gives the one report of a source, `collect.collect` every report of many sources. Two questions, each with its
modules: where the bytes are from (`sources`, `files`, `web`) and what they are. A format for one report is a module with
`accepts(raw)` and `read(raw, published)`; one for many has `accepts(stream)` and `read(stream, context)`, and both are
named in `dispatch`.
"""
from __future__ import annotations

from dragoman.model import Document
from dragoman.readers import dispatch, files, web
from dragoman.readers.dates import parse_published
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit

__all__ = ["check_fit", "make_document", "parse_published", "read"]


def read(source: str, *, published: str | None = None) -> Document:
    """The report at `source`. `published` is an ISO date that goes before what a page declares.

    Raises BadDate, Unreachable, EmptyInput, BinaryInput, WrongLanguage, TooLarge, BrokenHtml, or BadInput for many reports.
    """
    given = parse_published(published) if published is not None else None
    raw = web.fetch(source) if web.accepts(source) else files.fetch(source)
    return dispatch.one(raw, given)
