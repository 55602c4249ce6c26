"""Annotated mentions of entities as a gold writes them, brought to the units that are scored: one head word, one chain.

A gold marks nested stretches of one mention ("Ann Lee", "Ann Lee, the minister"): stretches of one chain with one head word are
one unit. The head is what the gold gives, else the last word before the first preposition, relative pronoun, comma or bracket; of
a coordination ("Togo and Chad": marked entities of other chains stand on both sides of it) it is the conjunction.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

WORD = re.compile(r"\d[\d,.]*\d|[^\W_]+(?:[.&'’-][^\W_]+)*\.?|&")
#: what a noun phrase's head stands before
CUTS = frozenset(
    {
        "of", "in", "from", "for", "to", "at", "with", "by", "on", "under", "against", "between", "than",
        "which", "that", "who", "whom", "whose", "what", "where", "when",
    }
)  # fmt: skip
RELATIVES = frozenset({"which", "that", "who", "whom", "whose", "what"})
PUNCTUATION = re.compile(r",(?!\d)|[;:()\[\]]|--")
JOINTS = frozenset({"and", "or", "&", "nor"})
#: words behind a name that are not its own: "Nordtek Inc."
FORMS = frozenset({"inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "llc", "plc", "ag", "sa", "spa", "jr.", "jr", "sr."})


class Markable(Struct, frozen=True):
    """One marked stretch. `ent_type` is PER, ORG, LOC or another; marked stretches of one `instance` are of one entity."""

    id: str
    start: int | None = None
    end: int | None = None
    head: str | None = None
    instance: str | None = None
    ent_type: str | None = None


class Unit(Struct, frozen=True):
    """One mention to be found: its longest stretch, the characters of its head, its chain; whether it has a role in an event."""

    start: int
    end: int
    head: tuple[int, int]
    chain: str
    type: str
    in_role: bool


def units(text: str, marked: Sequence[Markable], in_roles: frozenset[str], last: int) -> list[Unit]:
    """The units that end at or before character `last`, in order of their heads."""
    inside = [m for m in marked if m.start is not None and m.end is not None and m.end <= last and m.ent_type and m.start < m.end]
    found: dict[tuple[tuple[int, int], str], Unit] = {}
    for m in inside:
        start, end = m.start or 0, m.end or 0
        chain = m.instance or m.id
        head = head_of(text, m, inside)
        new = Unit(start, end, head, chain, m.ent_type or "", m.id in in_roles)
        old = found.get((head, chain))
        found[head, chain] = new if old is None else joined(old, new)
    return sorted(found.values(), key=lambda u: (u.head, u.start))


def joined(one: Unit, other: Unit) -> Unit:
    """Two stretches of one mention: the longer, in a role if either is."""
    longer = max(one, other, key=lambda u: u.end - u.start)
    return replace(longer, in_role=one.in_role or other.in_role)


def head_of(text: str, m: Markable, marked: Sequence[Markable]) -> tuple[int, int]:
    """The characters of the head word."""
    start, end = m.start or 0, m.end or 0
    joint = coordination(text, m, marked)
    if joint is not None:
        return joint
    if m.head and (at := text.rfind(m.head, start, end)) >= 0:
        return last_word(text, at, at + len(m.head))
    return last_word(text, start, cut(text, start, end))


def coordination(text: str, m: Markable, marked: Sequence[Markable]) -> tuple[int, int] | None:
    """The conjunction (or comma) between two marked entities of other chains, the second of which ends the stretch."""
    start, end = m.start or 0, m.end or 0
    inner = [
        (o.start or 0, o.end or 0, o.instance)
        for o in marked
        if o.instance != m.instance and start <= (o.start or 0) and (o.end or 0) <= end
    ]
    lasts = [o for o in inner if not words(text, o[1], end)]
    firsts = [o for o in inner if cut(text, start, o[0]) >= o[0]]  # "executives of Togo and Chad" is none
    for _, left, one in sorted(firsts, key=lambda o: -o[1]):
        for right, _, other in sorted(lasts):
            between = words(text, left, right)
            joints = [w for w in between if text[w[0] : w[1]].lower() in JOINTS]
            if left <= right and one != other and len(joints) == len(between) and (joints or "," in text[left:right]):
                return joints[-1] if joints else comma(text, left)
    return None


def comma(text: str, start: int) -> tuple[int, int]:
    """The first comma from a character on."""
    at = text.index(",", start)
    return at, at + 1


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words between two characters, articles left out."""
    found = [w.span() for w in WORD.finditer(text, start, max(start, end))]
    return [w for w in found if text[w[0] : w[1]].lower() not in ("the", "a", "an", "both")]


def cut(text: str, start: int, end: int) -> int:
    """Where the noun phrase without what follows its head ends; behind its first word where that is a relative pronoun."""
    begun = False
    for word in WORD.finditer(text, start, end):
        mark = PUNCTUATION.search(text, start, word.start())
        if begun and mark is not None:
            return mark.start()
        if begun and word.group().lower() in CUTS:
            return word.start()
        if not begun and word.group().lower() in RELATIVES:
            return word.end()
        begun = True
    return end


def last_word(text: str, start: int, end: int) -> tuple[int, int]:
    """The last word that is no form of a company, without a genitive."""
    found = [w.span() for w in WORD.finditer(text, start, end)]
    own = [w for w in found if text[w[0] : w[1]].lower() not in FORMS] or found or [(start, end)]
    first, last = own[-1]
    return first, last - 2 if text[first:last].endswith(("'s", "’s")) else last
