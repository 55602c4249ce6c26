"""From a sentence's candidates to drafts of events: content clauses swallowed, two visits told apart, fields filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.coding.status import Standing
from dragoman.entries import EventType
from dragoman.model import Actor, Amount, Attribution, EventDate, Place, Sentence, Span, Topic

Note = Callable[[str], None]


class Draft(Struct, frozen=True):
    """One mention of an event, complete but for the merging of mentions. `echo`: names no actor, only supports another.

    `about`: types of events that its object names ("condemned the operation"). `stay`: how long a visit lasts (P3D). `sentence`: which
    of the parsed ones; `at`: which of the report, by which distances are reckoned.
    """

    candidate: Candidate
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    standing: Standing
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: EventDate | None
    place: Place | None
    attributed_to: Attribution | None
    amounts: tuple[Amount, ...]
    topics: tuple[Topic, ...]
    trigger: Span
    sentence: int
    headline: bool
    echo: bool
    why: tuple[str, ...]
    evidence: tuple[int, ...] = ()
    about: frozenset[str] = frozenset()
    stay: str | None = None
    confidence: float = 0.0
    at: int = 0


def swallowed(s: Sentence, candidates: Sequence[Candidate], types: dict[str, EventType], note: Note) -> list[Candidate]:
    """The candidates that are no mere content of another's request, promise, threat, refusal or accusation."""
    inside: set[int] = set()
    for c in candidates:
        frame = c.match.frame
        swallows = frame.swallows if frame.swallows is not None else types[frame.type].swallows
        if swallows:
            inside |= _content(s, c.match, frame.type)
        elif frame.type == "CONSULT":
            inside |= _talked_of(s, c.match)
            if frame.id == "consult/represent" and c.match.verb is not None:  # the forum is where, not another event
                at = [p for p in tree.children(s, c.match.verb, "prep") if s.tokens[p].lemma == "at"]
                inside |= {o for p in at for o in tree.children(s, p, "pobj")}
    kept = []
    for c in candidates:
        if c.match.tokens[0] in inside and c.match.anchor in inside:
            note(
                f"{c.match.frame.id}: {s.tokens[c.match.tokens[0]].text!r} is the content of another act, not an event of its own"
            )
        else:
            kept.append(c)
    return kept


def _content(s: Sentence, m: Match, event_type: str) -> set[int]:
    """Tokens of what is asked, promised, refused, threatened: clauses, and for all but ACCUSE the object noun too."""
    found: set[int] = set()
    own = set(m.tokens) | {m.anchor}
    starts = list(dict.fromkeys(t for t in (m.verb, m.noun, *m.tokens) if t is not None))
    for i in starts:
        for c in s.children[i]:
            token = s.tokens[c]
            clause = token.dep in ("xcomp", "ccomp") or (token.dep in ("acl", "advcl") and _infinitive(s, c))
            noun = token.dep == "dobj" and event_type not in ("ACCUSE", "SUPPORT") and c != m.noun
            if c not in own and (clause or noun):
                found |= _without_facts(s, c)
            if (
                token.dep in ("prep", "dative")
                and (c in own or token.lemma in ("to", "for", "on", "of", "against", "from"))
                and c > i
            ):
                for o in s.children[c]:
                    if o not in own and (
                        s.tokens[o].dep == "pcomp"
                        or (event_type not in ("ACCUSE", "SUPPORT") and s.tokens[o].dep == "pobj")
                    ):
                        found |= _without_facts(s, o)
    return found - own


#: verbs that only say that those who meet talk
TALK = frozenset({"discuss", "talk", "confer", "deliberate", "consult", "exchange", "review"})


def _talked_of(s: Sentence, m: Match) -> set[int]:
    """What a meeting is for and about: "met to discuss trade", "talks on boosting ties"; no event beside the meeting."""
    found: set[int] = set()
    for at in {t for t in (m.verb, m.noun, m.anchor) if t is not None}:
        for c in s.children[at]:
            if s.tokens[c].lemma in TALK and s.tokens[c].dep in ("advcl", "xcomp") and _infinitive(s, c):
                found.add(c)
            if s.tokens[c].dep == "prep" and s.tokens[c].lemma in ("on", "about", "over", "regarding"):
                found |= {t for o in tree.children(s, c, "pcomp") for t in _without_facts(s, o)}
    return found


def _infinitive(s: Sentence, i: int) -> bool:
    return any(s.tokens[c].text.lower() == "to" for c in tree.children(s, i, "aux"))


def _without_facts(s: Sentence, top: int) -> set[int]:
    """A clause without the relative clauses in it that state facts ("under contracts which were concluded")."""
    found, queue = set(), [top]
    while queue:
        i = queue.pop()
        if i != top and s.tokens[i].dep in ("relcl",) and s.tokens[i].tag in ("VBD", "VBN"):
            found.discard(s.tokens[i].head)
            continue
        if i != top and s.tokens[i].dep == "acl" and s.tokens[i].tag == "VBN":
            continue
        found.add(i)
        queue.extend(s.children[i])
    return found


def told_apart(report: Report, c: Candidate, negated: bool, visit: bool) -> list[Candidate]:
    """One candidate for each visit ("visited A and B") and for each two-sided meeting that is ruled out or bilateral."""
    s = report.views[c.match.sentence].sentence
    if visit and len({a.country for a in c.recipients.actors}) > 1:
        return [replace(c, recipients=Found((a,), c.recipients.weak, c.recipients.why), split=True) for a in c.recipients.actors]
    if not c.match.frame.reciprocal or len({a.country for a in c.actors.actors}) < 3:
        return [c]
    first, *others = c.actors.actors
    noun = c.match.noun
    bilateral = noun is not None and any(
        s.tokens[m].lemma.lower() in ("bilateral", "separate") for m in tree.children(s, noun, "amod", "compound")
    )
    if negated or (bilateral and s.tokens[noun].tag == "NNS") or _separately(s, c.match.anchor):  # type: ignore[index]
        return [replace(c, actors=Found((first, o), c.actors.weak, c.actors.why)) for o in others]
    return [c]


def _separately(s: Sentence, anchor: int) -> bool:
    return any(s.tokens[c].lemma.lower() == "separately" for c in s.children[anchor])


def trigger_span(s: Sentence, m: Match) -> Span:
    """From the first to the last trigger word; the governing light verb alone is left out where the noun is far."""
    tokens = sorted(m.tokens)
    if tokens[-1] - tokens[0] > 8:
        tokens = [m.tokens[-1]] if m.noun is not None and not m.frame.objects else [m.tokens[0]]
    elif m.verb is not None and m.noun is not None and 0 < tokens[0] - m.verb <= 4 and m.verb not in tokens:
        tokens = [m.verb, *tokens]
    text, start, end = tree.text_of(s, tokens)
    return Span(text, start, end)


def topics_of(report: Report, m: Match) -> tuple[Topic, ...]:
    """What a meeting, request or agreement is about: "on security", "about", "over"; what is discussed."""
    s = report.views[m.sentence].sentence
    found: list[int] = []
    own = [t for t in (m.noun, m.verb, m.anchor) if t is not None]
    partners = [o for t in own for o in tree.preposition_objects(s, t, "with") if _is_named(s, o)]
    for at in dict.fromkeys((*own, *partners)):  # "talks with Moses Okello on trade"
        found.extend(
            o
            for o in tree.preposition_objects(s, at, "on", "about", "over", "regarding", "concerning")
            if s.tokens[o].dep == "pobj"
        )
    if m.verb is not None and s.tokens[m.verb].lemma in ("discuss", "debate", "review", "deliberate"):
        found.extend(c for o in tree.children(s, m.verb, "dobj") for c in tree.conjuncts(s, o))
    for at in own:  # "will meet on Friday to discuss the border"
        for verb in tree.children(s, at, "advcl", "xcomp", "relcl", "acl"):
            if s.tokens[verb].lemma in ("discuss", "debate", "review"):
                found.extend(c for o in tree.children(s, verb, "dobj") for c in tree.conjuncts(s, o))
    view, made = report.views[m.sentence], []
    for o in dict.fromkeys(found):
        if (
            s.tokens[o].text.lower() in report.words.calendar
            or view.hits[o] is not None
            or s.tokens[o].tag in ("CD", "PRP")
        ):
            continue
        text, start, end = tree.text_of(s, tree.nominal_part(s, o))
        made.append(Topic(text, Span(text, start, end)))
    return tuple(made)


def _is_named(s: Sentence, i: int) -> bool:
    """A name, or an office with a name behind it: "his counterpart Moses Okello"."""
    token = s.tokens[i]
    return token.tag.startswith("NNP") or token.lemma in ("counterpart", "colleague") or tree.child(s, i, "appos") is not None


def contexts_of(s: Sentence, words: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Contexts whose words the sentence has."""
    lemmas = {t.lemma.lower() for t in s.tokens}
    return tuple(name for name, wanted in words.items() if not wanted.isdisjoint(lemmas))


def content_tokens(s: Sentence, m: Match) -> set[int]:
    """Tokens of the content clause of a trigger ("vowed to punish Iran")."""
    return _content(s, m, "AGREE")
