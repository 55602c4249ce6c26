"""A parsed sentence with the known names and role words laid over its tokens: what actors are read from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.coding.names import Hit
from dragoman.entries import Role
from dragoman.model import Sentence

#: last word of a role phrase -> ((words of the phrase), role), longest phrase first
RoleTable = Mapping[str, Sequence[tuple[tuple[str, ...], Role]]]


class RoleAt(Struct, frozen=True):
    """A role phrase that ends at a token; `first` is its first token."""

    role: Role
    first: int


class View(Struct, frozen=True):
    """`hits[i]` is the known name that covers token i, `roles[i]` the role phrase that ends at token i.

    `in_role`: tokens inside a role phrase, its last word and those before it.
    """

    sentence: Sentence
    hits: tuple[Hit | None, ...]
    roles: tuple[RoleAt | None, ...]
    in_role: frozenset[int]
    #: all words in small letters, as written and as lemmas
    words: frozenset[str] = frozenset()


def role_table(roles: Mapping[str, Role]) -> RoleTable:
    """Index of role phrases by their last word."""
    table: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for role in roles.values():
        for phrase in role.words:
            words = tuple(phrase.lower().replace("-", " - ").split())
            table.setdefault(words[-1], []).append((words, role))
    return {last: sorted(entries, key=lambda e: -len(e[0])) for last, entries in table.items()}


def view_of(sentence: Sentence, hits: Sequence[Hit], roles: RoleTable) -> View:
    """The sentence with those of the report's hits that lie in it."""
    over: list[Hit | None] = [None] * len(sentence.tokens)
    # the report's hits are in order and none overlaps another
    first = bisect_right(hits, sentence.segment.start, key=_end)
    inside = hits[first : bisect_left(hits, sentence.segment.end, first, key=_start)]
    for i, token in enumerate(sentence.tokens):
        for hit in inside:
            if hit.start < token.end and token.start < hit.end:
                over[i] = hit
                break
    lower = [t.text.lower() for t in sentence.tokens]
    verbs = ("VB", "VBD", "VBP", "VBZ")  # "is likely to press Okello": no journalists
    found = tuple(None if t.tag in verbs else _role_at(lower, t.i, roles) for t in sentence.tokens)
    over = [None if hit is not None and _first_name(sentence, i, over, found) else hit for i, hit in enumerate(over)]
    covered = frozenset(j for i, at in enumerate(found) if at is not None for j in range(at.first, i + 1))
    return View(sentence, tuple(over), found, covered, frozenset((*lower, *(t.lemma.lower() for t in sentence.tokens))))


def _first_name(sentence: Sentence, i: int, over: Sequence[Hit | None], roles: Sequence[RoleAt | None]) -> bool:
    """ "His counterpart Milan Dorko", "Prime Minister Santiago Paz": a place's name between an office and a surname."""
    hit, tokens = over[i], sentence.tokens
    if hit is None or i == 0 or i + 1 == len(tokens) or hit.name.sort not in ("names", "capitals", "place") or " " in hit.text:
        return False
    before, behind = roles[i - 1], tokens[i + 1]
    office = before is not None and before.role.office and tokens[i - 1].tag in ("NN", "NNP")
    surname = behind.tag == "NNP" and behind.text[:1].isupper() and over[i + 1] is None and roles[i + 1] is None
    return office and surname and tokens[i].dep == "compound"


def _start(hit: Hit) -> int:
    return hit.start


def _end(hit: Hit) -> int:
    return hit.end


def _role_at(lower: list[str], i: int, roles: RoleTable) -> RoleAt | None:
    for words, role in roles.get(lower[i], ()):
        first = i - len(words) + 1
        if first >= 0 and tuple(lower[first : i + 1]) == words:
            return RoleAt(role, first)
    return None


def hit_tokens(view: View, i: int) -> list[int]:
    """All tokens that the name at token i covers."""
    hit = view.hits[i]
    return [n for n, other in enumerate(view.hits) if hit is not None and other is hit]
