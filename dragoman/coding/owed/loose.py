"""Sentences that tell how far something has come without naming the act: "The rest is to follow by June", "A new date was not named"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dragoman.coding import tree
from dragoman.coding.found import Report
from dragoman.coding.owed.acts import Told
from dragoman.coding.owed.figures import due_of
from dragoman.coding.owed.parties import SAYING
from dragoman.coding.owed.words import LOOSE, Words
from dragoman.model import CommitmentState, Sentence, TimeExpression

#: what a sentence speaks of that has a term
TERMS = frozenset({
    "deadline", "date", "target", "term", "timetable", "schedule", "calendar", "plan", "programme", "deal", "agreement",
    "accord",
})  # fmt: skip
#: what is left to come
RESTS = frozenset({"rest", "remainder", "half", "batch", "lot", "tranche", "instalment", "part", "phase", "unit", "other"})
LATE = re.compile(
    r"\b(?:delay(?:ed|s)?|postpon\w+|put off|put back|push(?:ed)? back|slipp?(?:ed|s)|behind schedule"
    r"|cannot be (?:kept|met)|new (?:date|deadline|target)"
    r"|no new date|later than (?:planned|agreed|promised|scheduled)|extend(?:ed|s)? "
    r"(?:(?:the|its|their) (?:time limit|deadline|term|period) )?(?:to|until|by)"
    r"|instead of|miss(?:ed|es)? (?:the|its|their) "
    r"(?:deadline|date|target)|for longer than|no longer (?:be )?(?:met|kept)|not finished"
    r"|more time|go(?:ne)? by|not (?:yet )?(?:come|arrived))\b",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:cancel(?:led|ed|s)|called off|scrapped|terminated|tore up|torn up"
    r"|no longer (?:being )?pursued|withdrew from the deal)\b", re.I,
)  # fmt: skip
#: both, of a text in small letters: found in a third of the time
LATE_OR_OVER = re.compile(f"{LATE.pattern}|{OVER.pattern}")
PARTS = frozenset({"remaining", "outstanding", "next", "last", "final", "second", "third"})
NOT = re.compile(r"\b(?:den(?:y|ied|ies)|no such|not been|ruled out|could|may|might|would|if)\b", re.IGNORECASE)


def loose(
    report: Report, n: int, times: Callable[[int], Sequence[TimeExpression]], published: str | None, known: Words
) -> tuple[Told, CommitmentState] | None:
    """The anchor and the state; None where nothing is told. `times`: those of a sentence, read where they are asked for."""
    s = report.views[n].sentence
    root = next((t.i for t in s.tokens if t.dep == "ROOT"), None)
    if root is None:
        return None
    said = tree.child(s, root, "ccomp") if s.tokens[root].lemma in SAYING else None
    about = _about(s, said if said is not None else root)
    text = s.segment.text
    if OVER.search(text):
        return (Told(LOOSE, root, "noun", ()), "cancelled") if about is not None and not NOT.search(text) else None
    if LATE.search(text) and not NOT.search(text.split(" instead of ")[0]):
        return Told(LOOSE, root, "noun", (about,) if about is not None else ()), "delayed"
    part = about is not None and (s.tokens[about].lemma.lower() in RESTS | {"deadline"} or _is_part(s, about))
    if part and about is not None and due_of(times(n), s, "scheduled", published) is not None:
        return Told(LOOSE, root, "noun", (about,)), "scheduled"
    return None


def _about(s: Sentence, root: int) -> int | None:
    """The subject, where it is a term or a part."""
    subject = tree.child(s, root, "nsubj", "nsubjpass")
    if subject is None:
        return None
    near = [subject, *tree.preposition_objects(s, subject, "of", "for"), *tree.children(s, subject, "compound", "nmod")]
    told = ("it", "this", "that", "they")
    found = next((j for j in near if s.tokens[j].lemma.lower() in TERMS | RESTS or s.tokens[j].text.lower() in told), None)
    return subject if found is None and _is_part(s, subject) else found


def _is_part(s: Sentence, i: int) -> bool:
    """ "the five remaining launchers", "the next batch"."""
    return any(s.tokens[c].text.lower() in PARTS for c in tree.children(s, i, "amod"))
