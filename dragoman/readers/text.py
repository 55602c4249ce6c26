"""Plain text: decoded, checked, and otherwise untouched. What no other reader accepts is read here."""
from __future__ import annotations

from dragoman.model import Document
from dragoman.readers.decoding import decode
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.raw import MAX_TEXT, Raw, check_size


def accepts(raw: Raw) -> bool:
    """Anything; what is no text is refused by `read` with its reason."""
    return True


def read(raw: Raw, published: str | None) -> Document:
    """Raises EmptyInput, BinaryInput, TooLarge or WrongLanguage."""
    check_size(raw.name, len(raw.data), MAX_TEXT)
    text = decode(raw.name, raw.data, raw.charset)
    check_fit(raw.name, text)
    return make_document(
        text,
        published=published,
        published_basis="given" if published else "unknown: none was given, and plain text has no metadata",
        source=raw.source,
        url=raw.url,
    )
