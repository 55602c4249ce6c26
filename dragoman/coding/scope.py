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
#: what comes after these has happened whatever the clause says ("will recall its envoy over the arrest")
GIVEN = frozenset({"after", "since", "despite", "during", "following", "amid", "over", "because", "given"})
#: the same with "in": "plans sanctions in response to the raid"
GIVEN_NOUNS = frozenset({"response", "retaliation", "reaction", "wake", "revenge", "reprisal", "protest", "light", "aftermath", "addition"})
#: what these bring to a verb is where or with whom it is done, not what it is about: "announced it at a conference"
BESIDE = frozenset({"at", "in", "near", "alongside", "under", "within", "by"})
#: verbs that say no more of their subject than that it is: what governs them governs it
HAPPENING = frozenset({"take", "occur", "happen", "begin", "start", "resume", "proceed", "go"})
GOING_TO = Cue("going-to", ("going to",), "planned", negated="negated", negation="ruled_out")
#: "is believed to have shelled": word of mouth, whoever the report may have it from
TOLD = frozenset({"say", "report", "believe", "think", "understand", "rumour", "rumor"})
HEARSAY = Cue("is-said-to", ("say to",), "alleged", negated="negated")
WAS_TO_HAVE = Cue("was-to-have", ("be to have",), "negated", negation="failed", negated="negated")
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


def governors(s: Sentence, i: int, noun: int | None = None) -> Iterator[tuple[int, str, int]]:
    """Each word that governs the event: (its token, "content" | "object" | "subject" | "beside", the token below it).

    `noun` is the trigger where token `i` is its light verb: only then does the scope go through a participle ("talks held in Oslo").
    """
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
            or (token.dep == "relcl" and not is_infinitive(s, at))
            or (token.dep == "advcl" and not is_infinitive(s, at) and not _complement(s, at))
            or (token.dep == "acl" and token.tag == "VBN" and head != noun and tree.child(s, at, "aux", "mark") is None)
            or (token.text.lower() == "following" and token.dep in ("acl", "advcl", "prep", "xcomp", "pcomp"))
            or (token.lemma.lower() in GIVEN_NOUNS and token.dep == "pobj" and s.tokens[head].lemma == "in")
        ):
            return
        if token.dep == "conj":
            if tree.is_verb(token) and tree.child(s, at, "nsubj", "nsubjpass") is not None:
                return
            at = head
            continue
        if token.dep in ("prep", "agent"):
            if token.lemma.lower() in GIVEN:
                return
            if token.lemma == "in" and at and s.tokens[at - 1].lemma in STRUCK:  # the parser hangs "the victims in the attack" higher
                return
            at_noun = token.lemma.lower() == "at" and tree.is_noun(s.tokens[head]) and tree.is_noun(s.tokens[below])
            if s.tokens[head].lemma.lower() in STRUCK or at_noun:  # "announced the launch at a conference"
                return
            at, through = head, True
            if tree.is_verb(s.tokens[head]) or tree.is_noun(s.tokens[head]) or s.tokens[head].tag.startswith("JJ"):
                beside = tree.is_verb(s.tokens[head]) and token.lemma.lower() in BESIDE
                yield head, ("beside" if beside else "object") if tree.is_noun(s.tokens[below]) else "content", below
                below = head
            continue
        relation = "content" if token.dep in CONTENT else "object" if token.dep in OBJECT else "subject" if token.dep in SUBJECT else ""
        at = head
        if s.tokens[head].dep in ("prep", "agent") and token.dep in ("pobj", "pcomp"):
            continue
        if relation == "subject" and _headline_passive(s, head):
            relation = "object"
        if relation and (relation != "subject" or not through):
            yield head, relation, below
        if token.dep == "advmod" and through:  # "stopped short of imposing"
            yield head, "content", below
        elif relation == "" or (relation == "subject" and s.tokens[head].lemma not in HAPPENING):
            return
        below = head


def _complement(s: Sentence, i: int) -> bool:
    """A gerund straight behind its verb or that verb's particle, which parsers take for an adjunct: "ruled out sending"."""
    token = s.tokens[i]
    before = s.tokens[i - 1] if i else token
    return token.tag == "VBG" and (before.i == token.head or (before.dep == "prt" and before.head == token.head))


def _headline_passive(s: Sentence, verb: int) -> bool:
    """ "Talks called off": a headline's passive has no auxiliary, and its subject is what is acted on."""
    forms = ("VBD", "VBN")
    return s.segment.headline and s.tokens[verb].tag in forms and tree.child(s, verb, "dobj", "aux", "auxpass", "ccomp", "xcomp") is None


def is_infinitive(s: Sentence, i: int) -> bool:
    return any(s.tokens[c].text.lower() == "to" for c in tree.children(s, i, "aux"))


def cue_at(s: Sentence, head: int, relation: str, event_type: str, cues: Cues) -> tuple[Cue, bool] | None:
    """The cue that the governing word is, and whether it is itself denied."""
    token = s.tokens[head]
    if token.lemma == "be" and relation in ("content", "subject"):
        for rest, cue in cues.table.get("be", ()):
            if rest and relation in cue.over and event_type not in cue.not_types and _has(s, head, rest):
                return cue, denied(s, head, cues.words)
        for said in tree.children(s, head, "acomp", "attr"):
            if (found := cue_at(s, said, relation, event_type, cues)) is not None:
                return found
        ahead = [c for c in tree.children(s, head, "xcomp") if is_infinitive(s, c)]
        # of a subject only "is to take place", "is to be held": "the aim is to" tells of another event
        if ahead and (relation == "content" or s.tokens[ahead[0]].lemma in HAPPENING or tree.child(s, ahead[0], "auxpass") is not None):
            undone = token.tag == "VBD" and any(s.tokens[c].lemma == "have" for c in tree.children(s, ahead[0], "aux"))
            return (WAS_TO_HAVE if undone else BE_TO), tree.negated(s, head)
    if token.lemma in TOLD and relation == "content" and {"auxpass", "xcomp"} <= {s.tokens[c].dep for c in s.children[head]}:
        return HEARSAY, tree.negated(s, head)
    if token.text.lower() == "going" and relation == "content" and any(is_infinitive(s, c) for c in tree.children(s, head, "xcomp")):
        return GOING_TO, tree.negated(s, head)
    for rest, cue in cues.table.get(token.lemma.lower(), ()):
        if relation not in cue.over or event_type in cue.not_types or not _has(s, head, rest) or _other_verb(s, head, rest):
            continue
        return cue, denied(s, head, cues.words) or _governor_denied(s, head, cues.words)
    return None


def _has(s: Sentence, head: int, rest: Sequence[str]) -> bool:
    hanging = [c for c in s.children[head] if c > head or s.tokens[c].text.lower() == "too"]
    chains = [t for c in hanging if s.tokens[c].dep in ("prep", "advmod") and len(rest) > 1 for t in tree.below(s, c)]
    present = {s.tokens[c].lemma.lower() for c in (*hanging, *chains)}
    return all(word in present or (head + 1 < len(s.tokens) and s.tokens[head + 1].text.lower() == word) for word in rest)


def _other_verb(s: Sentence, head: int, rest: Sequence[str]) -> bool:
    """Whether a particle makes another verb of it: "set up", "look up"."""
    return any(s.tokens[c].text.lower() not in rest for c in tree.children(s, head, "prt"))


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
