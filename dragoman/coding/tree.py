"""Reading a parse: who stands under whom. Pure functions over `Sentence`; labels are ClearNLP's (spaCy English)."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Sentence, Token

#: a particle counts where the parser gives it an object ("call on Kazakhstan")
PREPOSITIONAL = ("prep", "agent", "dative", "prt")
NOUN_MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod", "det", "quantmod", "advmod", "punct", "case")


def children(s: Sentence, i: int, *deps: str) -> list[int]:
    """Dependents of token i, only those with one of `deps` where any are given."""
    if not deps:
        return list(s.children[i])
    return [c for c in s.children[i] if s.tokens[c].dep in deps]


def child(s: Sentence, i: int, *deps: str) -> int | None:
    """The first dependent with one of these labels."""
    for c in s.children[i]:
        if s.tokens[c].dep in deps:
            return c
    return None


def up(s: Sentence, i: int) -> Iterator[int]:
    """The heads of token i, nearest first, up to the root."""
    seen = {i}
    head = s.tokens[i].head
    while head not in seen:
        yield head
        seen.add(head)
        head = s.tokens[head].head


def below(s: Sentence, i: int) -> list[int]:
    """Token i and all that hangs on it, in order of the text."""
    found, queue = [], [i]
    while queue:
        at = queue.pop()
        found.append(at)
        queue.extend(s.children[at])
    return sorted(found)


def conjuncts(s: Sentence, i: int) -> list[int]:
    """Token i and its conjuncts, in order: "Iran, Iraq and Syria" from "Iran"."""
    found = [i]
    for at in found:
        found.extend(c for c in s.children[at] if s.tokens[c].dep == "conj" and c not in found)
    return found


def first_conjunct(s: Sentence, i: int) -> int:
    """The first of the coordination that token i belongs to."""
    while s.tokens[i].dep == "conj" and s.tokens[i].head != i:
        i = s.tokens[i].head
    return i


def nominal_part(s: Sentence, i: int) -> list[int]:
    """The tokens of the noun phrase headed by i, without its prepositional phrases, clauses, appositions, conjuncts."""
    found, queue = {i}, [i]
    while queue:
        for c in s.children[queue.pop()]:
            if s.tokens[c].dep in NOUN_MODIFIERS and c not in found:
                found.add(c)
                queue.append(c)
    return sorted(found)


def is_verb(token: Token) -> bool:
    """A verb form that is no auxiliary."""
    return token.tag.startswith("VB") and token.dep not in ("aux", "auxpass")


def is_noun(token: Token) -> bool:
    """A common or proper noun."""
    return token.tag.startswith("NN")


#: verbs that have no passive: their past form in a headline says what the subject did
INTRANSITIVE = frozenset(
    """agree appear arrive assemble balk collapse come converge die disagree disappear emerge escape fail fall flee flock fly gather go
    head insist land lie live march meet mourn object occur parade perish proceed protest rally react rejoice resign resort respond
    retire return revert rise sail set sit speak stand stay strike surge survive talk travel vanish vow walk warn weep withdraw
    apologise apologize cooperate deliberate differ hesitate negotiate quit relent retreat""".split()
)


def is_passive(s: Sentence, verb: int) -> bool:
    """Whether the verb is a passive: "was expelled", or a reduced relative "troops sent by", or a headline's "Seven held in Lagos"."""
    if child(s, verb, "nsubjpass", "auxpass", "csubjpass") is not None:
        return True
    token = s.tokens[verb]
    if s.segment.headline and _headline_passive(s, verb):
        return True
    if token.tag == "VBN" and token.dep == "conj" and child(s, verb, "nsubj", "aux") is None and is_passive(s, token.head):
        return True  # "had been kidnapped and held hostage"
    if token.tag != "VBN" or child(s, verb, "aux") is not None or child(s, verb, "dobj") is not None:
        return False
    if token.dep in ("acl", "advcl"):
        return True
    return token.dep == "conj" and child(s, verb, "nsubj") is None and is_passive(s, token.head)


def _headline_passive(s: Sentence, verb: int) -> bool:
    """Headlines tell what was done in the present tense; a past form without an object is a participle: "Envoy expelled from"."""
    token = s.tokens[verb]
    if token.tag not in ("VBN", "VBD") or token.dep not in ("ROOT", "conj") or token.lemma in INTRANSITIVE:
        return False
    if child(s, verb, "nsubj") is None or child(s, verb, "aux", "dobj", "ccomp", "xcomp", "prt", "attr", "dative", "oprd") is not None:
        return False
    return token.i + 1 < len(s.tokens) and s.tokens[token.i + 1].tag in ("IN", "RB", "TO", ".", ",", "CD", "NNP")


def preposition_objects(s: Sentence, i: int, *prepositions: str) -> list[int]:
    """Objects (nouns or gerunds) of the given prepositions on token i; of all where none is given.

    Chains such as "according to" are followed.
    """
    found: list[int] = []
    hanging = [c for c in s.children[i] if s.tokens[c].dep in PREPOSITIONAL]
    hanging += [d for c in hanging for d in s.children[c] if s.tokens[d].dep == "conj" and s.tokens[d].tag in ("IN", "TO")]
    for c in hanging:
        if prepositions and s.tokens[c].lemma not in prepositions:
            continue
        found.extend(o for o in s.children[c] if s.tokens[o].dep in ("pobj", "pcomp"))
        for inner in s.children[c]:
            if s.tokens[inner].dep == "prep":
                found.extend(o for o in s.children[inner] if s.tokens[o].dep in ("pobj", "pcomp"))
    return found


def text_of(s: Sentence, tokens: list[int]) -> tuple[str, int, int]:
    """The report's own characters from the first to the last of these tokens, with document offsets."""
    start, end = s.tokens[min(tokens)].start, s.tokens[max(tokens)].end
    base = s.segment.start
    return s.segment.text[start - base : end - base], start, end


def negated(s: Sentence, i: int) -> bool:
    """Whether a negation word hangs on the verb itself."""
    return any(s.tokens[c].dep == "neg" or s.tokens[c].lemma in ("never", "not", "n't", "n’t") for c in s.children[i])


def reached_objects(s: Sentence, i: int, preposition: str) -> list[int]:
    """Objects of a preposition on token i, or further down its chain of phrases: parsers hang "by Russia" in "the arrest
    of a mayor by Russia" on the mayor. The nearest level that has one counts; clauses are not entered."""
    for token in s.tokens:  # quicker than the walk below, and mostly without finding
        if token.lemma == preposition:
            break
    else:
        return []
    level = [i]
    while level:
        found = [
            o for at in level for o in preposition_objects(s, at, preposition) if s.tokens[o].dep == "pobj" and o > i
        ]
        if found:
            return found
        level = [
            o
            for at in level
            for o in (*preposition_objects(s, at), *children(s, at, "dobj"))
            if s.tokens[o].dep in ("pobj", "dobj")
        ]
    return []
