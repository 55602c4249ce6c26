"""From bytes to text: the encoding, and whether they are text at all. Nothing but a byte-order mark is taken away."""
from __future__ import annotations

import codecs

from dragoman.errors import BinaryInput

# How common files begin (from the formats' own specifications); RTF is text to the machine, but not to a reader.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture, or sound or film"),
    (b"PK\x03\x04", "a ZIP archive or an office document (docx, odt, xlsx)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document (doc, xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# English in an 8-bit encoding has a few dashes, quotes and accented letters; less ASCII than this is something else.
ASCII_SHARE = 0.9
# Declared where Windows-1252 is meant, as the WHATWG encoding standard has it; Python's Latin-1 would take any bytes.
LATIN_1 = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of `data`: by its byte-order mark, as UTF-8, as declared, as Windows-1252, or by a guess, in this order.

    UTF-8 comes before the declaration, for text that is valid UTF-8 by accident is next to impossible, and pages that
    declare something else by mistake are common. Raises BinaryInput where the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    refuse_binary(name, data)
    for candidate in ("utf-8", declared):
        text = _try(data, candidate)
        if text is not None:
            return text
    if sum(byte < 128 for byte in data) >= ASCII_SHARE * len(data):
        return data.decode("cp1252", errors="replace")
    return _guess(name, data)


def refuse_binary(name: str, data: bytes) -> None:
    """Raise BinaryInput where `data` begins as a known format does or has a zero byte, which no text has."""
    found = next((what for signature, what in SIGNATURES if data.startswith(signature)), None)
    if found is None and b"\0" not in data:
        return
    raise BinaryInput(
        f"{name}: not a text",
        f"it looks like {found}" if found else "it has zero bytes, which no text has",
        "give the report as plain text or as an HTML page",
    )


def _try(data: bytes, encoding: str | None) -> str | None:
    """The text, or None where the encoding is unknown, does not fit, or says nothing."""
    if encoding is None or encoding.lower() in LATIN_1:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(name: str, data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise BinaryInput(
            f"{name}: not a text",
            "its bytes fit no encoding of text",
            "check that it is the right file, and save it as UTF-8",
        )
    return str(best)
