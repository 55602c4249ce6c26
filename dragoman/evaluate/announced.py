"""The type that a profile gives to an act as it is told: done, only announced ("will lift"), or refused ("will not lift").

PLOVER's profile leaves an act its type and gives it a status; CAMEO's coders choose another type (data/conventions.toml).
"""

from __future__ import annotations

from dragoman.coding import drafts, status, tree
from dragoman.coding.matching import Match
from dragoman.coding.pipeline import Engine
from dragoman.entries import Convention, Frame
from dragoman.model import Sentence

#: case of data/conventions.toml that decides on an act which is only announced, by the type of the act
ANNOUNCED = {
    "CONSULT": "planned-meeting",
    "COOPERATE": "planned-cooperation",
    "AID": "promise-aid",
    "SUPPORT": "planned-support",
    "COERCE": "planned-conflict",
    "SANCTION": "planned-conflict",
    "ASSAULT": "planned-conflict",
    "PROTEST": "planned-conflict",
    "MOBILIZE": "planned-conflict",
    "CONCEDE": "promise-release",
    "RETREAT": "promise-release",
}
REFUSED, DENIED, RALLY, PEACE = "refused-act", "denial", "rally-opposition", "peacekeepers-sent"
#: forces that come or are sent in a sentence with one of these come to keep the peace
PEACEKEEPING = frozenset({"peacekeeping", "peacekeeper", "peace-keeping"})
#: acts whose refusal is an act of its own
WILLING = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "AGREE", "CONCEDE", "RETREAT"})
DENY = "deny"  # of a clause: what is said not to have been done
MODALS = frozenset({"will", "would", "shall", "'ll", "’ll"})
#: what is taken where no frame fires: an act announced, one refused, a statement about the target, any other.
#: The last is the largest type of PLV's development rows (141 of 1,050).
NO_FRAME = {"announced": "AGREE", "refused": "REJECT", "denied": "REJECT", "said": "ACCUSE", "": "RETREAT"}


def type_of(s: Sentence, m: Match, against: bool, e: Engine) -> tuple[str, tuple[str, ...]]:
    """The frame's type under the engine's profile, and why where it is not its own. `against`: the target is spoken against."""
    frame = m.frame
    if frame.if_conflict and any(s.tokens[i].lemma.lower() in e.gate.hostile for i in drafts.content_tokens(s, m)):
        return frame.if_conflict, ("its content is an act of conflict",)
    kind: str = frame.type
    why: tuple[str, ...] = ()
    if frame.convention and (own := by_profile(frame.convention, e)) != kind:
        kind, why = own, (f"convention {frame.convention}",)
    if e.profile == "plover":
        return kind, why
    mood = mood_of(s, governor(s, m), e)
    if m.verb is None and m.noun is not None and status.status_of(s, m.anchor, m.noun, kind, e.cues).status == "negated":
        mood = "refused"
    case = case_of(s, frame, kind, mood, against)
    return (kind, why) if case is None else (by_profile(case, e), (*why, f"{mood or 'told'}: convention {case}"))


def case_of(s: Sentence, frame: Frame, kind: str, mood: str, against: bool) -> str | None:
    """The case of data/conventions.toml that an act so told falls under, if any."""
    if kind == "REQUEST" and against:
        return RALLY
    if mood == "denied":
        return DENIED
    if mood == "refused":
        return REFUSED if kind in WILLING else None
    if mood == "announced":
        return ANNOUNCED.get(kind)
    comes = kind == "MOBILIZE" or (kind == "CONSULT" and frame.mode == "visit")
    return PEACE if comes and PEACEKEEPING & {t.lemma.lower() for t in s.tokens} else None


def by_profile(case: str, e: Engine) -> str:
    """The type that the engine's profile gives a case of data/conventions.toml."""
    convention: Convention = e.resources.conventions[case]
    return convention.cameo if e.profile == "cameo" else convention.plover


def mood_of(s: Sentence, verb: int | None, e: Engine) -> str:
    """Whether what a verb says is announced ("will", "is willing to"), refused ("will not", "failed to") or denied; "": none of it."""
    intend, fail = (e.resources.classes.verb_groups[group] for group in ("INTEND", "FAIL"))
    at = verb
    if verb is not None and s.tokens[verb].lemma in fail and tree.child(s, verb, "xcomp") is not None:
        return "refused"
    while at is not None:
        token, head = s.tokens[at], s.tokens[s.tokens[at].head]
        modals = {s.tokens[c].lemma.lower() for c in tree.children(s, at, "aux")}
        if tree.negated(s, at):
            return "refused"
        if modals & MODALS:
            return "announced"
        infinitive = token.dep in ("xcomp", "ccomp", "acl") and head.i != at and ("to" in modals or token.tag == "VBG")
        if token.dep == "pcomp" and s.tokens[head.head].lemma in intend and tree.is_noun(s.tokens[head.head]):
            infinitive, head = True, s.tokens[head.head]  # "has no intention of leaving"
        if infinitive and head.lemma in fail:
            return "refused"
        if token.dep == "ccomp" and head.lemma == DENY:
            return "denied"
        if infinitive and head.lemma in intend:
            return "refused" if any(denied(s, i) for i in (head.i, head.head)) else "announced"
        shared = token.dep == "conj" and tree.is_verb(head) and not modals and tree.child(s, at, "nsubj") is None
        at = head.i if shared or (infinitive and head.lemma in e.resources.words.transparent_verbs) else None
    return ""


def denied(s: Sentence, i: int) -> bool:
    """ "does not plan", "has no plan"."""
    return tree.negated(s, i) or any(s.tokens[c].text.lower() == "no" for c in tree.children(s, i, "det"))


def by_default(s: Sentence, source: frozenset[int], target: frozenset[int], e: Engine) -> tuple[str, str]:
    """The type where no frame fires, by the mood of the verbs above the target, and the words for it."""
    above = [i for t in target for i in tree.up(s, t) if tree.is_verb(s.tokens[i])]
    moods = [mood for i in dict.fromkeys(above) if (mood := mood_of(s, i, e))]
    mood = moods[0] if moods else "said" if told_of(s, source, target, e) else ""
    return NO_FRAME[mood], mood or "the largest type"


def told_of(s: Sentence, source: frozenset[int], target: frozenset[int], e: Engine) -> bool:
    """Whether the source says what the target does: "Mali says Chad has"."""
    subjects = [s.tokens[t].head for t in target if s.tokens[t].dep in ("nsubj", "nsubjpass")]
    verbs = {s.tokens[i].head for i in source if s.tokens[i].dep == "nsubj"}
    says = {v for v in verbs if s.tokens[v].lemma in e.resources.words.reporting}
    return any(says & set(tree.up(s, verb)) for verb in subjects)


def governor(s: Sentence, m: Match) -> int | None:
    """The verb whose subject does what the match says: its own, or the first above its noun."""
    if m.verb is not None:
        return m.verb
    return next((i for i in tree.up(s, m.anchor) if tree.is_verb(s.tokens[i])), None)
