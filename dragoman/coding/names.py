"""Names that the actor base knows, found in the whole text at once (Aho-Corasick, longest match, whole words).

A report's own abbreviations ("the Collective Security Treaty Organisation (CSTO)") are learned on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from dragoman.coding.abbreviations import Introduced, akin, introduced, kind_of
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
#: sorts of names that stand for one body of a state
BODY_SORTS = frozenset({"metonyms", "military", "police", "legislature", "judiciary", "agencies"})
#: entry of names that hide a state's ("Latin America", "US dollar"): they stand for no actor
NOWHERE = "XXZ"
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

    def goes_by(self, name: Name, long: str) -> bool:
        """Whether the bearer of a name is also called by a long name like this one."""
        return any(other == name and akin(surface, long) for surface, other in self.table.items())

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
    for pair in introduced(text):
        known = by_end.get(pair.end)
        whole = known is not None and (not pair.spelt or known.start <= pair.start)
        if known is not None and whole and (known.name.sort == "organisation" or (pair.spelt and known.name.sort in BODY_SORTS)):
            found[pair.short] = known.name
        elif pair.spelt and not (known is not None and whole):
            found[pair.short] = _unknown(pair, [h for h in hits if pair.start <= h.start < pair.end])
    return found


def _unknown(pair: Introduced, inside: list[Hit]) -> Name:
    """A body that only the report knows: of the state in its name, if it is no armed group."""
    kind, sector = kind_of(pair.long)
    state = next((h.name.country for h in inside if h.name.sort in ("names", "adjectives")), None)
    if state is None or kind == "armed_group":
        return Name(pair.short, pair.short, kind, sector, "organisation")
    of_state = (kind, sector) == ("organisation", "IGO")
    return Name(pair.short, state, "government" if of_state else kind, "GOV" if of_state else sector, "organisation")


def renamed(text: str, hits: list[Hit], index: NameIndex) -> list[Hit]:
    """The hits without those to which the report gives another meaning: "the Coast Democratic Party (CDP)" is none of the
    bodies that are called CDP, nor a Democratic Party."""
    known = {hit.end: hit.start for hit in hits}
    own = [p for p in introduced(text) if p.spelt and known.get(p.end, p.end) > p.start and len(p.short) > 2]
    longs = {p.short: p.long for p in own}
    within = [h for h in hits if h.name.sort == "organisation" and any(p.start < h.start and h.end == p.end for p in own)]
    return [h for h in hits if h not in within and (h.text not in longs or index.goes_by(h.name, longs[h.text]))]


def find_names(text: str, index: NameIndex) -> list[Hit]:
    """Known names and the report's own abbreviations, in order, not overlapping."""
    hits = renamed(text, index.find(text), index)
    taken = [(h.start, h.end) for h in hits]
    for short, name in (*learned(text, hits).items(), *by_last_word(hits), *by_first_word(hits, index)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w])", text):
            if not any(a < match.end() and match.start() < b for a, b in taken) and not _goes_on(text, match.end(), short, name):
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


def _goes_on(text: str, end: int, short: str, name: Name) -> bool:
    """Whether the first word of a company's name stands here in another name: "Mahan Street"."""
    return name.kind == "company" and not short.isupper() and bool(re.match(r"[ -][A-Z]", text[end : end + 2]))


#: first words of companies' names that many have
SHARED = frozenset(
    {"American", "Bank", "British", "Central", "First", "General", "Global", "International", "National", "Royal", "State", "United"}
)


def by_first_word(hits: list[Hit], index: NameIndex) -> list[tuple[str, Name]]:
    """ "Mahan" of a report that has named Mahan Air: the first word of the one company that has it."""
    found: dict[str, Name] = {}
    for hit in hits:
        first, _, rest = hit.text.partition(" ")
        if hit.name.kind == "company" and rest and len(first) > 3 and first not in SHARED and first not in index.table:
            found.setdefault(first, hit.name)
    return list(found.items())


def index_of(resources: Resources) -> NameIndex:
    """The automaton over a set of resources."""
    return NameIndex(resources.countries, resources.organisations)
