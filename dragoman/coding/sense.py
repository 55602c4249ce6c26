"""What only looks like an act between political actors: a warning of danger, help that somebody merely needs, a doer who is none."""

from __future__ import annotations

from dragoman.coding import arguments, tree
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.entries import Frame
from dragoman.model import Actor, Sentence

#: acts of speech: somebody speaks, not a thing of some state ("cases in Ghana will decline")
SPEECH = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE"})
#: acts of force: what befalls people by a sickness "in Chad" is no act of Chad's
FORCE = frozenset({"ASSAULT", "COERCE"})
ARMED = frozenset({"armed_group", "civilians"})
#: nouns whose infinitive tells of what somebody does ("a pledge to help"); after others it is a mere aim ("talks to help")
INTENT = frozenset(
    {"plan", "pledge", "decision", "promise", "offer", "vow", "commitment", "agreement", "move", "order", "readiness", "deal"}
)
QUESTION = frozenset({"whether", "if", "why", "how", "when", "where", "what"})
NEED = frozenset({"need", "require", "discuss", "consider", "struggle", "seek", "aim"})


def why_not(report: Report, m: Match, doers: Found, others: Found) -> str | None:
    """Why this match is no event by its sense, or None."""
    s = report.views[m.sentence].sentence
    if m.verb is not None and doers.weak and m.frame.type in SPEECH | FORCE and not _hand(report, s, m):
        return "a thing of some state is no doer of such an act"
    if m.frame.type == "CONSULT" and m.verb is not None and tree.is_passive(s, m.verb) and any(a.kind in ARMED for a in doers.actors):
        return "to be met by armed people or a crowd is no meeting"
    if _warns(m.frame) and m.noun is None and _advice(s, m, doers, others):
        return "advice or a warning of danger, no threat"
    if m.frame.mode == "visit" and doers.actors and not any(_public(a) for a in doers.actors):
        return "private travel"
    if m.frame.type == "REQUEST" and m.verb is not None and _informs(s, m.verb):
        return "told or asked to know, not to do"
    active = m.verb is not None and not tree.is_passive(s, m.verb)
    if m.frame.type == "ACCUSE" and m.frame.mode == "allege" and active and not others.actors:
        return "a claim about nobody in politics"
    if m.frame.type == "AID" and m.verb is not None and _aim(s, m.verb):
        return "help that is only aimed at"
    return None


def _public(a: Actor) -> bool:
    """Whether somebody travels for a state or a body: a patient, a tourist, a ship does not."""
    return a.office is not None or a.kind not in ("person", "unknown", "civilians", "media", "company")


def _informs(s: Sentence, verb: int) -> bool:
    """ "told reporters that the wells are dry", "asked whether it would rain"."""
    if s.tokens[verb].lemma not in ("tell", "ask"):
        return False
    clauses = [c for c in tree.children(s, verb, "ccomp", "xcomp", "advcl") if tree.is_verb(s.tokens[c]) or s.tokens[c].lemma == "be"]
    forms = [{s.tokens[a].text.lower() for a in tree.children(s, c, "aux", "mark", "advmod")} for c in clauses]
    if any(f & {"to", "must", "should"} for f in forms):
        return False
    return any(f & QUESTION or (s.tokens[verb].lemma == "tell" and c > verb) for f, c in zip(forms, clauses, strict=True))


def _hand(report: Report, s: Sentence, m: Match) -> bool:
    """Whether the doer's head is a weapon, a blow or a word of somebody: "Turkish jets hit", "a Russian note demanded"."""
    subject = arguments.surface_subject(report, m.sentence, m.verb) if m.verb is not None else None
    if m.verb is not None and tree.is_passive(s, m.verb):
        by = tree.preposition_objects(s, m.verb, "by")
        subject = by[0] if by else None
    if subject is None:
        return True
    lemma = s.tokens[subject].lemma.lower()
    return lemma in report.words.means or lemma in report.words.reporting_nouns or s.tokens[subject].tag in ("NNP", "NNPS", "CD")


def _warns(frame: Frame) -> bool:
    return frame.type == "THREATEN" and "warn" in frame.id


def _advice(s: Sentence, m: Match, doers: Found, others: Found) -> bool:
    """Whether one's own people are warned, or told what to do: "warned residents to boil their water"."""
    theirs = {a.country for a in others.actors if a.country} - {a.country for a in doers.actors}
    return bool(others.actors) and not theirs and all(a.kind in ("civilians", "unknown") for a in others.actors)


def _aim(s: Sentence, verb: int) -> bool:
    """Whether the verb is an infinitive under a noun of no intent, or under what is needed or discussed."""
    token = s.tokens[verb]
    if not any(s.tokens[c].text.lower() == "to" for c in tree.children(s, verb, "aux")):
        return False
    head = s.tokens[token.head]
    if token.dep in ("acl", "relcl") and tree.is_noun(head):
        return head.lemma.lower() not in INTENT
    return token.dep in ("advcl", "xcomp") and head.lemma in NEED
