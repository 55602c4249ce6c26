"""Which words govern an event, and what those of them that are cues say of its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.lexicon import phrase_of
from dragoman.coding.tenses import denied
from dragoman.entries import Cue, StatusWords
from dragoman.model import Sentence

CONTENT = frozenset({"relcl", "xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp", "dep"})
OBJECT = frozenset({"dobj", "nsubjpass", "pobj", "oprd", "attr"})
SUBJECT = frozenset({"nsubj", "csubj"})
#: to whom things happen: no plan or wish of the clause reaches what befell them ("condolences to the victims of the attack")
STRUCK = frozenset({"victim", "family", "relative", "survivor", "widow", "people", "mourner"})
BE_TO = Cue("be-to", ("be to",), "planned", negated="negated", negation="ruled_out")


class Cues(Struct, frozen=True):
    """Cues indexed by their first lemma: (further words, cue)."""

    table: Mapping[str, Sequence[tuple[tuple[str, ...], Cue]]]
    words: StatusWords


def index(cues: Mapping[str, Cue], words: StatusWords) -> Cues:
    """The cues by first lemma, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in cues.values():
        for text in cue.words:
            phrase = phrase_of(text)
            table.setdefault(phrase[0], []).append((phrase[1:], cue))
    return Cues({first: sorted(entries, key=lambda e: -len(e[0])) for first, entries in table.items()}, words)


def governors(s: Sentence, i: int) -> Iterator[tuple[int, str, int]]:
    """Each word that governs the event: (its token, "content" | "object" | "subject", the token below it)."""
    below = i
    at = i
    through = False
    while True:
        token = s.tokens[at]
        head = token.head
        if head == at:
            return
        if (
            token.dep in ("parataxis", "appos")
            or (token.dep == "relcl" and not _infinitive(s, at))
            or (token.dep == "advcl" and not _infinitive(s, at))
        ):
            return
        if token.dep == "conj":
            if tree.is_verb(token) and tree.child(s, at, "nsubj", "nsubjpass") is not None:
                return
            at = head
            continue
        if token.dep in ("prep", "agent"):
            if token.lemma in ("after", "since", "despite", "during", "following", "amid"):
                return
            if s.tokens[head].lemma.lower() in STRUCK:
                return
            at, through = head, True
            if tree.is_verb(s.tokens[head]) or tree.is_noun(s.tokens[head]) or s.tokens[head].tag.startswith("JJ"):
                yield head, "object" if tree.is_noun(s.tokens[below]) else "content", below
                below = head
            continue
        relation = "content" if token.dep in CONTENT else "object" if token.dep in OBJECT else "subject" if token.dep in SUBJECT else ""
        at = head
        if s.tokens[head].dep in ("prep", "agent") and token.dep in ("pobj", "pcomp"):
            continue
        if relation and (relation != "subject" or not through):
            yield head, relation, below
        if relation in ("subject", ""):
            return
        below = head


def _infinitive(s: Sentence, i: int) -> bool:
    return any(s.tokens[c].text.lower() == "to" for c in tree.children(s, i, "aux"))


def cue_at(s: Sentence, head: int, relation: str, event_type: str, cues: Cues) -> tuple[Cue, bool] | None:
    """The cue that the governing word is, and whether it is itself denied."""
    token = s.tokens[head]
    if token.lemma == "be" and relation == "content":
        for said in tree.children(s, head, "acomp", "attr"):
            if (found := cue_at(s, said, relation, event_type, cues)) is not None:
                return found
        if any(s.tokens[c].dep == "xcomp" and _infinitive(s, c) for c in s.children[head]):
            return BE_TO, tree.negated(s, head)
    for rest, cue in cues.table.get(token.lemma.lower(), ()):
        if relation not in cue.over or event_type in cue.not_types or not _has(s, head, rest):
            continue
        return cue, denied(s, head, cues.words) or _governor_denied(s, head, cues.words)
    return None


def _has(s: Sentence, head: int, rest: Sequence[str]) -> bool:
    hanging = [c for c in s.children[head] if c > head]
    chains = [t for c in hanging if s.tokens[c].dep == "prep" and len(rest) > 1 for t in tree.below(s, c)]
    present = {s.tokens[c].lemma.lower() for c in (*hanging, *chains)}
    return all(word in present or (head + 1 < len(s.tokens) and s.tokens[head + 1].text.lower() == word) for word in rest)


def _governor_denied(s: Sentence, head: int, words: StatusWords) -> bool:
    """ "has no plan", "does not have plans", "is not likely", "are no plans": a denial on the cue noun or its verb."""
    token = s.tokens[head]
    if any(s.tokens[c].text.lower() in words.no for c in tree.children(s, head, "det", "neg")):
        return True
    above = s.tokens[token.head]
    if any(s.tokens[c].text.lower() == "any" for d in (head, *tree.children(s, head, "amod")) for c in tree.children(s, d, "det")):
        return any(tree.negated(s, up) for up in list(tree.up(s, head))[:4])
    return (
        token.dep in ("dobj", "acomp", "attr", "oprd", "conj")
        and above.lemma in ("have", "be", "make", "seem", "look")
        and tree.negated(s, above.i)
    )
