"""Whom the report credits with a statement, and whether that makes the event a claim.

Null where the actor itself speaks: its request, promise or accusation has its speaker as actor already.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import actors, tree
from dragoman.coding.found import Report
from dragoman.coding.memo import once
from dragoman.coding.reading import phrase
from dragoman.coding.speech import Speech, speeches
from dragoman.entries import StatusWords
from dragoman.model import Actor, Attribution, Span

UNDER_SPEECH = frozenset({"ccomp", "parataxis", "advcl", "xcomp", "dep"})
#: verbs that make their object known: "announced a withdrawal"
ANNOUNCING = frozenset({"announce", "confirm", "report", "claim", "disclose", "reveal", "allege", "acknowledge"})
#: acts that are done by saying them: who is credited is their doer already
SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})


@once
def attribution(report: Report, n: int, anchor: int) -> tuple[Attribution | None, tuple[Actor, ...], str | None]:
    """Who is credited, as an attribution and as actors, and the lemma of the verb of speech."""
    view = report.views[n]
    s = view.sentence
    above = list(tree.up(s, anchor))
    for speech in sorted(_said(report, n), key=lambda one: above.index(one.verb) if one.verb in above else len(above)):
        if _governs(report, speech, anchor):  # of a chain ("the agency said the general had denied that") the innermost speaks
            who = actors.resolve(report, n, speech.speaker).actors
            return _made(phrase(view, speech.speaker), who), who, s.tokens[speech.verb].lemma
    quote = report.quote_at(s.tokens[anchor].start)
    return (_made(quote.name, quote.actors), quote.actors, "say") if quote is not None else (None, (), None)


@once
def _said(report: Report, n: int) -> list[Speech]:
    return speeches(n, report.views[n], report.words)


def _made(span: Span, who: Sequence[Actor]) -> Attribution:
    first = who[0] if who else None
    return Attribution(
        first.person or span.text if first else span.text,
        first.country if first else None,
        first.kind if first else "unknown",
        span,
    )


def _governs(report: Report, speech: Speech, anchor: int) -> bool:
    """Whether the event stands in what is said: below the verb's clause, or beside it as "..., sources said"."""
    s = report.views[speech.sentence].sentence
    if speech.verb == anchor:
        return False
    if s.tokens[speech.verb].text.lower() == "according":
        top = s.tokens[speech.verb].head
        at_edge = speech.verb <= 1 or tree.below(s, speech.verb)[-1] >= len(s.tokens) - 3
        return at_edge or anchor == top or top in tree.up(s, anchor)
    below = anchor
    for head in tree.up(s, anchor):
        if head == speech.verb:
            made_known = s.tokens[below].dep == "dobj" and s.tokens[head].lemma in ANNOUNCING
            return made_known or s.tokens[below].dep in UNDER_SPEECH
        below = head
    return (
        s.tokens[speech.verb].dep in ("parataxis", "ccomp", "advcl")
        and s.tokens[speech.verb].head == anchor
        and speech.verb > anchor
        and tree.child(s, speech.verb, "mark") is None
        and s.tokens[speech.verb].dep == "parataxis"
    )


def is_claim(
    event_type: str, doers: Sequence[Actor], speakers: Sequence[Actor], verb: str | None, words: StatusWords
) -> bool:
    """Whether one party says of another what is no fact yet: "the Pentagon said Iran was planning attacks".

    Unnamed officials, witnesses and media speak of what they are in a position to know; their word is no claim.
    """
    if not speakers or not doers or verb not in words.claims or event_type not in words.claimable:
        return False
    speaker = speakers[0]
    if speaker.kind in ("media", "civilians", "unknown", "ngo", "organisation") or speaker.country is None:
        return False
    ours = {d.country for d in doers if d.country}
    return bool(ours) and speaker.country not in ours


#: who speaks of its own acts
OWN = frozenset({"i", "we", "my", "our", "us"})


def speaks_itself(event_type: str, doers: Sequence[Actor], speakers: Sequence[Actor], quoted: bool = False) -> bool:
    """Whether the act is one of speech, and the one who is credited its doer. In a quotation the doer says "I" or "we": "the minister
    agreed to it", a spokesman said, is the spokesman's word.
    """
    people = {a.person for a in doers if a.person} & {a.person for a in speakers if a.person}
    if quoted and doers and not people and not any(a.name.lower().split()[0] in OWN for a in doers if a.name):
        return False
    return event_type in SAID and any(
        a.person is not None and a.person == b.person or (a.country is not None and a.country == b.country)
        for a in doers
        for b in speakers
    )
