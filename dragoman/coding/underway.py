"""Status that one governing word decides: efforts, journeys, what is kept up, what is said by being willed."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.tenses import denied, tense
from dragoman.entries import StatusWords
from dragoman.model import Sentence, Status

#: "we want to thank you" thanks
WISH = frozenset({"want", "like", "wish"})
FIRST = frozenset({"i", "we"})
#: whose infinitive is said by naming the will to it: "our resolve to stand by them"
WILL = frozenset({"resolve", "determination", "commitment", "desire"})
OURS = frozenset({"our", "my"})
#: what is fought while it is called so: "the campaign to liberate the city"
EFFORTS = frozenset({"campaign", "fight", "battle", "war", "operation", "offensive", "struggle"})
FOUGHT = frozenset({"ASSAULT", "COERCE"})
#: verbs of going that, without a place to go to, have got there: "flew to visit the troops"; who "left to meet him" has only left
GONE = frozenset({"fly", "go", "come", "drive"})
#: verbs that keep up what they govern, whatever is said of them: "the need to continue the cooperation"
KEEPING = frozenset({"continue", "maintain", "sustain", "uphold", "keep"})
KEPT = frozenset({"COOPERATE", "AID", "SANCTION", "COERCE"})
UNWILLING = frozenset({"refuse", "decline", "stop", "cease", "end", "halt", "fail", "deny", "unable", "unwilling"})
#: what one party stands by, told in the present: "which support the rebels"
STANCES = frozenset({"support", "back", "oppose", "shelter", "fund", "finance", "arm", "host"})


def said_by_saying(s: Sentence, i: int) -> bool:
    """ "I want to thank", "our resolve to stand by them in condemning": the first person does so by saying it."""
    token = s.tokens[i]
    if token.dep == "pcomp" and s.tokens[token.head].lemma in ("in", "by"):
        i = s.tokens[token.head].head
        token = s.tokens[i]
    head = s.tokens[token.head]
    if token.dep == "acl" and head.lemma in WILL:
        return any(s.tokens[c].text.lower() in OURS for c in tree.children(s, head.i, "poss"))
    subject = tree.child(s, head.i, "nsubj")
    return token.dep == "xcomp" and head.lemma in WISH and subject is not None and s.tokens[subject].text.lower() in FIRST


def settled(s: Sentence, i: int, noun: int | None, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    """The status, with its reason, that no cue further out changes; None where there is no such word."""
    return _effort(s, i, event_type, words) or _kept_up(s, i, noun, event_type, words) or _stance(s, i, noun)


def _effort(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    token = s.tokens[i]
    head = s.tokens[token.head]
    if event_type not in FOUGHT or token.dep not in ("acl", "relcl") or token.tag != "VB" or head.lemma not in EFFORTS:
        return None
    around = [s.tokens[c].text.lower() for c in s.children[head.i]]
    if head.dep == "dobj" and s.tokens[head.head].lemma in ("launch", "begin", "start", "plan", "prepare", "end"):
        return None
    return None if any(w in words.adjectives or w in words.no for w in around) else ("ongoing", f"what the {head.text!r} is for")


def _kept_up(s: Sentence, i: int, noun: int | None, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    token = s.tokens[i if noun is None else noun]
    head = s.tokens[token.head]
    if event_type not in KEPT or token.dep != "dobj" or head.lemma not in KEEPING or denied(s, head.i, words):
        return None
    if any(tree.negated(s, up) or s.tokens[up].lemma in UNWILLING for up in tree.up(s, head.i)):
        return None
    return "ongoing", f"{head.text!r} keeps it up"


def _stance(s: Sentence, i: int, noun: int | None) -> tuple[Status, str] | None:
    token = s.tokens[i]
    if noun not in (None, i) or s.segment.headline or token.dep != "relcl" or token.tag not in ("VBP", "VBZ") or token.lemma not in STANCES:
        return None
    if tree.child(s, i, "aux", "neg") is not None:
        return None
    return "ongoing", f"a stance told in the present: {token.text!r}"


def gone(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status, str] | None:
    """ "flew to visit the troops": who went there to do it, and no further place is named, has done it."""
    token = s.tokens[i]
    head = s.tokens[token.head]
    if event_type != "CONSULT" or token.dep not in ("advcl", "xcomp") or token.tag != "VB" or head.lemma not in GONE or head.tag != "VBD":
        return None
    reached = tree.child(s, head.i, "prep", "advmod")
    if reached is not None and head.i < reached < i:
        return None
    return tense(s, head.i, event_type, words)[0] or "occurred", f"what {head.text!r} was for"
