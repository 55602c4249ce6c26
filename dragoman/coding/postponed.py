"""What is put off to another day: the verbs of it, and the day that stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import tree
from dragoman.coding.status import Standing
from dragoman.model import EventDate, Sentence, TimeExpression

#: verbs (some with a particle) that put something off, or bring it forward
PUT_OFF = frozenset({"postpone", "delay", "defer", "put", "push", "move", "shift", "reschedule", "bring", "set", "prolong", "extend"})
#: of these only the day behind them tells that something is put off: talks may be moved to another town
BY_DAY = frozenset({"move", "shift", "bring", "reschedule", "push", "put"})
TOWARD = frozenset({"to", "until", "till", "for", "by", "from"})
#: how sure it is that what is put off has not happened, as of other postponements
CERTAINTY = -2


def new_day(s: Sentence, anchor: int, noun: int | None, times: Sequence[TimeExpression]) -> tuple[int, TimeExpression] | None:
    """The verb above (or at) the event by which it is put off, and the expression of the new day."""
    start = noun if noun is not None else anchor
    for verb in (start, *tree.up(s, start)):
        if not tree.is_verb(s.tokens[verb]) or s.tokens[verb].lemma not in PUT_OFF:
            continue
        for c in tree.children(s, verb, "prep"):
            if s.tokens[c].lemma not in ("to", "until", "till", "for"):
                continue
            inside = {s.tokens[j].start for j in tree.below(s, c)}
            found = next((t for t in times if t.type == "DATE" and any(t.span.start <= at < t.span.end for at in inside)), None)
            if found is not None and (found.start or found.end):
                return verb, found
    return None


def put_off(s: Sentence, anchor: int, noun: int | None, times: Sequence[TimeExpression], standing: Standing) -> Standing:
    """Talks that were "moved to 22 April" are put off, as those that were postponed."""
    found = new_day(s, anchor, noun, times)
    if found is None or standing.status not in ("occurred", "planned", "expected") or s.tokens[found[0]].lemma not in BY_DAY:
        return standing
    return Standing("negated", "postponed", CERTAINTY, (*standing.why, f"{s.tokens[found[0]].text!r} to {found[1].span.text!r}"))


def date_of(s: Sentence, anchor: int, noun: int | None, times: Sequence[TimeExpression]) -> tuple[EventDate, str] | None:
    """The new day."""
    found = new_day(s, anchor, noun, times)
    if found is None:
        return None
    t = found[1]
    return EventDate(t.start or t.end, t.end or t.start, t.span.text, t.reason), f"{t.span.text!r}: to when it is put off"


def ahead(s: Sentence, i: int) -> bool:
    """Whether token i is (in) the day to which something is put off, which lies ahead whatever the tense."""
    for at in (i, *tree.up(s, i)):
        token = s.tokens[at]
        if token.dep == "prep" and token.lemma in TOWARD - {"from"}:
            head = s.tokens[token.head]
            put = head.lemma == "put" and tree.child(s, head.i, "prt") is not None
            return put or tree.is_verb(head) and head.lemma in PUT_OFF - {"set", "put"}
        if tree.is_verb(token):
            return False
    return False
