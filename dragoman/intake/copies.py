"""What the ledger needs to find copies of a report: its signature, its bands, and the verdict on the candidates."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from dragoman.ledger.entry import Likeness, Look, Marks
from dragoman.linking.duplicates import Side, band_keys, decide, signature
from dragoman.linking.setting import packed
from dragoman.model import Coding, Document


class Marked(Struct, frozen=True):
    """A report as it was coded, with the marks of its text."""

    coding: Coding
    marks: Marks


def marked(code: Callable[[Document], Coding], document: Document) -> Marked:
    """A document coded, and marked: all that needs no ledger."""
    coding = code(document)
    return Marked(coding, marks(coding.document))


def all_marked(code: Callable[[Iterable[Document]], Iterable[Coding]], documents: Iterable[Document]) -> Iterator[Marked]:
    """Several documents coded together, and marked."""
    for coding in code(documents):
        yield Marked(coding, marks(coding.document))


def marks(document: Document) -> Marks:
    """The marks of a text; the candidates that the ledger finds by them are judged on the texts themselves."""
    mine = Side(signature(document.text), document.text, document.url)
    return Marks(mine.signature, band_keys(mine.signature), document.url, partial(judged, mine), packed(document.text))


def judged(mine: Side, looks: Sequence[Look]) -> Likeness | None:
    """The first of the candidates that this text is a copy or a later version of. Likeness alone is no ground."""
    for look in looks:
        if look.signature is None:
            continue
        finding = decide(Side(look.signature, look.text, look.url), mine)
        if finding.kind is not None:
            return Likeness(look, str(finding.kind))
    return None
