"""PDF: the text of its pages. Dates in it are those of the file, so the day of publication stays unknown."""

from __future__ import annotations

import io
import logging
import re

from dragoman.errors import BinaryInput, EmptyInput
from dragoman.model import Document
from dragoman.readers.document import SEPARATOR, leading, make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.raw import MAX_TEXT, Raw, check_size

MAX_PAGES = 500
NO_DATE = "unknown: a PDF says only when the file was made"
HYPHENED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def accepts(raw: Raw) -> bool:
    """By how it begins; some have a few bytes before it (ISO 32000-1, H.3, note 13: within the first 1024)."""
    return b"%PDF-" in raw.data[:1024]


def read(raw: Raw, published: str | None) -> Document:
    """Raises BinaryInput where it is broken or locked, EmptyInput where it holds pictures of pages, TooLarge, WrongLanguage."""
    text, title = contents(raw)
    if not text.strip():
        why = "it has no text: its pages are pictures"
        raise EmptyInput(f"{raw.name}: empty", why, "recognise its text first (OCR), and give that")
    check_fit(raw.name, text)
    declared = title if title and leading(title, text) else None  # often the name of a file or of a program
    basis = "given" if published else NO_DATE
    return make_document(text, title=declared, published=published, published_basis=basis, source=raw.source, url=raw.url)


def contents(raw: Raw) -> tuple[str, str | None]:
    """The text, and the title that the file declares. Raises as `read` does, whatever the language."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every flaw that it mends
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BinaryInput(f"{raw.name}: not readable", "this PDF is locked by a password", "save it without one")
        pages, size = [], 0
        check_size(f"{raw.name} ({len(reader.pages)} pages)", len(reader.pages) > MAX_PAGES and MAX_TEXT + 1 or 0, MAX_TEXT)
        for page in reader.pages:
            pages.append(_page(page.extract_text()))
            check_size(raw.name, size := size + len(pages[-1]), MAX_TEXT)
        found = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, NotImplementedError) as error:
        why = f"it looks like a PDF, but a broken one ({type(error).__name__}: {error})"
        raise BinaryInput(f"{raw.name}: not readable", why, "open it in a viewer and save it again, or save its text") from None
    return SEPARATOR.join(page for page in pages if page), found if isinstance(found, str) else None


def _page(text: str) -> str:
    """A word that a line end parts is made whole; lines without anything in them part paragraphs."""
    joined = HYPHENED.sub("", text.replace("\r", ""))
    return "\n".join(line.rstrip() for line in joined.split("\n")).strip()
