"""Names that the actor base knows, found in the whole text at once (Aho-Corasick, longest match, whole words).

A report's own abbreviations ("the Collective Security Treaty Organisation (CSTO)") are learned on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from dragoman.entries import Country, Organisation
from dragoman.model import Kind

if TYPE_CHECKING:
    from dragoman.resources import Resources

#: list of a country's entry -> (kind of actor, PLOVER sector)
SORTS: dict[str, tuple[Kind, str]] = {
    "names": ("government", "GOV"),
    "adjectives": ("civilians", "CVL"),
    "capitals": ("government", "GOV"),
    "metonyms": ("government", "GOV"),
    "military": ("military", "MIL"),
    "police": ("police", "COP"),
    "legislature": ("legislature", "LEG"),
    "judiciary": ("judiciary", "JUD"),
    "agencies": ("government", "SPY"),
}
#: entry of names that hide a state's ("Latin America", "US dollar"): they stand for no actor
NOWHERE = "XXZ"
ACRONYM = re.compile(r"((?:[A-Z][\w'’.-]*[ -]+(?:(?:of|and|the|for|on|in|de|to) )*)*[A-Z][\w'’-]+)\s\(([A-Z][A-Za-z&-]{1,9})\)")
#: nouns of bodies that stand for the whole name when written with a capital
BODIES = frozenset(
    {
        "Council",
        "Union",
        "Organisation",
        "Organization",
        "Community",
        "Alliance",
        "League",
        "Association",
        "Commission",
        "Agency",
        "Forum",
        "Authority",
        "Assembly",
    }
)
SMALL = frozenset({"of", "and", "the", "for", "on", "in", "de", "to", "&"})


class Name(Struct, frozen=True):
    """What a name stands for: code, kind, sector, and the sort of name (a key of SORTS, or "organisation", "place")."""

    code: str
    country: str | None
    kind: Kind
    sector: str | None
    sort: str


class Hit(Struct, frozen=True):
    """A known name at document offsets."""

    start: int
    end: int
    text: str
    name: Name


class NameIndex:
    """All names of the actor base in one automaton; earlier entries win where two share a name."""

    def __init__(self, countries: Mapping[str, Country], organisations: Mapping[str, Organisation]) -> None:
        self.table: dict[str, Name] = {}
        for surface, name in _all_names(countries, organisations):
            self.table.setdefault(surface, name)
        self._surfaces = list(self.table)
        self._automaton = AhoCorasick(self._surfaces, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        """Known names in the text, left to right, not overlapping, at word boundaries."""
        hits = []
        text = text.replace("’", "'")
        for which, start, end in self._automaton.find_matches_as_indexes(text):
            surface = self._surfaces[which]
            if _bounded(text, start, end):
                hits.append(Hit(start, end, surface, self.table[surface]))
            else:
                hits.extend(self._shorter(text, start, end))
        return hits

    def _shorter(self, text: str, start: int, end: int) -> list[Hit]:
        """A longer name that ends inside a word may hide a whole one ("Iran" in "Iranian Kurds")."""
        for stop in range(end - 1, start + 1, -1):
            surface = text[start:stop]
            if surface in self.table and _bounded(text, start, stop):
                return [Hit(start, stop, surface, self.table[surface])]
        return []


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or (after.isalnum() and text[end - 1] != "."))


def _all_names(countries: Mapping[str, Country], organisations: Mapping[str, Organisation]) -> Iterable[tuple[str, Name]]:
    for code, country in countries.items():
        for sort, (kind, sector) in SORTS.items():
            for surface in getattr(country, sort):
                yield surface, Name(code, code, kind, sector, sort)
                if sort == "capitals" and len(surface) > 4:  # headlines and datelines in capitals
                    yield surface.upper(), Name(code, code, kind, sector, sort)
        yield country.name, Name(code, code, "government", "GOV", "names")
        for surface in country.places:
            yield surface, Name(code, None if code == NOWHERE else code, "unknown", None, "place")
    for code, org in organisations.items():
        name = Name(code, org.country or code, org.kind, org.sector, "organisation")
        for surface in (org.name, *org.names, *((code,) if code.isupper() and len(code) > 1 else ())):
            yield surface, name


def learned(text: str, hits: list[Hit]) -> dict[str, Name]:
    """Abbreviations that the report introduces itself, for names known or unknown: {"CSTO": Name}."""
    by_end = {hit.end: hit for hit in hits}
    found: dict[str, Name] = {}
    for match in ACRONYM.finditer(text):
        known = by_end.get(match.end(1))
        long, short = match.group(1), match.group(2)
        if known is not None and known.name.sort == "organisation":
            found[short] = known.name
        elif known is None and _spells(long, short):
            found[short] = Name(short, None if short == "" else short, *_kind_of(long), "organisation")
    return found


def _spells(long: str, short: str) -> bool:
    """Whether the capitals of the abbreviation are the initials of the long name's last words."""
    words = [w for w in re.split(r"[\s-]+", long) if w.lower() not in SMALL]
    wanted = [c for c in short.upper() if c.isalpha()]
    return len(wanted) >= 2 and [w[0].upper() for w in words[-len(wanted) :]] == wanted


def _kind_of(long: str) -> tuple[Kind, str]:
    """Kind and sector of an organisation that only the report knows, by the words of its name."""
    lower = long.lower()
    for words, kind, sector in KINDS:
        if any(re.search(rf"\b{word}\b", lower) for word in words):
            return kind, sector
    return "organisation", "UNK"


KINDS: tuple[tuple[tuple[str, ...], Kind, str], ...] = (
    (("party", "congress", "movement for change"), "party", "PTY"),
    (("liberation", "army", "front", "brigades?", "militia", "resistance", "forces"), "armed_group", "REB"),
    (("police",), "police", "COP"),
    (("court", "tribunal"), "judiciary", "JUD"),
    (("union", "organi[sz]ation", "association of", "commission", "bank", "fund", "agency"), "organisation", "IGO"),
)


def find_names(text: str, index: NameIndex) -> list[Hit]:
    """Known names and the report's own abbreviations, in order, not overlapping."""
    hits = index.find(text)
    taken = [(h.start, h.end) for h in hits]
    for short, name in (*learned(text, hits).items(), *by_last_word(hits)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w])", text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                hits.append(Hit(match.start(), match.end(), short, name))
    return sorted(hits, key=lambda h: h.start)


def by_last_word(hits: list[Hit]) -> list[tuple[str, Name]]:
    """ "the Council" of a report that has named the Gulf Cooperation Council: the noun of the one body that has it."""
    found: dict[str, set[str]] = {}
    names: dict[str, Name] = {}
    for hit in hits:
        words = hit.text.split()
        if hit.name.sort == "organisation" and hit.name.kind == "organisation" and len(words) > 1:
            noun = words[words.index("of") - 1] if "of" in words else words[-1]
            if noun in BODIES:
                found.setdefault(noun, set()).add(hit.name.code)
                names[noun] = hit.name
    return [(noun, names[noun]) for noun, codes in found.items() if len(codes) == 1]


def index_of(resources: Resources) -> NameIndex:
    """The automaton over a set of resources."""
    return NameIndex(resources.countries, resources.organisations)
