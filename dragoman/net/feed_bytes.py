"""The bytes of a feed as UTF-8 that an XML parser takes, whatever they were and whatever they say they are."""
from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
ENCODING = re.compile(rb"\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)")
# What XML 1.0 has no place for: control characters, and what stands for half a character.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LATIN_1 = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})  # Windows-1252 is meant (WHATWG, Encoding)


def to_utf8(data: bytes, charset: str | None) -> tuple[bytes, list[str]]:
    """UTF-8 without a declaration of another encoding, and notes of what had to be mended. What is valid UTF-8 is
    taken for that, whatever a server or the declaration says: nothing else looks like it by accident.
    """
    text, notes = _decoded(data, charset)
    text = DECLARATION.sub("", text, count=1)
    if ILLEGAL.search(text):
        notes.append("characters that XML has no place for were left out")
        text = ILLEGAL.sub("", text)
    return text.lstrip().encode(), notes


def _decoded(data: bytes, charset: str | None) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), []
    match = ENCODING.match(data)
    declared = match[1].decode("ascii") if match else None
    said = declared or charset or "utf-8"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_name(data, (declared, charset))
    wrong = declared is not None and declared.lower() not in {"utf-8", "utf8", *LATIN_1}
    return text, [f"it says that it is {said}, and is UTF-8"] if wrong and not text.isascii() else []


def _by_name(data: bytes, names: tuple[str | None, ...]) -> tuple[str, list[str]]:
    """As declared, or as Windows-1252."""
    for name in names:
        if name is None or name.lower() in LATIN_1:
            continue
        try:
            return data.decode(name), []
        except (UnicodeDecodeError, LookupError):
            continue
    told = next((name for name in names if name is not None), "utf-8")
    honest = told.lower() in LATIN_1 or told.lower() in ("cp1252", "windows-1252")
    return data.decode("cp1252", errors="replace"), [] if honest else [f"it is not {told}, and was read as Windows-1252"]
