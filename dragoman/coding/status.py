"""How far an event has come: occurred, ongoing, planned, expected, possible, negated, alleged.

By cue and scope over the parse: first the event's own clause (modals, tense, adverbs, negation, adjectives of a noun),
then each word that governs it, from the inside out, until a finite clause of another statement ends the scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.lexicon import phrase_of
from dragoman.entries import Cue, StatusWords
from dragoman.model import Negation, Sentence, Status

CONTENT = frozenset({"relcl", "xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp", "dep"})
OBJECT = frozenset({"dobj", "nsubjpass", "pobj", "oprd", "attr"})
SUBJECT = frozenset({"nsubj", "csubj"})

#: what opens a clause whose present tense is about what is still to come, if the main clause is
WHEN = frozenset({"when", "once", "until", "before", "after"})
#: verbs that end a state of affairs
ENDING = frozenset({"end", "resolve", "settle", "cease", "stop", "conclude", "lift", "expire", "erupt", "break"})
#: what goes on is under way
LASTING = frozenset({"continue", "rage", "persist", "drag"})
#: to whom things happen: no plan or wish of the clause reaches what befell them ("condolences to the victims of the attack")
STRUCK = frozenset({"victim", "family", "relative", "survivor", "widow", "people", "mourner"})
#: "we want to thank you" thanks
WISH = frozenset({"want", "like", "wish"})
FIRST = frozenset({"i", "we"})
#: certainty of each status on the scale of factuality corpora (-3 certainly not .. 3 certainly)
CERTAINTY: Mapping[str, int] = {
    "occurred": 3,
    "ongoing": 3,
    "planned": 2,
    "expected": 2,
    "possible": 1,
    "negated": -3,
    "alleged": 1,
}
#: what a governing cue makes of what it governs: the weaker statement wins, a denial always does
WEAKER = ("occurred", "ongoing", "planned", "expected", "alleged", "possible")


class Standing(Struct, frozen=True):
    """A status with its reason for negation, and the steps that led to it."""

    status: Status
    negation: Negation | None
    certainty: int
    why: tuple[str, ...]


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


def status_of(s: Sentence, anchor: int, noun: int | None, event_type: str, cues: Cues) -> Standing:
    """The status of the event whose clause is headed by `anchor`; `noun` is the trigger where `anchor` is its light verb."""
    if event_type in cues.words.speech_types and _wished(s, anchor):
        return Standing("occurred", None, CERTAINTY["occurred"], ("done by being said",))
    status, negation, steps = own_clause(s, anchor, event_type, cues.words)
    own = [(anchor, "object", noun)] if noun is not None and noun != anchor else []
    if own and _cue_at(s, anchor, "object", event_type, cues) is not None and status == "negated":
        status = "occurred"
    for head, relation, hop in (*own, *governors(s, anchor)):
        found = _cue_at(s, head, relation, event_type, cues)
        if found is None:
            continue
        cue, denied = found
        new: Status = (cue.negated or "negated") if denied else cue.status
        reason = cue.negation if new == "negated" else None
        merged = combine(status, new)
        how = f"{cue.id}, denied" if denied else cue.id
        steps.append(f"{s.tokens[head].text!r} ({how}) over {s.tokens[hop].text!r}: {status or 'open'} becomes {merged}")
        negation = (reason or negation) if merged == "negated" else None
        status = merged
    if status is None:
        status = "planned"
        steps.append("an infinitive that nothing else decides: planned")
    certainty = CERTAINTY[status] if negation not in ("none_planned", "postponed") else -2
    return Standing(status, negation if status == "negated" else None, certainty, tuple(steps))


def _wished(s: Sentence, i: int) -> bool:
    """ "I want to thank", "we would like to condemn": the first person does so by saying it."""
    head = s.tokens[s.tokens[i].head]
    subject = tree.child(s, head.i, "nsubj")
    return s.tokens[i].dep == "xcomp" and head.lemma in WISH and subject is not None and s.tokens[subject].text.lower() in FIRST


def combine(inner: Status | None, outer: Status) -> Status:
    """Inner status under an outer cue: a denial stays or comes; else the weaker of the two."""
    if inner is None or inner == "occurred":
        return outer
    if outer == "negated":
        return "negated"
    if inner == "negated":
        return "possible" if outer == "possible" else "negated"
    if outer == "occurred":
        return inner
    return inner if WEAKER.index(inner) > WEAKER.index(outer) else outer


def own_clause(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, Negation | None, list[str]]:
    """Status by the event's own clause; None for a bare infinitive, which its governors decide."""
    token = s.tokens[i]
    if not tree.is_verb(token) and token.lemma != "be":
        return _noun(s, i, event_type, words)
    status, why = tense(s, i, event_type, words)
    for c in s.children[i]:
        adverb = words.adverbs.get(s.tokens[c].lemma.lower())
        if adverb and s.tokens[c].dep in ("advmod", "acomp"):
            status, why = combine(status, adverb), f"{s.tokens[c].text!r}: {adverb}"
        if s.tokens[c].dep == "mark" and s.tokens[c].lemma.lower() in words.conditionals:
            status, why = "possible", f"condition {s.tokens[c].text!r}"
    if denied(s, i, words):
        future = status in ("planned", "expected", None)
        return "negated", ("ruled_out" if future else None), [why, f"negation on {token.text!r}"]
    return status, None, [why]


def denied(s: Sentence, i: int, words: StatusWords) -> bool:
    """Whether the verb, its subject or its object is denied: "did not", "no talks were held", "held no talks"."""
    if tree.negated(s, i):
        return True
    for c in s.children[i]:
        if s.tokens[c].dep in ("nsubj", "nsubjpass", "dobj") and (
            s.tokens[c].text.lower() in ("nobody", "none", "neither")
            or any(s.tokens[d].text.lower() in words.no for d in tree.children(s, c, "det", "preconj", "neg"))
        ):
            return True
    prep = s.tokens[s.tokens[i].head]
    return s.tokens[i].dep == "pcomp" and prep.lemma == "without"


def tense(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, str]:
    """Status by auxiliaries and tense."""
    token = s.tokens[i]
    auxiliaries = [s.tokens[c] for c in tree.children(s, i, "aux", "auxpass")]
    forms = {a.text.lower() for a in auxiliaries}
    for a in auxiliaries:
        if (status := words.modals.get(a.text.lower())) is not None:
            if a.text.lower() in ("would", "could", "might") and forms & {"have"}:
                return "possible", f"counterfactual {a.text!r} have"
            return status, f"modal {a.text!r}"
    if forms & {"has", "have", "'ve", "’ve"} and ("been" in forms and token.tag == "VBG" or _since(s, i)):
        return "ongoing", "perfect tense of what goes on"
    if forms & {"has", "have", "had", "'ve", "’ve"}:
        return "occurred", "perfect tense"
    if "to" in forms:
        return None, "infinitive"
    if (
        token.dep == "conj"
        and not auxiliaries
        and tree.child(s, i, "nsubj", "nsubjpass") is None
        and tree.is_verb(s.tokens[token.head])
        and (token.tag == "VB" or (token.tag == s.tokens[token.head].tag and token.tag in ("VBG", "VBN")))
    ):
        return tense(s, token.head, event_type, words)
    if token.tag == "VBG" and not forms & {
        "is",
        "are",
        "am",
        "was",
        "were",
        "be",
        "been",
        "'s",
        "’s",
        "'re",
        "’re",
        "'m",
        "’m",
    }:
        return _participle(s, i, event_type, words)
    if forms & {"was", "were", "did", "got"} or (token.tag == "VBD"):
        return "occurred", "past tense"
    if token.tag == "VBN" and not auxiliaries:
        return "occurred", "past participle"
    if forms & {"is", "are", "am", "being", "'s", "’s", "'re", "’re", "'m", "’m"}:
        return "ongoing", "present progressive or passive"
    if token.tag in ("VBZ", "VBP") and any(s.tokens[c].text.lower() in WHEN for c in s.children[i]):
        ahead = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h]) and _still_to_come(s, h, words)), None)
        if ahead is not None:
            return "planned", f"present tense beside {s.tokens[ahead].text!r}, which is still to come"
    if token.tag in ("VBZ", "VBP"):
        return _present(s, event_type, words)
    return ("occurred" if s.segment.headline or token.tag != "VB" else None), "no tense"


def _since(s: Sentence, verb: int) -> bool:
    """ "have been on strike since June": a state that began then and lasts."""
    return s.tokens[verb].lemma == "be" and any(s.tokens[c].lemma == "since" for c in tree.children(s, verb, "prep", "advmod"))


def _still_to_come(s: Sentence, verb: int, words: StatusWords) -> bool:
    """Whether a verb stands in the infinitive or under "will" and its like."""
    auxiliaries = [s.tokens[c].text.lower() for c in tree.children(s, verb, "aux")]
    return any(a == "to" or words.modals.get(a) == "planned" for a in auxiliaries)


def _present(s: Sentence, event_type: str, words: StatusWords) -> tuple[Status, str]:
    if s.segment.headline or event_type in words.speech_types:
        return "occurred", "present tense of a headline or of an act of speech"
    return "ongoing", "present tense"


def _participle(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, str]:
    """A participle shares the status of the clause that it hangs on."""
    token = s.tokens[i]
    if token.dep in ("pcomp", "xcomp", "ccomp"):
        prep = s.tokens[token.head]
        if token.dep == "pcomp" and prep.lemma == "for" and s.tokens[prep.head].lemma in words.motion:
            return "planned", f"the purpose of {s.tokens[prep.head].text!r}"
        if token.dep == "pcomp" and prep.lemma in ("after", "since", "by", "for", "over"):
            return "occurred", f"gerund after {prep.text!r}"
        if token.dep == "pcomp" and prep.lemma in words.ahead:
            return "planned", f"gerund after {prep.text!r}"
        for head in tree.up(s, i):
            if tree.is_verb(s.tokens[head]) and head != i:
                return tense(s, head, event_type, words)[0], f"gerund under {s.tokens[head].text!r}"
        return "occurred", "gerund"
    if token.dep in ("advcl", "acl", "conj") and token.head != i and tree.is_verb(s.tokens[token.head]):
        status, _ = tense(s, token.head, event_type, words)
        return status, f"participle beside {s.tokens[token.head].text!r}"
    return ("occurred" if event_type in words.speech_types else "ongoing"), "participle"


def _noun(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, Negation | None, list[str]]:
    """Status of an event that a noun names: its adjectives, "no", the clause that it stands in."""
    token = s.tokens[i]
    for c in tree.children(s, i, "amod", "advmod", "compound", "acl"):
        status = words.adjectives.get(s.tokens[c].text.lower())
        if status:
            reason: Negation | None = "postponed" if s.tokens[c].lemma == "postpone" else ("cancelled" if status == "negated" else None)
            return status, reason, [f"{s.tokens[c].text!r} {token.text}"]
    if any(s.tokens[c].text.lower() in words.no for c in tree.children(s, i, "det", "neg")):
        return "negated", None, [f"no {token.text}"]
    head = s.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and tree.is_verb(head):
        status, _ = tense(s, head.i, event_type, words)
        if token.lemma.lower() in words.standing and head.lemma not in ENDING and status in ("occurred", "ongoing"):
            return "ongoing", None, [f"{token.text!r} is a state that lasts"]
        if head.lemma in ("follow", "precede"):
            return "occurred", None, [f"only its place in a sequence: {head.text!r}"]
        if head.lemma in LASTING and head.tag in ("VBZ", "VBP", "VBG"):
            return "ongoing", None, [f"{token.text} {head.text}"]
        if denied(s, head.i, words):
            return "negated", ("ruled_out" if status == "planned" else None), [f"negation on {head.text!r}"]
        if status == "occurred" or status is None:
            return "occurred", None, [f"subject of {head.text!r}"]
        return (
            (status if status != "ongoing" or token.lemma in words.standing else "occurred"),
            None,
            [f"subject of {head.text!r}: {status}"],
        )
    if token.dep == "pobj":
        around = _after_preposition(s, i, event_type, words)
        if around is not None:
            return around[0], None, [around[1]]
    if token.lemma.lower() in words.standing:
        return "ongoing", None, [f"{token.text!r} is a state that lasts"]
    return "occurred", None, [f"{token.text!r} is named as a fact"]


def _after_preposition(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    prep = s.tokens[s.tokens[i].head]
    verb = next((h for h in tree.up(s, prep.i) if tree.is_verb(s.tokens[h])), None)
    if prep.dep == "agent" and verb == prep.head and s.tokens[verb].lemma in ("follow", "precede"):
        return tense(s, verb, event_type, words)[0] or "planned", f"{s.tokens[verb].text!r} by it"
    status = tense(s, verb, event_type, words)[0] if verb is not None else "occurred"
    if prep.lemma in words.ahead or (prep.lemma == "of" and s.tokens[prep.head].lemma == "ahead"):
        return ("planned" if status != "occurred" or not s.segment.headline else "planned"), f"{prep.text!r} puts it ahead"
    if prep.lemma == "for" and verb is not None and prep.head == verb and s.tokens[verb].lemma in words.motion:
        return "planned", f"the purpose of {s.tokens[verb].text!r}"
    if prep.lemma in words.afterwards and verb is not None and status in ("planned", "expected", None):
        return "planned", f"{prep.text!r} in a clause about what is to come"
    if prep.lemma in ("in", "during", "at") and verb is not None and prep.head == verb and status in ("planned", "expected"):
        return "planned", f"{prep.text!r} in a clause about what is to come"
    return None


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


def _cue_at(s: Sentence, head: int, relation: str, event_type: str, cues: Cues) -> tuple[Cue, bool] | None:
    """The cue that the governing word is, and whether it is itself denied."""
    token = s.tokens[head]
    if token.lemma == "be" and relation == "content":
        for said in tree.children(s, head, "acomp", "attr"):
            if (found := _cue_at(s, said, relation, event_type, cues)) is not None:
                return found
        if any(s.tokens[c].dep == "xcomp" and _infinitive(s, c) for c in s.children[head]):
            return BE_TO, tree.negated(s, head)
    for rest, cue in cues.table.get(token.lemma.lower(), ()):
        if relation not in cue.over or event_type in cue.not_types or not _has(s, head, rest):
            continue
        return cue, denied(s, head, cues.words) or _governor_denied(s, head, cues.words)
    return None


BE_TO = Cue("be-to", ("be to",), "planned", negated="negated", negation="ruled_out")


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
