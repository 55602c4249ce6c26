"""Make a `Document`: where its headline is, its hash and its date. Shared by the readers and the Python interface."""
from __future__ import annotations

import hashlib
import re

from dragoman.model import Document

SEPARATOR = "\n\n"
SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
# "Iran rejects talks with U.S." may be a headline, for the stop belongs to the abbreviation; a longer line is a lead.
ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
LONGEST_WITH_STOP = 15
ID_LENGTH = 16


def make_document(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    published_basis: str = "unknown: no date was given",
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """The report with its headline first. A `title` that the text begins with is not repeated; without one, the text's
    own first line is the title where it stands as a headline does. Any text will do: the readers judge what is fit.
    """
    if title is None or not title.strip():
        title = headline_of(text)
    elif (found := leading(title, text)) is not None:
        title = found
    else:
        text = title + SEPARATOR + text
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return Document(
        id=digest[:ID_LENGTH],
        title=title,
        text=text,
        published=published,
        published_basis=published_basis,
        source=source,
        url=url,
        sha256=digest,
    )


def headline_of(text: str) -> str | None:
    """The first line, where an empty line follows it and it does not end as a sentence does."""
    first, newline, rest = text.lstrip().partition("\n")
    second, another_newline, body = rest.partition("\n")
    line = first.rstrip()
    if not (newline and another_newline and not second.strip() and body.strip()):
        return None
    abbreviated = ABBREVIATION_END.search(line) and len(line.split()) <= LONGEST_WITH_STOP
    return line if abbreviated or not SENTENCE_END.search(line) else None


def leading(title: str, text: str) -> str | None:
    """The title as the text begins with it, as a line or a sentence of its own; spaces and capitals may differ."""
    words = r"\s+".join(map(re.escape, title.split()))
    match = re.match(rf"\s*({words})(?=[^\S\n]*(?:\n|$)|[.!?]\s)", text, re.IGNORECASE)
    return match[1] if match else None
