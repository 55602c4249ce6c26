"""Requests without a verb of asking: a party says that another must, should, needs to do something."""

from __future__ import annotations

from dragoman.coding import actors, arguments, tree
from dragoman.coding.attribution import attribution
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame, StatusWords
from dragoman.model import Sentence

FRAME = Frame("request/deontic", "REQUEST", "coding/deontic.py", mode="change")


def requests(report: Report, n: int, words: StatusWords) -> list[Candidate]:
    """One candidate for each clause in which a speaker lays a duty on somebody else."""
    s = report.views[n].sentence
    found = []
    for token in s.tokens:
        duty = _duty(report, n, token.i, words)
        if duty is None:
            continue
        subject = arguments.surface_subject(report, n, token.i)
        _, speakers, _ = attribution(report, n, token.i)
        if subject is None or not any(a.country for a in speakers):
            continue
        charged = actors.resolve(report, n, subject)
        ours = {a.country for a in speakers}
        others = tuple(a for a in charged.actors if a.country not in ours and not charged.weak)
        if others:
            match = Match(FRAME, n, token.i, token.i, None, None, (duty, token.i) if duty != token.i else (token.i,), 3)
            found.append(Candidate(match, Found(tuple(speakers)), Found(others), (f"{s.tokens[duty].text!r} lays a duty on another",)))
    return found


def _due_time(s: Sentence, i: int) -> bool:
    """ "it is time for Germany to protect its borders"."""
    head = s.tokens[s.tokens[i].head]
    clause = s.tokens[i].dep in ("acl", "relcl", "advcl", "xcomp", "ccomp")
    return clause and head.lemma in ("time", "turn") and tree.child(s, i, "nsubj") is not None


def _duty(report: Report, n: int, i: int, words: StatusWords) -> int | None:
    """The word of duty over a verb: "must", "should", "need to", "have to"."""
    s = report.views[n].sentence
    if not tree.is_verb(s.tokens[i]) or tree.negated(s, i) and s.tokens[i].lemma == "need":
        return None
    for c in tree.children(s, i, "aux"):
        if s.tokens[c].lemma.lower() in words.duty:
            return c
    head = s.tokens[s.tokens[i].head]
    if _due_time(s, i):
        return head.i
    if s.tokens[i].dep == "xcomp" and head.lemma in words.duty_verbs and head.i != i:
        return head.i
    return None
