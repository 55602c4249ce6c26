""" "It opens on Monday": when the meeting takes place that the report has just spoken of."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.found import NOBODY, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame

FRAME = Frame("consult/it-opens", "CONSULT", "coding/echoes.py", reciprocal=True)
OPENING = frozenset({"open", "begin", "start", "convene", "kick", "conclude", "close", "hold", "take"})


def openings(report: Report, n: int) -> list[Candidate]:
    """One candidate without sides for each "it" that opens, begins, is held, takes place."""
    s = report.views[n].sentence
    found = []
    for token in s.tokens:
        if token.lemma not in OPENING or not tree.is_verb(token):
            continue
        subject = tree.child(s, token.i, "nsubj", "nsubjpass")
        if subject is None or s.tokens[subject].text.lower() != "it":
            continue
        if (token.lemma == "hold") != tree.is_passive(s, token.i) or (token.lemma == "take" and not _place(report, n, token.i)):
            continue
        if tree.child(s, token.i, "dobj") is None or token.lemma == "take":
            match = Match(FRAME, n, token.i, token.i, None, None, (token.i,), 1)
            found.append(Candidate(match, NOBODY, NOBODY, ("'it' is the meeting that the report spoke of",)))
    return found


def _place(report: Report, n: int, verb: int) -> bool:
    s = report.views[n].sentence
    return any(s.tokens[o].lemma == "place" for o in tree.children(s, verb, "dobj"))
