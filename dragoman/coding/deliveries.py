"""Deliveries told by what is delivered: "the first batch is due to arrive by", "delivery of the first batch is scheduled",
"the yard will hand over the first ship by"."""

from __future__ import annotations

from dragoman.coding import actors, tree
from dragoman.coding.arguments import doer, possessor
from dragoman.coding.found import NOBODY, Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame

FRAME = Frame("cooperate/delivery", "COOPERATE", "coding/deliveries.py")
HANDING = frozenset({"deliver", "ship", "supply", "hand", "transfer"})
FROM, TO = ("from", "by"), ("to", "for", "in")


def deliveries(report: Report, n: int) -> list[Candidate]:
    """One candidate for each noun of a consignment that is the subject of a verb of delivery or of a schedule."""
    s, w = report.views[n].sentence, report.words
    found = []
    for token in s.tokens:
        lemma = token.lemma.lower()
        part = lemma not in (*w.deliveries, *w.batches)
        if token.dep not in ("nsubj", "nsubjpass") or (part and not _portion(report, n, token.i)):
            continue
        verb = token.head
        states = (verb, *tree.children(s, verb, "acomp"))
        inner = [c for v in states for c in tree.children(s, v, "xcomp") if tree.is_verb(s.tokens[c])]
        told = {s.tokens[v].lemma.lower() for v in (verb, *inner)} | {
            s.tokens[o].lemma.lower() for o in tree.preposition_objects(s, verb, "for")
        }
        told |= {s.tokens[c].lemma.lower() for c in tree.children(s, verb, "acomp")}
        if not told & set(w.delivery_verbs):
            continue
        goods = _goods(report, n, token.i)
        if (part or lemma in w.batches) and not (told & set(w.deliveries) or told & set(w.arrival_verbs)):
            continue
        supplier, receiver = _side(report, n, token.i, verb, FROM), _side(report, n, token.i, verb, TO)
        if not receiver.actors:
            receiver = _reached(report, n, inner[-1] if inner else verb)
        if not supplier.actors:
            supplier = possessor(report, n, token.i)
        others = tuple(a for a in receiver.actors if a.country not in {b.country for b in supplier.actors})
        match = Match(FRAME, n, inner[-1] if inner else verb, verb, token.i, None, (token.i,), 4)
        found.append(Candidate(match, supplier, Found(others), (f"{token.text!r} is delivered", f"goods: {goods}")))
    return found + _handed(report, n)


def _reached(report: Report, n: int, verb: int) -> Found:
    """ "are due to reach Kenya by March"."""
    s = report.views[n].sentence
    goals = tree.children(s, verb, "dobj") if s.tokens[verb].lemma == "reach" else []
    who = actors.resolve(report, n, goals[0]).actors if goals else ()
    return Found(tuple(a for a in who if a.country))


def _handed(report: Report, n: int) -> list[Candidate]:
    """One candidate for each part of an order that somebody delivers, in the active voice."""
    s, found = report.views[n].sentence, []
    for token in s.tokens:
        verb = token.head
        if token.dep != "dobj" or s.tokens[verb].lemma not in HANDING or not _portion(report, n, token.i):
            continue
        supplier, receiver = doer(report, n, verb), _side(report, n, token.i, verb, TO)
        others = tuple(a for a in receiver.actors if a.country not in {b.country for b in supplier.actors})
        if supplier.actors or others:
            match = Match(FRAME, n, verb, verb, token.i, None, (verb, token.i), 4)
            why = (f"{token.text!r} is delivered", f"goods: {_goods(report, n, token.i)}")
            found.append(Candidate(match, supplier, Found(others), why))
    return found


#: words that make a part of an order of what follows: "the first six boats", "the remaining 12"
PORTIONS = frozenset({"first", "initial", "remaining", "last", "final", "second", "third", "next", "other", "rest", "remainder"})


def _portion(report: Report, n: int, noun: int) -> bool:
    """Whether things, and no people or states, are counted off as part of a whole."""
    view = report.views[n]
    told = {view.sentence.tokens[c].lemma.lower() for c in (noun, *view.sentence.children[noun])}
    return bool(told & PORTIONS) and view.roles[noun] is None and view.hits[noun] is None


def _goods(report: Report, n: int, noun: int) -> str:
    s = report.views[n].sentence
    return tree.text_of(s, tree.below(s, noun))[0]


def _side(report: Report, n: int, noun: int, verb: int, prepositions: tuple[str, ...]) -> Found:
    """Actors (or states of places) behind these prepositions in the noun's phrase or the verb's."""
    s = report.views[n].sentence
    for i in (*tree.below(s, noun), *(j for j in tree.below(s, verb) if j > noun)):
        if s.tokens[i].dep in ("prep", "agent", "dative") and s.tokens[i].lemma in prepositions:
            for o in tree.children(s, i, "pobj"):
                who = actors.resolve(report, n, o)
                if any(a.country for a in who.actors):
                    return Found(tuple(a for a in who.actors if a.country))
    return NOBODY
