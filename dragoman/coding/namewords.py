"""Where a name in a sentence begins and ends, known or not, and what it stands for."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.found import Report
from dragoman.coding.holders import entity_at
from dragoman.coding.names import Hit
from dragoman.coding.phrases import FORMS, Mention, bare, made
from dragoman.coding.view import View

#: words at the end of a company's name that a shorter form leaves out
GENERIC = FORMS | {
    "company", "corporation", "group", "holdings", "limited", "incorporated", "motor", "motors", "industries", "international",
}  # fmt: skip
HYPHENS = frozenset("-–")
#: kinds of bodies whose noun may end a name: "Nordtek Bank"
NAMED = frozenset({"company", "organisation", "ngo", "party", "media", "armed_group", "military", "legislature", "judiciary", "police"})
#: sorts of known names that stand for the state itself, and those after which another name begins
STATE = frozenset({"names", "adjectives", "capitals", "metonyms"})
PLACES = STATE | {"place"}
WHERE = frozenset({"in", "at", "near", "outside", "across", "through"})


def name_from(report: Report, view: View, i: int) -> int | None:
    """The first token of the name whose head is token i; None where it is none, or goes on."""
    tokens = view.sentence.tokens
    if not part_of_name(report, view, i) or bare(tokens[i].text) in FORMS:
        return None
    j = i + 1
    while j < len(tokens) and bare(tokens[j].text) in FORMS and tokens[j].tag.startswith("NNP"):
        j += 1
    if j < len(tokens) and goes_on(report, view, i, j):
        return None
    first = i
    while first > 0 and (step := goes_back(report, view, first)):
        first -= step
    return first


def goes_on(report: Report, view: View, i: int, j: int) -> bool:
    """Whether the name that token i is in goes on at token j, or behind a hyphen there."""
    tokens = view.sentence.tokens
    if tokens[j].text in HYPHENS and j == i + 1 < len(tokens) - 1 and tokens[j + 1].tag == "NNP":
        return part_of_name(report, view, j + 1) and view.hits[i] is view.hits[j + 1]
    return one_phrase(view, i, j) and part_of_name(report, view, j)


def goes_back(report: Report, view: View, first: int) -> int:
    """How many tokens before `first` belong to the name: 2 over a hyphen."""
    hyphen = first > 1 and view.sentence.tokens[first - 1].text in HYPHENS and view.hits[first - 2] is view.hits[first]
    if hyphen and part_of_name(report, view, first - 2):
        return 2
    return int(one_phrase(view, first - 1, first) and part_of_name(report, view, first - 1))


def one_phrase(view: View, i: int, j: int) -> bool:
    """Whether two neighbours are of one name: one known name covers both, or the first hangs on what follows."""
    tokens, one, other = view.sentence.tokens, view.hits[i], view.hits[j]
    if one is not None and one is other:
        return True
    if one is not None and one.name.sort in PLACES:
        return False  # "Kenya Airways" is a name of its own list; "US Ambassador" is two things
    return tokens[i].head >= j and tokens[i].dep in ("compound", "nmod", "amod", "nsubj")


def part_of_name(report: Report, view: View, i: int) -> bool:
    """A capitalised word that is no office, form of address or day."""
    token, role, hit = view.sentence.tokens[i], view.roles[i], view.hits[i]
    if hit is not None:
        return hit.name.country is not None and hit.name.sort != "place" and token.text not in ("'s", "’s", "'", "’")
    lower = token.text.lower()
    if not token.text[0].isupper() or lower in report.words.calendar or lower in report.words.common:
        return False
    if role is not None:
        return token.tag in ("NNP", "NNPS") and noun_in_name(view, i)
    if lower == "no" and i + 1 < len(view.hits) and view.sentence.tokens[i + 1].tag in (".", "CD"):
        return False
    named = [report.entities[n] for n in report.by_word.get(token.text, ())]
    if token.tag in ("NNP", "NNPS"):
        return bool(named)
    # a headline's first word, a surname that is a noun too: by the names that the report introduces
    return tree.is_noun(token) and any(token.text in (e.words[0], e.words[-1]) for e in named)


def noun_in_name(view: View, i: int) -> bool:
    """ "Nordtek Bank", "United Dock Workers": a noun of bodies or people as the last word of a name."""
    at = view.roles[i]
    before = view.sentence.tokens[i - 1] if i else None
    if at is None or at.role.office or before is None or not before.text[0].isupper() or before.tag not in ("NNP", "NNPS"):
        return False
    return at.role.kind in NAMED or (at.role.kind == "civilians" and view.hits[i - 1] is None)


def name(report: Report, n: int, first: int, i: int) -> Mention:
    """The name that ends at token i, by the actor base, else by the report's own people and bodies."""
    view = report.views[n]
    tokens = view.sentence.tokens
    words = tuple(t.text for t in tokens[first : i + 1] if t.text not in HYPHENS)
    known = only_hit(view, first, i)
    if known is None:
        entity = entity_at(report, view, i) if view.hits[i] is None else None
        return made(view, n, i, "name", True if entity is not None and entity.human else None, words, plural=False, first=first)
    state = known.name.sort in STATE and not scene(view, i, known)
    people = known.name.sort == "adjectives" and tokens[i].tag in ("NNS", "NNPS")
    code = known.text if known.name.sort == "capitals" else known.name.code
    what = f"{'people' if people else 'state'} {known.name.country}" if state else f"{code} {known.name.kind}"
    return made(view, n, i, "name", people, words, what, plural=people, first=first)


def scene(view: View, i: int, known: Hit) -> bool:
    """ "They met in Riga": a capital where something happens is a place and not the state."""
    token = view.sentence.tokens[i]
    return known.name.sort == "capitals" and token.dep == "pobj" and view.sentence.tokens[token.head].lemma in WHERE


def only_hit(view: View, first: int, last: int) -> Hit | None:
    """The known name in these tokens, if it is the only one and the words beside it only say what sort of body it is."""
    hits = {id(h): h for h in view.hits[first : last + 1] if h is not None}
    if len(hits) != 1:
        return None
    (hit,) = hits.values()
    beside = [view.sentence.tokens[j] for j in range(first, last + 1) if view.hits[j] is not hit]
    return hit if all(bare(t.text) in GENERIC for t in beside) else None
