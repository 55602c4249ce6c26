"""Requests without a verb of asking: a party says that another must, should, needs to do something, or tells it to."""

from __future__ import annotations

from msgspec.structs import replace

from dragoman.coding import actors, arguments, tree
from dragoman.coding.attribution import attribution
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame, StatusWords
from dragoman.model import Actor, Sentence

FRAME = Frame("request/deontic", "REQUEST", "coding/deontic.py", mode="change")
#: what is asked for is to give way, or to help (PLOVER's modes of REQUEST)
YIELDING = frozenset({"leave", "withdraw", "get", "pull", "quit", "stop", "halt", "cease", "end", "release", "free", "surrender", "lift"})
HELPING = frozenset({"help", "assist", "aid", "support", "send", "provide", "supply", "deliver", "donate", "protect", "watch", "guard"})


def frame_for(s: Sentence, verb: int) -> Frame:
    """The frame with the mode that fits what is to be done."""
    lemma = s.tokens[verb].lemma
    out = lemma != "get" or any(s.tokens[c].text.lower() == "out" for c in s.children[verb])
    mode = "yield" if lemma in YIELDING and out else "assist" if lemma in HELPING else "change"
    return FRAME if mode == "change" else replace(FRAME, mode=mode)


def requests(report: Report, n: int, words: StatusWords) -> list[Candidate]:
    """One candidate for each clause in which a speaker lays a duty on somebody else."""
    s = report.views[n].sentence
    found = _told(report, n)
    if report.views[n].words.isdisjoint((*words.duty, *words.duty_verbs, "time", "turn")):
        return found
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
            match = Match(frame_for(s, token.i), n, token.i, token.i, None, None, (duty, token.i) if duty != token.i else (token.i,), 3)
            found.append(Candidate(match, Found(tuple(speakers)), Found(others), (f"{s.tokens[duty].text!r} lays a duty on another",)))
    return found


def _told(report: Report, n: int) -> list[Candidate]:
    """ "Tells Togo to leave": telling with an infinitive asks for it, whoever but the press is told."""
    s = report.views[n].sentence
    found = []
    for token in s.tokens:
        if token.lemma != "tell":
            continue
        asked = [c for c in tree.children(s, token.i, "xcomp", "ccomp", "advcl") if c > token.i and tree.child(s, c, "aux") is not None]
        infinitive = next((c for c in asked if any(s.tokens[a].text.lower() == "to" for a in tree.children(s, c, "aux"))), None)
        if infinitive is None or tree.negated(s, token.i):
            continue
        objects = tree.children(s, token.i, "nsubjpass" if tree.is_passive(s, token.i) else "dobj", "dative")
        told = next(iter((*objects, *tree.children(s, infinitive, "nsubj"))), None)
        doers = arguments.doer(report, n, token.i)
        to = actors.resolve(report, n, told) if told is not None else None
        if to is None or to.weak or not any(a.country for a in doers.actors) or not _others(to, doers):
            continue
        match = Match(frame_for(s, infinitive), n, token.i, token.i, None, None, (token.i,), 3)
        found.append(Candidate(match, doers, Found(_others(to, doers)), (f"{token.text!r} with an infinitive asks for it",)))
    return found


def _others(to: Found, doers: Found) -> tuple[Actor, ...]:
    ours = {a.country for a in doers.actors}
    return tuple(a for a in to.actors if a.country not in ours and a.kind not in ("media", "civilians"))


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
