"""HTML pages: the article's paragraphs, headline and date, found by trafilatura; broken markup is coped with."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.errors import BadDate, BrokenHtml, EmptyInput
from dragoman.model import Document
from dragoman.readers.dates import parse_published
from dragoman.readers.decoding import decode
from dragoman.readers.document import SEPARATOR, make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.raw import MAX_PAGE, Raw, check_size

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPES = ("text/html", "application/xhtml+xml")
ENDINGS = (".html", ".htm", ".xhtml")
START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w.:-]+)", re.I)
LOOKED_AT = 2048
# Only what the page declares: the extensive search would take any date of the text for the date of publication.
DATES = {"extensive_search": False, "original_date": True}
# The extractor makes spaces of some no-break spaces: this printable stand-in, which no report has, brings them through.
NO_BREAK = re.compile(r"&nbsp;|&#160;|&#x0*a0;|\u00a0", re.I)
STAND_IN = "\u2800"
INLINE = frozenset({"hi", "ref", "del", "span", "graphic", "code"})
SPACES = re.compile(r"[ \t\r\n\f]+")


def accepts(raw: Raw) -> bool:
    """A page by the type that a server gave, by its file's ending, or by how it begins."""
    if raw.content_type is not None:
        return raw.content_type in TYPES
    return raw.name.lower().endswith(ENDINGS) or START.match(raw.data[:LOOKED_AT]) is not None


def read(raw: Raw, published: str | None) -> Document:
    """The article of the page. Raises EmptyInput, BrokenHtml, BinaryInput, TooLarge or WrongLanguage."""
    check_size(raw.name, len(raw.data), MAX_PAGE)
    if not raw.data.strip():
        raise EmptyInput(f"{raw.name}: empty", "the page has nothing in it", "check that it was saved or sent whole")
    declared = CHARSET.search(raw.data[:LOOKED_AT])
    page = decode(raw.name, raw.data, raw.charset or (declared[1].decode("ascii", "ignore") if declared else None))
    article = _extract(page, raw.url)
    text = SEPARATOR.join(_paragraphs(article.body)) if article is not None else ""
    if article is None or not text:
        raise BrokenHtml(
            f"{raw.name}: no article found in the page",
            "its markup is cut off or broken, or a script draws its text",
            "save the page from a browser, or copy the article's text into a .txt file",
        )
    check_fit(raw.name, text)
    date, basis = _date(article.date, published)
    title = article.title.replace(STAND_IN, "\u00a0") if article.title else None
    return make_document(text, title=title, published=date, published_basis=basis, source=raw.source, url=raw.url)


def _extract(page: str, url: str | None) -> Any:
    """trafilatura's document (it has no useful type), or None."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            NO_BREAK.sub(STAND_IN, page),
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=DATES,
        )
    except (LxmlError, ValueError, RecursionError):  # what broken markup can still raise from the libraries below
        return None


def _paragraphs(body: _Element) -> list[str]:
    """The text of every block, in order, spaces as a browser shows them; a line break ends a block as well."""
    from lxml.etree import iterwalk

    blocks = [""]
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag not in INLINE:
            blocks.append("")
        blocks[-1] += (element.text if event == "start" else element.tail) or ""
    shown = (SPACES.sub(" ", block).strip(" ").replace(STAND_IN, "\u00a0") for block in blocks)
    return [block for block in shown if block.strip()]


def _date(found: str | None, given: str | None) -> tuple[str | None, str]:
    """The date of publication and its basis: what the caller gave goes before what the page declares."""
    if given is not None:
        return given, "given"
    try:
        return (parse_published(found), "metadata") if found else (None, "unknown: the page declares no date")
    except BadDate:
        return None, "unknown: the page declares a date that is none"
