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


#: verbs that end a state of affairs
ENDING = frozenset({"end", "resolve", "settle", "cease", "stop", "conclude", "lift", "expire", "erupt", "break"})
#: what goes on is under way
LASTING = frozenset({"continue", "rage", "persist", "drag"})
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


def status_of(s: Sentence, anchor: int, noun: int | None, event_type: str, cues: Cues) -> Standing:
    """The status of the event whose clause is headed by `anchor`; `noun` is the trigger where `anchor` is its light verb."""
    if event_type in cues.words.speech_types and _wished(s, anchor):
        return Standing("occurred", None, CERTAINTY["occurred"], ("done by being said",))
    status, negation, steps = own_clause(s, anchor, event_type, cues.words)
    own = [(anchor, "object", noun)] if noun is not None and noun != anchor else []
    if own and cue_at(s, anchor, "object", event_type, cues) is not None and status == "negated":
        status = "occurred"
    for head, relation, hop in (*own, *governors(s, anchor)):
        found = cue_at(s, head, relation, event_type, cues)
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




