"""Abbreviations that a report introduces itself: "the Union of River States (URS)", "URS (Union of River States)",
"the Union of River States, or URS,". What kind of body a name speaks of is told by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from dragoman.model import Kind

_LONG = r"(?:[A-Z][\w'’.-]*[ -]+(?:(?:of|and|the|for|on|in|de|to) )*)*[A-Z][\w'’-]+"
_SHORT = r"[A-Z][A-Za-z&-]{1,9}"
BEHIND = re.compile(rf"(?P<long>{_LONG})\s\((?P<short>{_SHORT})\)")
BEFORE = re.compile(rf"\b(?P<short>[A-Z]{{2,10}})\s\((?P<long>{_LONG})\)")
BESIDE = re.compile(rf"(?P<long>{_LONG}),\s(?:or|known as|abbreviated as|called)\s(?P<short>[A-Z]{{2,10}})(?=[,.;])")
ALIAS = re.compile(r", (?:or|known as|abbreviated as|called) [A-Z]{2}")
SMALL = frozenset({"of", "and", "the", "for", "on", "in", "de", "to", "&"})


class Introduced(Struct, frozen=True):
    """A long name that ends at `end` and its abbreviation; `spelt`: its letters are the initials of the name's last words,
    which begin at `start`."""

    long: str
    start: int
    end: int
    short: str
    spelt: bool


@lru_cache(maxsize=16)
def introduced(text: str) -> tuple[Introduced, ...]:
    """All pairs of a name and an abbreviation, those in brackets behind the name whether its initials fit or not."""
    return tuple(_introduced(text))


def _introduced(text: str) -> Iterator[Introduced]:
    patterns = [BEHIND, BEFORE] if "(" in text else []  # the patterns are slow on long texts
    for pattern in (*patterns, *([BESIDE] if ALIAS.search(text) else [])):
        for match in pattern.finditer(text):
            long, short = match["long"], match["short"]
            spelt = spells(long, short)
            if spelt or pattern is BEHIND:
                first = match.start("long") + (_begins(long, short) if spelt else 0)
                yield Introduced(text[first : match.end("long")], first, match.end("long"), short, spelt)


def _words(long: str) -> list[str]:
    return [w for w in re.split(r"[\s-]+", long) if w.lower() not in SMALL]


def spells(long: str, short: str) -> bool:
    """Whether the capitals of the abbreviation are the initials of the long name's last words."""
    wanted = [c for c in short.upper() if c.isalpha()]
    return len(wanted) >= 2 and [w[0].upper() for w in _words(long)[-len(wanted) :]] == wanted


def _begins(long: str, short: str) -> int:
    """Where the words begin whose initials the abbreviation has."""
    starts = [m.start() for m in re.finditer(r"[^\s-]+", long) if m[0].lower() not in SMALL]
    return starts[-sum(c.isalpha() for c in short)]


def akin(one: str, other: str) -> bool:
    """Whether two long names have most of the words of one of them in common: they are likely the same body's."""
    ours, theirs = ({w.lower() for w in _words(name)} for name in (one, other))
    shorter = min(len(ours), len(theirs))
    return shorter > 1 and len(ours & theirs) * 4 >= shorter * 3


def kind_of(long: str) -> tuple[Kind, str]:
    """Kind and sector of an organisation that only the report knows, by the words of its name."""
    lower = long.lower().replace("’", "'")
    for words, kind, sector in KINDS:
        if any(re.search(rf"\b{word}(?!\w)", lower) for word in words):
            return kind, sector
    return "organisation", "UNK"


#: words of a name -> kind and sector; the first that fits
KINDS: tuple[tuple[tuple[str, ...], Kind, str], ...] = (
    (("trade unions?", "labou?r unions?", r"\w+ers'? union", r"union of (?:\w+ )?\w+ers"), "ngo", "LAB"),
    (("party", "congress", "movement for change"), "party", "PTY"),
    (("task force", "stabili[sz]ation force", "defen[cs]e forces?", "air force", "coast guard"), "military", "MIL"),
    (
        ("liberation", "army", "front", "brigades?", "militia", "resistance", "forces", "movement for the (?:defen[cs]e|salvation)"),
        "armed_group",
        "REB",
    ),
    (("police",), "police", "COP"),
    (("court", "tribunal"), "judiciary", "JUD"),
    (("news agency", "broadcasting", "television", "radio"), "media", "MED"),
    (("holdings?", "corporation", "company", "airlines?", "airways", "petroleum", "industries", "shipyards?"), "company", "BUS"),
    (("union", "organi[sz]ation", "association of", "commission", "bank", "fund", "agency", "authority", "forum", "league"),
     "organisation", "IGO"),
    (("network", "watch", "foundation", "charity", "society", "observatory", "campaign", "rights"), "ngo", "NGO"),
)  # fmt: skip
