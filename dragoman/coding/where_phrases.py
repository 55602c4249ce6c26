"""How a name of a place stands in its sentence: each way in which it can say where something happens."""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.toponyms import Toponym
from dragoman.coding.tree import up
from dragoman.coding.where_words import (
    AREA,
    BOUND,
    CLOSING,
    COMPASS,
    FACILITY,
    GROUND,
    HAPPENING,
    INSIDE,
    LEAVING,
    LENGTHS,
    MOTION,
    NEAR,
    SHARED_LINES,
    STRIKING,
    TRUST,
)
from dragoman.model import Sentence

#: Labels between a clause with "where" and the event in it.
SHARED = frozenset({"xcomp", "conj", "dobj", "attr", "appos", "oprd", "nsubjpass", "dep", "advcl", "acl"})


class Found(Struct, frozen=True):
    """A place phrase: the name, the token that it hangs on, steps up from the name to it, and how it reads."""

    toponym: Toponym
    anchor: int
    steps: int
    near: bool
    reason: str


def readings(s: Sentence, toponym: Toponym, trigger: int) -> Iterator[Found]:
    """Each way in which the name stands as a place: the token that the phrase hangs on, and why."""
    top = _head_of(s, toponym)
    token = s.tokens[top]
    if clause := _where_clause(s, top, trigger):
        yield Found(toponym, trigger, 1, False, clause)
    left = s.tokens[token.head].lemma == "leave" and token.head != trigger  # where they set out from is no place of what follows
    if token.dep in {"dobj", "nsubjpass"} and s.tokens[token.head].lemma in STRIKING and not left:
        yield Found(toponym, token.head, 1, False, f"object of {s.tokens[token.head].lemma}:")
    if toponym.first == 1 and s.tokens[0].text in {"In", "At", "Near"} and token.head != 0:  # the parse went astray
        yield Found(toponym, _root(s), 1, s.tokens[0].text == "Near", "fronted in")
    if toponym.first > 1 and s.tokens[toponym.first - 1].text == "for" and s.tokens[toponym.first - 2].lemma in BOUND:
        yield Found(toponym, toponym.first - 2, 1, False, f"{s.tokens[toponym.first - 2].lemma} for")
    if token.dep == "npadvmod" and top > token.head and toponym.candidate.precision != "country":
        yield Found(toponym, token.head, 1, False, "adverbial")
    if token.dep in {"compound", "nmod", "amod", "poss"}:
        yield from _modifier(s, toponym, top)
    elif token.dep == "pobj":
        yield from _phrase(s, toponym, token.head, 1)
    elif token.dep == "appos":
        yield from _noun(s, toponym, token.head, 1)


def _head_of(s: Sentence, toponym: Toponym) -> int:
    """The name's token that hangs outside it, or the first of its coordination's."""
    span = range(toponym.first, toponym.last + 1)
    top = next((i for i in span if s.tokens[i].head not in span or s.tokens[i].head == i), toponym.last)
    while s.tokens[top].dep == "conj" and s.tokens[s.tokens[top].head].pos in {"PROPN", "NOUN", "X"}:
        top = s.tokens[top].head
    return top


def _root(s: Sentence) -> int:
    return next(t.i for t in s.tokens if t.head == t.i)


def _where_clause(s: Sentence, top: int, trigger: int) -> str | None:
    """ "in Vienna, where ministers met": the trigger's clause hangs on the name by "where"."""
    at = trigger
    for _ in range(4):
        token = s.tokens[at]
        if token.dep in {"relcl", "advcl", "acl"} and token.head == top:
            return "where-clause on" if any(s.tokens[c].text.lower() == "where" for c in s.children[at]) else None
        if token.head == at or token.dep not in SHARED:
            return None
        at = token.head
    return None


def _modifier(s: Sentence, toponym: Toponym, top: int) -> Iterator[Found]:
    """ "the Syrian border", "Syria's Idlib province", "the Geneva talks", "a Kabul hotel"."""
    head = s.tokens[top].head
    noun = s.tokens[head].text.lower()
    finer = toponym.candidate.precision != "country"
    if noun in HAPPENING and finer and s.tokens[top].dep != "poss":
        yield Found(toponym, head, 1, False, "named after")
    if noun in AREA or s.tokens[head].lemma in AREA or (finer and noun in FACILITY):
        yield from _noun(s, toponym, head, 1)


def _noun(s: Sentence, toponym: Toponym, noun: int, steps: int) -> Iterator[Found]:
    """A place's noun ("city", "border"): the phrase is that of the noun."""
    token = s.tokens[noun]
    if token.dep == "pobj":
        yield from _phrase(s, toponym, token.head, steps)
    elif token.dep in {"dobj", "nsubjpass"} and _falls_on(s.tokens[token.head].lemma, token.lemma):
        yield Found(toponym, token.head, steps, False, f"object of {s.tokens[token.head].lemma}:")
    elif token.dep in {"appos", "compound", "conj"} and token.head != noun:
        yield from _noun(s, toponym, token.head, steps + 1)


def _falls_on(verb: str, noun: str) -> bool:
    return verb in STRIKING or (verb in CLOSING and noun not in SHARED_LINES)


def _phrase(s: Sentence, toponym: Toponym, prep: int, steps: int) -> Iterator[Found]:
    """A prepositional phrase: read by its preposition and what governs it."""
    token = s.tokens[prep]
    word = token.text.lower()
    head = token.head
    governor = s.tokens[head]
    near = governor.text.lower() in COMPASS  # "north of X"
    if head != prep and (token.dep == "pcomp" or governor.pos in {"ADP", "ADV"}):  # "pulled back from", "from outside"
        head = governor.head
        governor = s.tokens[head]
    if word in INSIDE and governor.lemma not in TRUST:
        yield Found(toponym, head, steps, False, word)
    elif word in NEAR or (word == "from" and _surveyed(s, prep)):
        yield Found(toponym, head, steps, True, word)
    elif word in {"on", "over", "above"} and (on_ground(s, prep) or governor.lemma in STRIKING):
        yield Found(toponym, head, steps, False, word)
    elif word == "to" and (mover := _mover(s, head)) is not None:
        yield Found(toponym, mover, steps, False, f"{s.tokens[mover].lemma} to")
    elif word == "for" and governor.lemma in BOUND:
        yield Found(toponym, head, steps, False, f"{governor.lemma} for")
    elif word == "from" and governor.lemma in LEAVING:
        yield Found(toponym, head, steps, False, f"{governor.lemma} from")
    elif word in {"of", "between", "with"} and (governor.text.lower() in AREA or governor.lemma in AREA):
        yield from (replace(found, near=found.near or near) for found in _noun(s, toponym, head, steps + 1))
    elif word == "of" and near:
        yield Found(toponym, head, steps, True, "beside")
    elif word == "of" and governor.lemma in STRIKING:
        yield Found(toponym, head, steps, False, f"{governor.lemma} of")


def _mover(s: Sentence, i: int) -> int | None:
    """The word of motion that a "to" on token i belongs to: "the delivery of missiles to X", "send troops to X"."""
    for at in (i, *up(s, i)):
        if s.tokens[at].lemma in MOTION:
            return at
        if s.tokens[at].dep not in {"pobj", "prep", "dobj", "nsubjpass", "compound", "conj"}:
            return None
    return None


def on_ground(s: Sentence, prep: int) -> bool:
    return any(s.tokens[c].text.lower() in GROUND or s.tokens[c].lemma in GROUND for c in s.children[prep])


def _surveyed(s: Sentence, prep: int) -> bool:
    """ "40 km from Mosul", "north of Mosul": a distance governs the preposition."""
    about = (s.tokens[prep].head, max(prep - 1, 0), *s.children[prep])
    return any(s.tokens[i].lemma in LENGTHS for i in about)
