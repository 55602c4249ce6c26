"""How far something that is owed has come, as one sentence tells it."""

from __future__ import annotations

import re

from dragoman.coding import tree
from dragoman.coding.owed.words import Act, Words
from dragoman.coding.status import Cues, Standing, status_of
from dragoman.model import CommitmentState, Sentence

#: what takes back that something is off, or asks about it only
DENIED = re.compile(r"\b(den(?:y|ies|ied)|no such (?:decision|plan)|not (?:been )?(?:cancel|scrap|call)|ruled out)\b", re.IGNORECASE)
DONE, AHEAD = frozenset({"occurred", "alleged"}), frozenset({"planned", "expected", "possible"})


def state_of(s: Sentence, i: int, act: Act, cues: Cues, known: Words) -> CommitmentState | None:
    """None where nothing is said of it; `i` is the token of the act."""
    told = f" {' '.join(t.lemma.lower() for t in s.tokens)} "
    written = f" {s.segment.text.lower()} "

    def says(kind: str) -> bool:
        return any(f" {words} " in told or re.search(rf"\b{re.escape(words)}\w{{0,3}}\b", written) for words in known.states[kind])

    standing = _standing(s, i, cues)
    if says("cancelled"):
        return None if DENIED.search(written) else "cancelled"
    for kind in ("disputed", "lapsed"):
        if says(kind):
            return kind
    if says("delayed") and (standing.status not in DONE or _is_put_off(s, known)):
        return "delayed"
    if standing.status == "negated" and standing.negation is None and re.search(r"\b(?:by|until|till|before)\b", written):
        return "delayed"
    return _plain(act, standing, says("complete"), says("ordered"), says("offered"))


def _plain(act: Act, standing: Standing, complete: bool, ordered: bool, offered: bool) -> CommitmentState | None:
    if standing.status == "negated":
        return "delayed" if standing.negation == "postponed" else "cancelled" if standing.negation == "cancelled" else None
    if act.id == "order":
        return "ordered" if standing.status in DONE else "offered" if offered else "agreed"
    if standing.status in DONE:
        return "fulfilled" if complete else "partly_fulfilled"
    if standing.status == "ongoing":
        return "begun"
    return "ordered" if ordered else "offered" if offered else "scheduled"


def _standing(s: Sentence, i: int, cues: Cues) -> Standing:
    if tree.is_verb(s.tokens[i]):
        return status_of(s, i, None, "COOPERATE", cues)
    verb = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h])), i)
    return status_of(s, verb, i, "COOPERATE", cues)


def _is_put_off(s: Sentence, known: Words) -> bool:
    """A verb of delay in the main clause: "was put off", "slipped by a month"."""
    verbs = {words.split()[0] for words in known.states["delayed"]}
    return any(t.lemma.lower() in verbs and tree.is_verb(t) for t in s.tokens)
