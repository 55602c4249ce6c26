"""The two sides of a matched frame, and whether they make a political event."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from dragoman.coding import actors, arguments, nameless, parties, sense, tree
from dragoman.coding.around import ELSEWHERE
from dragoman.coding.found import NOBODY, Found, Report
from dragoman.coding.matching import Match
from dragoman.model import Actor, Sentence

Note = Callable[[str], None]


class Candidate(Struct, frozen=True):
    """A match with its two sides."""

    match: Match
    actors: Found
    recipients: Found
    why: tuple[str, ...]
    split: bool = False


#: acts that are nothing without somebody who does them ("in support of the plan", "security concerns")
VOICED = frozenset({"SUPPORT", "ACCUSE", "AID", "COOPERATE", "AGREE"})


def _undergone(s: Sentence, m: Match) -> bool:
    """Whether a passive leaves the doer out: "the plan was backed"."""
    return m.verb is not None and tree.is_passive(s, m.verb)


#: acts of speech whose addressee may stand in what is said only ("threatened to invade Syria")
CONTENT_TYPES = frozenset({"THREATEN", "AGREE", "REJECT", "REQUEST"})


def _by_noun(m: Match) -> bool:
    """Whether a noun triggers and a verb, if any, only carries it - also in a frame that has objects for its verbs."""
    return m.noun is not None and (m.verb is None or m.verb not in m.tokens)


def with_sides(report: Report, match: Match, note: Note, strict: bool = True) -> Candidate | None:
    """The match with its actors and recipients; None where a side that it needs is missing."""
    frame = match.frame
    if frame.mode == "visit" and match.noun is not None and _by_noun(match) and _this(report.views[match.sentence].sentence, match.noun):
        return Candidate(match, NOBODY, NOBODY, ("the visit that the report spoke of",))
    read = _both if frame.reciprocal else (_noun_sides if _by_noun(match) else _verb_sides)
    doers, others, why = read(report, match)
    lent = others
    if not strict or (others.actors and any(a.kind == "armed_group" for a in doers.actors)):
        others = nameless.placed(report, match, others)
    both = len({a.country or a.name for a in doers.actors}) > 1
    sides = {"actor": bool(doers.actors), "recipient": both if frame.reciprocal else bool(others.actors)}
    missing = [side for side in frame.needs if not sides[side]]
    known = any(a.country for a in (*doers.actors, *others.actors) if a.kind != "civilians" or frame.type == "PROTEST")
    known = known or lent is not others
    if (missing and (strict or not known)) or not (doers.actors or others.actors):
        if strict:
            return None
        if frame.type == "PROTEST" and _by_noun(match):
            return Candidate(match, NOBODY, NOBODY, ("names no crowd",))
        if frame.type in ("AGREE", "SUPPORT") and frame.reciprocal and frame.objects and match.noun is not None:
            return Candidate(match, NOBODY, NOBODY, ("names no side",))
        if frame.reciprocal and parties.is_party(report, match):
            return Candidate(match, NOBODY, NOBODY, (parties.PARTY,))
        if match.noun is not None and _by_noun(match) and _definite(report.views[match.sentence].sentence, match.noun):
            return Candidate(match, NOBODY, NOBODY, ("names no side: only a further mention",))
        note(f"{frame.id}: no event, missing {' and '.join(missing) or 'any actor'}")
        return None
    if frame.doers and not any(a.kind in frame.doers for a in doers.actors):
        note(f"{frame.id}: no event, the doer is no {' or '.join(frame.doers)}")
        return None
    if not doers.actors and frame.type in VOICED and not _undergone(report.views[match.sentence].sentence, match):
        note(f"{frame.id}: no event, nobody who does so")
        return None
    refusal = sense.why_not(report, match, doers, others) or _political(report, match, doers, others)
    if refusal == NEITHER and not strict and frame.reciprocal and parties.is_party(report, match):
        return Candidate(match, NOBODY, NOBODY, (parties.PARTY,))
    if refusal:
        note(f"{frame.id}: no event, {refusal}")
        return None
    return Candidate(match, doers, others, tuple(why))


def _political(report: Report, m: Match, doers: Found, others: Found) -> str | None:
    """Why the sides make no political event, or None: somebody must be a state, its officials or people, a body of states,
    an armed group ...; and a doer who is named must not be something else ("fire destroyed a hotel in Spain")."""
    s = report.views[m.sentence].sentence
    verb = m.verb if m.verb is not None and (m.noun is None or m.frame.objects) else None
    if verb is not None and not doers.actors and "subject" in (m.frame.actor or ("subject",)):
        subject = None if tree.is_passive(s, verb) else arguments.surface_subject(report, m.sentence, verb)
        by = tree.preposition_objects(s, verb, "by") if tree.is_passive(s, verb) else []
        named = [i for i in (subject, *by) if i is not None and tree.is_noun(s.tokens[i])]
        if named and not any(_means(s.tokens[i].lemma.lower(), report) for i in named):
            return f"the doer {s.tokens[named[0]].text!r} is no political actor"
    if verb is not None and not doers.actors and _anybody(s, verb):
        return "it is said of anybody who does so, not of somebody who did"
    if m.frame.mode == "visit" and doers.weak:
        return "what goes there is no political actor"
    full = [a for side in (doers, others) if not side.weak for a in side.actors]
    weak = [a for side in (doers, others) if side.weak for a in side.actors]
    if any(is_political(a, m.frame.type) for a in full):
        return None
    if any(a.country for a in weak) and (
        others.weak and any(a.kind in ARMED for a in doers.actors) or (not doers.actors and m.frame.type in FORCE)
    ):
        return None
    return NEITHER


#: why two people or things of no state make no event
NEITHER = "neither side is a political actor"


#: whoever it may be: "those who blame Iran"
ANYBODY = frozenset({"those", "anyone", "anybody", "everyone", "whoever", "who", "someone"})


def _anybody(s: Sentence, verb: int) -> bool:
    return s.tokens[verb].dep == "relcl" and s.tokens[s.tokens[verb].head].text.lower() in ANYBODY


ARMED = frozenset({"armed_group", "opposition", "military", "police", "government"})
FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def is_political(a: Actor, event_type: str) -> bool:
    """A state or one who acts for it or belongs to it, a body of states, an armed group; a crowd only in a protest."""
    if a.country is not None:
        return True
    return a.kind in ("armed_group", "opposition") or (event_type == "PROTEST" and a.kind in ("civilians", "party"))


def _means(lemma: str, report: Report) -> bool:
    """A weapon or an act of force as the subject: "the blast killed", "rockets hit"."""
    return lemma in report.words.means


def _this(s: Sentence, noun: int) -> bool:
    """ "this visit", "setting out on the three-day visit": what the reader knows of; "the visit to Oman" may be told anew."""
    told = {s.tokens[c].text.lower() for c in tree.children(s, noun, "det")}
    goal = tree.child(s, noun, "poss") is not None or tree.preposition_objects(s, noun, "to", "by", "of")
    modified = any(s.tokens[c].tag in ("JJ", "NNP") for c in tree.children(s, noun, "amod", "compound") if s.tokens[c].text[0].isupper())
    return bool(told & {"this", "that"}) or ("the" in told and not goal and not modified)


def _definite(s: Sentence, noun: int) -> bool:
    """ "the meeting", "this attack", "his visit": what the reader is taken to know of."""
    return any(
        s.tokens[c].dep == "poss" or s.tokens[c].text.lower() in ("the", "this", "that", "these", "those")
        for c in tree.children(s, noun, "det", "poss")
    )


def _verb_sides(report: Report, m: Match) -> tuple[Found, Found, list[str]]:
    defaults = arguments.VERB_RECIPIENT if m.frame.objects else ("object",)
    doers, at = arguments.first(report, m.sentence, m.frame.actor or ("subject",), m.verb, m.noun, m.preposition)
    others, to = arguments.first(
        report,
        m.sentence,
        m.frame.recipient or defaults,
        m.verb,
        m.noun if m.noun is not None else m.verb,
        m.preposition,
        _codes(doers),
    )
    if m.preposition is not None and not any(a.country for a in others.actors):
        direct = _direct(report, m)  # "press Quispe for his release"
        others, to = (direct, "direct object") if direct.actors else (others, to)
    if not others.actors and m.frame.type in CONTENT_TYPES:
        others, to = arguments.content_object(report, m.sentence, m.verb, m.noun), "content"
    return doers, _apart(others, doers), [f"actor in {at or 'no'} slot", f"recipient in {to or 'no'} slot"]


def _direct(report: Report, m: Match) -> Found:
    """The direct object of a verb that has a preposition of its own, if it is somebody of a known state."""
    objects = tree.children(report.views[m.sentence].sentence, m.verb, "dobj") if m.verb is not None else []
    found = actors.resolve(report, m.sentence, objects[0]) if objects else NOBODY
    return found if any(a.country for a in found.actors) and not found.weak else NOBODY


def _noun_sides(report: Report, m: Match) -> tuple[Found, Found, list[str]]:
    n, frame = m.sentence, m.frame
    doers, at = arguments.first(report, n, frame.noun_actor or arguments.NOUN_ACTOR, None, m.noun, None)
    if frame.type in UNDERGONE and m.noun is not None and at == "possessor" and _whose(report.views[n].sentence, m.noun):
        return NOBODY, doers, ["the owner of the noun undergoes it"]  # "her release"
    others, to = arguments.first(report, n, frame.noun_recipient or arguments.NOUN_RECIPIENT, m.verb, m.noun, None, _codes(doers))
    if not others.actors and m.verb is None and m.noun is not None:
        others, to = _behind(report, n, m.noun, frame.noun_recipient or arguments.NOUN_RECIPIENT), "behind the governing verb"
    if not doers.actors and m.verb is None and m.noun is not None and frame.mode == "visit":
        doers, at = _bystander(report, n, m.noun), "bystander"
    if frame.type == "REQUEST" and m.noun is not None and not doers.actors:
        doers, others, at = _bidden(report, n, m.noun, doers, others, at)
    if not others.actors and m.noun is not None:
        others, to = _subjected(report, n, m.noun, frame.type), "subject"
    if not others.actors and frame.type in CONTENT_TYPES:
        others, to = arguments.content_object(report, n, m.verb, m.noun), "content"
    if m.verb is not None:
        subject = arguments.doer(report, n, m.verb)
        if subject.actors:
            others = doers if doers.actors and not others.actors and at == "possessor" else others
            doers, at = subject, "subject of the light verb"
    return doers, _apart(others, doers), [f"actor in {at or 'no'} slot", f"recipient in {to or 'no'} slot"]


#: what one is of an act that one undergoes: "has been the target of raids"
UNDERGOER = frozenset({"subject", "target", "victim", "object"})


def _subjected(report: Report, n: int, noun: int, event_type: str) -> Found:
    """ "Togo is the target of their sanctions", "at Togo's request they returned": the subject of the clause is the other side."""
    s = report.views[n].sentence
    prep = s.tokens[s.tokens[noun].head]
    above = s.tokens[prep.head]
    if s.tokens[noun].dep != "pobj":
        return NOBODY
    if prep.lemma == "of" and above.lemma in UNDERGOER and above.dep == "attr":
        return arguments.doer(report, n, above.head)
    asked = event_type == "REQUEST" and prep.lemma == "at" and tree.is_verb(above)
    return arguments.doer(report, n, above.i) if asked else NOBODY


def _bidden(report: Report, n: int, noun: int, doers: Found, others: Found, at: str) -> tuple[Found, Found, str]:
    """ "At the invitation of Togo": who stands behind "of" asks."""
    s = report.views[n].sentence
    by = tree.preposition_objects(s, noun, "of")
    if s.tokens[noun].dep != "pobj" or s.tokens[s.tokens[noun].head].lemma != "at" or not by:
        return doers, others, at
    return actors.resolve(report, n, by[0]), NOBODY, "of"


#: types whose nouns name what befalls the person in the possessive
UNDERGONE = frozenset({"CONCEDE", "COERCE"})


def _whose(s: Sentence, noun: int) -> bool:
    """Whether the noun's owner is a person by a pronoun."""
    return any(s.tokens[c].text.lower() in ("his", "her", "their") for c in tree.children(s, noun, "poss"))


def _behind(report: Report, n: int, noun: int, slots: Sequence[str]) -> Found:
    """"cancelled its deployment to Latvia": the parser may hang "to" on the verb whose object the noun is."""
    s = report.views[n].sentence
    head = s.tokens[noun].head
    if s.tokens[noun].dep != "dobj" or not tree.is_verb(s.tokens[head]):
        return NOBODY
    found = [o for o in tree.preposition_objects(s, head, *(p for p in ("to", "against", "with") if p in slots)) if o > noun]
    return actors.resolve(report, n, found[0]) if found else NOBODY


def _both(report: Report, m: Match) -> tuple[Found, Found, list[str]]:
    """Both sides of a reciprocal event as actors: subject, object, "with", "between", possessors."""
    n, noun = m.sentence, m.noun
    parts: list[tuple[str, Found]] = []
    if m.verb is not None:
        parts.append(("subject", arguments.doer(report, n, m.verb)))
        if noun is None or "object" in m.frame.recipient:
            parts.append(("object", arguments.slot(report, n, "object", m.verb, None, m.preposition)))
    elif noun is not None:
        parts.append(("subject", _bystander(report, n, noun)))
    skip = {"subject", "object"}
    if any(name == "subject" and f.actors for name, f in parts) and noun is not None and _his(report.views[n].sentence, noun):
        skip.add("possessor")  # "in his talks with Chile the minister": the subject again
    for name in (*arguments.BOTH_SIDES, *(m.frame.recipient or ())):
        if name not in skip:
            parts.append((name, arguments.slot(report, n, name, m.verb, noun, m.preposition)))
    named = {name for name, f in parts if f.actors and not f.weak}
    if noun is not None and m.verb is None and named and not named & {"between", "subject", "possessor"}:
        parts.insert(0, ("governor", _governor(report, n, noun)))
    sides: dict[tuple[str | None, str | None, str | None], Actor] = {}
    for _, found in parts:
        for actor in found.actors if not found.weak else ():
            sides.setdefault(
                (
                    actor.country,
                    actor.person if actor.country is None else None,
                    actor.name if actor.country is None else None,
                ),
                actor,
            )
    known = tuple(a for a in sides.values() if a.country)
    others = NOBODY
    if m.frame.type == "AGREE" and len(known) == 1 and m.verb is not None:
        others = _apart(arguments.content_object(report, n, m.verb, noun), Found(known))  # "agreed to sell wheat to Lebanon"
        others = others if _codes(others) - _codes(Found(known)) and not others.weak else NOBODY
    why = [f"{BOTH}{', '.join(name for name, f in parts if f.actors and not f.weak)}"]
    if len(known) > 1 and any(_fellows(report.views[n].sentence, t.i) for t in report.views[n].sentence.tokens):
        why.append(MORE)
    return Found(known if len(known) > 1 else tuple(sides.values())), others, why


def _fellows(s: Sentence, i: int) -> bool:
    """ "Met Cole and international partners": further sides whom no state is named of."""
    token = s.tokens[i]
    people = token.tag == "NNS" and token.dep == "conj" and token.lemma in FELLOWS
    return people and any(s.tokens[c].text.lower() in ELSEWHERE for c in tree.children(s, i, "amod"))


#: who meet whom, and how the trace says that there are more of them
FELLOWS = frozenset({"partner", "leader", "minister", "counterpart", "ally", "envoy", "delegate", "colleague"})
MORE = "and others whom no state is named of"


def _his(s: Sentence, noun: int) -> bool:
    owner = tree.child(s, noun, "poss")
    return owner is not None and s.tokens[owner].tag == "PRP$"


#: how the trace begins to name the slots of a reciprocal event
BOTH = "both sides as actors: "


def _governor(report: Report, n: int, noun: int) -> Found:
    """Who rules out, cancels, proposes, confirms talks with another is the other side of them."""
    s = report.views[n].sentence
    head = s.tokens[s.tokens[noun].head]
    stance = s.tokens[noun].dep == "dobj" and tree.is_verb(head) and head.lemma in report.words.stance_verbs
    return arguments.doer(report, n, head.i) if stance else NOBODY


def _bystander(report: Report, n: int, noun: int) -> Found:
    """Who comes or goes for a meeting takes part: "left for talks with", "during his meeting with", "to attend the summit"."""
    s = report.views[n].sentence
    token = s.tokens[noun]
    prep = s.tokens[token.head]
    verb = s.tokens[prep.head]
    if token.dep == "pobj" and prep.lemma == "for" and verb.lemma in ("join", "host", "receive", "welcome", "invite"):
        sides = [
            arguments.doer(report, n, verb.i),
            *(actors.resolve(report, n, o) for o in arguments.object_tokens(report, n, verb.i, None)[:1]),
        ]
        return Found(tuple(a for side in sides for a in side.actors))
    if (
        token.dep == "pobj"
        and prep.lemma in ("for", "in", "during", "at", "after", "following", "before", "ahead", "on")
        and tree.is_verb(s.tokens[prep.head])
    ):
        return arguments.doer(report, n, prep.head)
    return NOBODY


def _codes(found: Found) -> frozenset[str]:
    return frozenset(a.country for a in found.actors if a.country)


def _apart(others: Found, doers: Found) -> Found:
    """The recipients that are not the doers themselves; a pronoun as object is never the doer ("rejected it")."""
    kept = tuple(a for a in others.actors if not any(_itself(a, b) for b in doers.actors))
    return Found(kept, others.weak, others.why)


#: pronouns as objects
PRONOUNS = frozenset({"it", "him", "her", "them", "they", "he", "she", "us", "me"})


def _itself(other: Actor, doer: Actor) -> bool:
    same_words = (other.start, other.end) == (doer.start, doer.end)
    return other.country == doer.country and (same_words or other.name.lower() in PRONOUNS)
