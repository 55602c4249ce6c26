"""How far an event has come: occurred, ongoing, planned, expected, possible, negated, alleged.

By cue and scope over the parse: first the event's own clause (modals, tense, adverbs, negation, adjectives of a noun),
then each word that governs it, from the inside out, until a finite clause of another statement ends the scope.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.scope import HAPPENING, cue_at, governors, is_infinitive
from dragoman.coding.scope import Cues as Cues
from dragoman.coding.scope import index as index
from dragoman.coding.tenses import denied, inverted, tense, told_as_done
from dragoman.coding.underway import gone, said_by_saying, settled
from dragoman.entries import Cue, StatusWords
from dragoman.model import Negation, Sentence, Status

MONTHS = frozenset(name for name in month_name if name)
#: verbs that end a state of affairs
ENDING = frozenset({"end", "resolve", "settle", "cease", "stop", "conclude", "lift", "expire", "erupt", "break"})
#: what a deal "fails to" do if there is none
COMING_ABOUT = HAPPENING | {"pass", "materialise", "materialize"}
#: what goes on is under way
LASTING = frozenset({"continue", "rage", "persist", "drag"})
#: who is one of these "to do it" has done it, or is about to
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only"})
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
    if event_type in cues.words.speech_types and said_by_saying(s, anchor):
        return Standing("occurred", None, CERTAINTY["occurred"], ("done by being said",))
    if (plain := settled(s, anchor, noun, event_type, cues.words) or gone(s, anchor, event_type, cues.words)) is not None:
        return Standing(plain[0], None, CERTAINTY[plain[0]], (plain[1],))
    status, negation, steps = own_clause(s, anchor, event_type, cues.words)
    bare = "content" if noun is not None and s.tokens[noun].tag == "VBG" else "object"  # "stopped shelling"
    own = [(anchor, bare, noun)] if noun is not None and noun != anchor else []
    if own and cue_at(s, anchor, "object", event_type, cues) is not None and status == "negated":
        status = "occurred"
    ruled: tuple[int, Cue] | None = None
    decided: set[int] = set()
    for head, relation, hop in (*own, *governors(s, anchor, noun)):
        found = cue_at(s, head, relation, event_type, cues)
        if found is None or (hop in decided and s.tokens[hop].dep in ("acomp", "attr")):  # "is unlikely" is one cue
            continue
        decided.add(head)
        cue, refused = found
        new: Status | None = (cue.negated or "negated") if refused else cue.status
        if not refused and cue.status in ("occurred", "ongoing"):
            reached = tense(s, head, event_type, cues.words)[0]
            new = reached if cue.status == "occurred" or reached in ("planned", "possible") else new
        elif cue.status == "planned" and told_as_done(s, hop):
            new = None
        if new is None:
            continue
        if new == "negated" and ruled is not None and ruled[0] == hop:
            status = _undone(s, head, ruled[1], event_type, cues.words)
            steps.append(f"{s.tokens[head].text!r} ({cue.id}) over {s.tokens[hop].text!r}, itself a denial: {status}")
            negation, ruled = None, None
            continue
        if not refused and cue.status == "negated":
            ruled = (head, cue)
        if status == "negated" and refused and new != "negated" and not steps[0].startswith("no ") and len(steps) == 1 and hop == anchor:
            status = None  # "was not cancelled": the denial is of the cue
        reason = cue.negation if new == "negated" else None
        merged = combine(status, new)
        how = f"{cue.id}, denied" if refused else cue.id
        steps.append(f"{s.tokens[head].text!r} ({how}) over {s.tokens[hop].text!r}: {status or 'open'} becomes {merged}")
        negation = (reason or negation) if merged == "negated" else None
        status = merged
    if status is None and (first := _first_to(s, anchor, event_type, cues.words)) is not None:
        status = first
        steps.append(f"the first or last to do it, in a clause that is {first}")
    if status is None and (reached := _going_on(s, anchor, event_type, cues.words)) is not None:
        status = reached
        steps.append(f"it begins or goes on: {reached}")
    if status is None:
        status = "planned"
        steps.append("an infinitive that nothing else decides: planned")
    certainty = CERTAINTY[status] if negation not in ("none_planned", "postponed") else -2
    return Standing(status, negation if status == "negated" else None, certainty, tuple(steps))


def _undone(s: Sentence, head: int, cue: Cue, event_type: str, words: StatusWords) -> Status:
    """What a denied denial leaves: "refused to rule out" possible, "has no plan to cancel" planned, "failed to prevent" occurred."""
    left = cue.negated or "occurred"
    return "planned" if left == "occurred" and tense(s, head, event_type, words)[0] not in ("occurred", None) else left


def _first_to(s: Sentence, anchor: int, event_type: str, words: StatusWords) -> Status | None:
    """ "became the third country to recognise it", "rose to become premier": as far as the clause around it has come."""
    token = s.tokens[anchor]
    if token.dep not in ("relcl", "acl", "xcomp", "advcl"):
        return None
    near = (token.head, *(tree.children(s, token.head, "attr", "dobj") if token.dep in ("xcomp", "advcl") else ()))
    counted = token.lemma == "become" or any(s.tokens[c].text.lower() in ORDINALS for n in near for c in (n, *s.children[n]))
    verb = next((h for h in (token.head, *tree.up(s, token.head)) if tree.is_verb(s.tokens[h]) or s.tokens[h].lemma == "be"), None)
    return tense(s, verb, event_type, words)[0] if counted and verb is not None else None


#: verbs that say of their infinitive that it begins, goes on, comes about
ASPECT = frozenset({"continue", "begin", "start", "proceed", "go", "keep", "resume"})


def _going_on(s: Sentence, i: int, event_type: str, words: StatusWords) -> Status | None:
    """ "continues to investigate" is under way, "began to shell" has happened."""
    head = s.tokens[s.tokens[i].head]
    return tense(s, head.i, event_type, words)[0] if s.tokens[i].dep == "xcomp" and head.lemma in ASPECT else None


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
            return "possible", None, [f"condition {s.tokens[c].text!r}"]  # whether affirmed or denied
    if (asked := inverted(s, i)) is not None:
        return "possible", None, [asked]
    if denied(s, i, words):
        future = status in ("planned", "expected", None)
        return "negated", ("ruled_out" if future else None), [why, f"negation on {token.text!r}"]
    return status, None, [why]


def _is_decided(s: Sentence, i: int) -> bool:
    """Whether the verb of which a noun is the subject says that it comes about, or does not."""
    token = s.tokens[i]
    head = s.tokens[token.head]
    came = head.lemma == "take" and any(s.tokens[c].lemma == "place" for c in tree.children(s, head.i, "dobj"))
    return token.dep in ("nsubj", "nsubjpass") and (came or head.lemma in ("happen", "occur", "proceed"))


def _noun(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, Negation | None, list[str]]:
    """Status of an event that a noun names: its adjectives, "no", the clause that it stands in."""
    token = s.tokens[i]
    for c in tree.children(s, i, "amod", "advmod", "compound", "acl"):
        status = words.adjectives.get(s.tokens[c].text.lower())
        if status in ("planned", "expected") and _is_decided(s, i):
            continue  # "the planned visit will not take place"
        if status:
            reason: Negation | None = "postponed" if s.tokens[c].lemma == "postpone" else ("cancelled" if status == "negated" else None)
            return status, reason, [f"{s.tokens[c].text!r} {token.text}"]
    head = s.tokens[token.head]
    if any(s.tokens[c].text.lower() in (*words.no, "not") for c in tree.children(s, i, "det", "neg")):
        ahead = tree.is_verb(head) and tense(s, head.i, event_type, words)[0] == "planned"
        return "negated", ("ruled_out" if ahead else None), [f"no {token.text}"]
    if token.dep == "pobj" and head.lemma == "without":
        verb = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h])), None)
        open_ = verb is not None and tense(s, verb, event_type, words)[0] not in ("occurred", "ongoing")
        return ("possible" if open_ else "negated"), None, [f"without {token.text}"]  # "will fail without aid"
    if token.dep == "nsubj" and head.lemma == "be" and head.tag in ("VBZ", "VBP") and _under_way(s, head.i):
        return "ongoing", None, [f"{token.text!r} is under way"]
    if token.dep == "nsubj" and head.lemma == "be" and (ended := _on_or_off(s, head.i)) is not None:
        return ended
    if token.dep in ("nsubj", "nsubjpass") and tree.is_verb(head):
        status, _ = tense(s, head.i, event_type, words)
        if token.lemma.lower() in words.standing and head.lemma not in ENDING and status in ("occurred", "ongoing"):
            return "ongoing", None, [f"{token.text!r} is a state that lasts"]
        if head.lemma == "fail" and any(s.tokens[c].lemma in COMING_ABOUT for c in tree.children(s, head.i, "xcomp")):
            return "negated", "failed", [f"{token.text!r} fails to come about"]
        if head.lemma in ("follow", "precede"):
            return "occurred", None, [f"only its place in a sequence: {head.text!r}"]
        ahead = head.lemma == "go" and any(s.tokens[c].text.lower() == "ahead" for c in s.children[head.i])
        if ahead and (head.tag == "VBG" or status == "planned"):
            return "planned", None, [f"{token.text!r} goes ahead"]
        if head.lemma in LASTING and head.tag in ("VBZ", "VBP", "VBG"):
            return "ongoing", None, [f"{token.text} {head.text}"]
        if denied(s, head.i, words):
            return "negated", ("ruled_out" if status == "planned" else None), [f"negation on {head.text!r}"]
        if status == "occurred" or status is None or (status != "ongoing" and _brings_about(s, head.i)):
            return "occurred", None, [f"subject of {head.text!r}"]
        return (
            (status if status != "ongoing" or token.lemma in words.standing else "occurred"),
            None,
            [f"subject of {head.text!r}: {status}"],
        )
    if token.dep == "attr" and head.lemma == "be":
        if denied(s, head.i, words):
            return "negated", None, [f"negation on {head.text!r}"]
        status, why = tense(s, head.i, event_type, words)
        if status in ("planned", "expected", "possible"):
            return status, None, [why]
    if token.dep == "pobj":
        around = _after_preposition(s, i, event_type, words)
        if around is not None:
            return around[0], None, [around[1]]
    if token.lemma.lower() in words.standing:
        return "ongoing", None, [f"{token.text!r} is a state that lasts"]
    return "occurred", None, [f"{token.text!r} is named as a fact"]


def _brings_about(s: Sentence, verb: int) -> bool:
    """Whether the clause tells what its subject may do to something else: "the attack may start a war"; what would do so is open."""
    modal = any(s.tokens[c].text.lower() == "would" for c in tree.children(s, verb, "aux"))
    return not modal and s.tokens[verb].lemma != "take" and tree.child(s, verb, "dobj") is not None  # but "may take place"


def _on_or_off(s: Sentence, verb: int) -> tuple[Status, Negation | None, list[str]] | None:
    """ "The visit is off", "is still on"."""
    bare = {s.tokens[c].text.lower() for c in tree.children(s, verb, "prt", "advmod", "prep", "acomp") if not s.children[c]}
    if "off" in bare:
        return "negated", "cancelled", ["it is off"]
    return ("planned", None, ["it is on"]) if "on" in bare else None


def _under_way(s: Sentence, verb: int) -> bool:
    """ "are under way", "is underway"."""
    below = [s.tokens[c].lemma for c in s.children[verb]]
    return "underway" in below or any(s.tokens[c].lemma == "way" for p in tree.children(s, verb, "prep") for c in s.children[p])


def _hangs_on(s: Sentence, prep: int, verb: int) -> bool:
    """Whether a phrase is the verb's, be it by way of its day: "will visit on 4 March for talks"."""
    head = s.tokens[prep].head
    if s.tokens[head].text in MONTHS or s.tokens[head].text.endswith("day"):
        head = s.tokens[s.tokens[head].head].head if s.tokens[head].dep == "pobj" else s.tokens[head].head
    return head == verb


def _after_preposition(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    prep = s.tokens[s.tokens[i].head]
    verbs = (h for h in tree.up(s, prep.i) if tree.is_verb(s.tokens[h]))
    verb = next((h for h in verbs if not (h > prep.i and is_infinitive(s, h))), None)  # "during the talks, he tried to": of "tried"
    if prep.dep == "agent" and verb == prep.head and s.tokens[verb].lemma in ("follow", "precede"):
        return tense(s, verb, event_type, words)[0] or "planned", f"{s.tokens[verb].text!r} by it"
    status = tense(s, verb, event_type, words)[0] if verb is not None else "occurred"
    if prep.lemma in words.ahead or (prep.lemma == "of" and s.tokens[prep.head].lemma == "ahead"):
        return ("planned" if status != "occurred" or not s.segment.headline else "planned"), f"{prep.text!r} puts it ahead"
    if prep.lemma == "for" and verb is not None and s.tokens[verb].lemma in words.motion and _hangs_on(s, prep.i, verb):
        return "planned", f"the purpose of {s.tokens[verb].text!r}"
    if prep.lemma in words.afterwards and verb is not None and status in ("planned", "expected", None):
        return "planned", f"{prep.text!r} in a clause about what is to come"
    ahead = status in ("planned", "expected") or (verb is not None and _awaits(s, verb))
    if prep.lemma == "on" and verb is not None and s.tokens[verb].lemma == "be" and status in ("planned", "expected", "possible"):
        return status, f"on it in a clause that is {status}"  # "will be on strike"
    if prep.lemma in ("in", "during", "at") and verb is not None and prep.head == verb and ahead:
        return "planned", f"{prep.text!r} in a clause about what is to come"
    return None


def _awaits(s: Sentence, verb: int) -> bool:
    """ "is expected to press", "is likely to ask": the main verb stands in the present over an infinitive."""
    below = [c for v in (verb, *tree.children(s, verb, "acomp")) for c in tree.children(s, v, "xcomp")]
    tried = s.tokens[verb].tag == "VBD"
    past = tried or any(s.tokens[c].text.lower() in ("was", "were", "had") for c in (verb, *tree.children(s, verb, "aux", "auxpass")))
    return not past and any(s.tokens[a].text.lower() == "to" for c in below for a in tree.children(s, c, "aux"))
