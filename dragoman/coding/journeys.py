"""Visits told without a verb of going: "was last in Riyadh in May", "has been to Cairo twice"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding import actors, tree
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame
from dragoman.model import Actor

FRAME = Frame("consult/was-in", "CONSULT", "coding/journeys.py", mode="visit")


def journeys(report: Report, n: int, countries: Mapping[str, str]) -> list[Candidate]:
    """One candidate for each person who "was last in" or "has been to" a place of another state."""
    s, view = report.views[n].sentence, report.views[n]
    found = []
    for token in s.tokens:
        if token.lemma != "be" or token.dep in ("aux", "auxpass"):
            continue
        ordinal = any(
            s.tokens[c].lemma.lower() in ("last", "first", "previously") for c in tree.children(s, token.i, "advmod", "acomp", "npadvmod")
        )
        goal = (
            tree.preposition_objects(s, token.i, "in")
            if ordinal
            else tree.preposition_objects(s, token.i, "to")
            if token.tag == "VBN"
            else []
        )
        subject = tree.child(s, token.i, "nsubj")
        if subject is None or not goal:
            continue
        who = actors.resolve(report, n, subject).actors
        hit = view.hits[goal[0]]
        code = hit.name.country if hit is not None else countries.get(s.tokens[goal[0]].text.lower())
        if code and any(a.person for a in who) and code not in {a.country for a in who}:
            name, start, end = tree.text_of(s, tree.nominal_part(s, goal[0]))
            match = Match(FRAME, n, token.i, token.i, None, None, (token.i, goal[0]), 3)
            found.append(
                Candidate(match, Found(who), Found((Actor(name, code, "government", "GOV", None, None, start, end),)), ("was there",))
            )
    return found
