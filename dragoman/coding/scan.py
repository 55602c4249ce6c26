"""Which sentences are worth parsing, decided without a parser: those with a trigger word or a name beside a role word.

The seam for speed. It errs on the side of keeping: skipped sentences hold no word that any frame, office or relation needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dragoman.coding.names import Hit
from dragoman.model import Segment

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Scanner(Struct, frozen=True):
    """Word forms that can trigger a frame, a role or a relation (lower case)."""

    forms: frozenset[str]
    roles: frozenset[str]


def scanner(triggers: frozenset[str], roles: frozenset[str]) -> Scanner:
    """All forms of the trigger words: regular inflection widely taken, so that no form is missed."""
    forms: set[str] = set()
    for word in triggers:
        forms.update(inflected(word))
    return Scanner(frozenset(forms), roles)


def inflected(word: str) -> set[str]:
    """The regular forms of an English verb or noun, and more (a superset costs only time)."""
    stem = word[:-1]
    forms = {
        word,
        word + "s",
        word + "es",
        word + "ed",
        word + "d",
        word + "ing",
        word + word[-1] + "ed",
        word + word[-1] + "ing",
    }
    if word.endswith("e"):
        forms |= {stem + "ing", stem + "ed"}
    if word.endswith("y"):
        forms |= {stem + "ies", stem + "ied"}
    return forms


def keep(segments: Sequence[Segment], hits: Sequence[Hit], scan: Scanner) -> list[bool]:
    """For each segment whether it is to be parsed, in order."""
    return [_worth(segment, hits, scan) for segment in segments]


def _worth(segment: Segment, hits: Sequence[Hit], scan: Scanner) -> bool:
    if segment.headline:
        return True
    words = {w.lower() for w in WORD.findall(segment.text)}
    if words & scan.forms or words & scan.roles:
        return True
    irregular = any(w.endswith(("t", "d", "n", "k", "e", "w", "g")) for w in words)
    return irregular and any(segment.start <= h.start < segment.end for h in hits)
