"""Visits told without a verb of going: "was last in Riyadh in May", "has been to Cairo twice"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding import actors, tree
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame
from dragoman.model import Actor, Sentence, Token

FRAME = Frame("consult/was-in", "CONSULT", "coding/journeys.py", mode="visit")

AWAITED = Frame("consult/awaited", "CONSULT", "coding/journeys.py", mode="visit")


def journeys(report: Report, n: int, countries: Mapping[str, str]) -> list[Candidate]:
    """One candidate for each official who "was last in", "has been to", "is expected in" a place of another state."""
    s, view = report.views[n].sentence, report.views[n]
    found = []
    for token in s.tokens:
        subject, goal, anchor = _been(s, token) if token.lemma == "be" else _awaited(s, token)
        if subject is None or not goal:
            continue
        who = actors.resolve(report, n, subject).actors
        hit = view.hits[goal[0]]
        code = hit.name.country if hit is not None else countries.get(s.tokens[goal[0]].text.lower())
        if code and any(a.person or a.office for a in who) and code not in {a.country for a in who}:
            name, start, end = tree.text_of(s, tree.nominal_part(s, goal[0]))
            frame = AWAITED if s.tokens[anchor].lemma in ("expect", "await") else FRAME
            match = Match(frame, n, anchor, anchor, None, None, (anchor, goal[0]), 3)
            host = Actor(name, code, "government", "GOV", None, None, start, end)
            found.append(Candidate(match, Found(who), Found((host,)), ("was or is to be there",)))
    return found


Told = tuple[int | None, list[int], int]


def _been(s: Sentence, token: Token) -> Told:
    """ "was last in Riyadh", "has been to Cairo", "is due in Oslo": subject, places, the token that decides the status."""
    if token.dep in ("aux", "auxpass"):
        return None, [], token.i
    subject = tree.child(s, token.i, "nsubj")
    due = next((c for c in tree.children(s, token.i, "acomp") if s.tokens[c].lemma in ("due", "expected")), None)
    if due is not None:
        places = tree.preposition_objects(s, due, "in") or tree.preposition_objects(s, token.i, "in")
        return subject, places, due
    adverbs = (s.tokens[c].lemma.lower() for c in tree.children(s, token.i, "advmod", "acomp", "npadvmod"))
    if any(a in ("last", "first", "previously") for a in adverbs):
        return subject, tree.preposition_objects(s, token.i, "in"), token.i
    return subject, tree.preposition_objects(s, token.i, "to") if token.tag == "VBN" else [], token.i


def _awaited(s: Sentence, token: Token) -> Told:
    """ "Cuba's foreign minister is expected in Madrid"."""
    if token.lemma not in ("expect", "await") or not tree.is_passive(s, token.i):
        return None, [], token.i
    return tree.child(s, token.i, "nsubjpass"), tree.preposition_objects(s, token.i, "in"), token.i
