"""Which expression of time dates which event: by the parse, the nearest first; null where nothing says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from dragoman.coding import postponed, tree
from dragoman.model import EventDate, Sentence, Status, TimeExpression

Direction = Literal["past", "future"]
FAR = 99
#: what is scheduled is told in the present tense
OPENING = frozenset({"open", "begin", "start", "convene", "take", "meet", "end", "close", "conclude", "leave", "arrive", "travel", "fly"})
#: what a weekday may stand before and remain one
PARTS = frozenset({"morning", "evening", "night", "afternoon", "noon", "midnight"})


def direction_at(s: Sentence) -> Callable[[int], Direction | None]:
    """For a character of the report: the tense of the clause that it stands in, which tells which Friday is meant."""

    def look(position: int) -> Direction | None:
        i = next((t.i for t in s.tokens if t.end > position), len(s.tokens) - 1)
        if postponed.ahead(s, i):
            return "future"
        for at in (i, *tree.up(s, i)):
            if (found := _tense(s, at)) is not None:
                return found
        return None

    return look


def _tense(s: Sentence, i: int) -> Direction | None:
    token = s.tokens[i]
    if not (tree.is_verb(token) or token.lemma == "be"):
        return None
    forms = {s.tokens[c].text.lower() for c in tree.children(s, i, "aux", "auxpass")}
    if forms & {"should", "must"} and not forms & {"have"}:
        return "future"  # "should be completed in October"
    if forms & {"will", "shall", "'ll", "’ll", "would", "may", "might", "could", "to"} or token.lemma in (
        "expect",
        "schedule",
        "plan",
        "due",
        "set",
        "arrange",
        "slate",
        "fix",
        "book",
        "convene",
        "summon",
        "invite",
    ):
        return "future"
    if forms & {"has", "have", "had", "was", "were", "did"} or token.tag in ("VBD", "VBN"):
        return "past"
    if forms & {"is", "are"} and token.tag == "VBG":
        return "future"
    if token.lemma in OPENING and token.tag in ("VBZ", "VBP") and not s.segment.headline:
        return "future"  # "It opens on Thursday"
    return None


def is_name(s: Sentence, t: TimeExpression) -> bool:
    """Whether a weekday or month is somebody's first name: "his counterpart Sunday Okafor"."""
    at = [k for k in s.tokens if t.span.start <= k.start < t.span.end]
    if len(at) != 1 or at[0].dep != "compound" or at[0].i + 1 >= len(s.tokens):
        return False
    surname = s.tokens[at[0].i + 1]
    return surname.tag == "NNP" and surname.text[0].isupper() and surname.i == at[0].head and surname.text.lower() not in PARTS


def with_years(times: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Days without a year get that of the sentence's one full date: "on 4 April and from 5 to 6 April 2016"."""
    years = {t.start[:4] for t in times if t.start is not None and t.reason.endswith("date in the text")}
    if len(years) != 1:
        return tuple(times)
    year = years.pop()
    return tuple(_in_year(t, year) if t.type == "DATE" and t.start is None and t.end is None else t for t in times)


def _in_year(t: TimeExpression, year: str) -> TimeExpression:
    day = year + t.value[4:]
    if not t.value.startswith("XXXX-") or len(day) not in (7, 10) or "W" in day:
        return t
    return replace(t, value=day, start=day, end=day, reason="the year of the date beside it")


def date_of(
    s: Sentence, anchor: int, trigger: int, others: Sequence[int], times: Sequence[TimeExpression], status: Status, published: str | None
) -> tuple[EventDate | None, str]:
    """The event's date and why. `others` are the anchors of the sentence's other events, which may own an expression."""
    ranked = sorted(
        (
            (distance(s, t, anchor, trigger, others, status), k)
            for k, t in enumerate(times)
            if t.type in ("DATE", "TIME") and (t.start or t.end)
        )
    )
    ranked = [(far, k) for far, k in ranked if far < FAR and _possible(times[k], status, published)]
    if not ranked:
        return None, "no expression of time in its clause"
    chosen = times[ranked[0][1]]
    start, end = _bounds(chosen, status)
    return EventDate(
        start, end, chosen.span.text, chosen.reason
    ), f"{chosen.span.text!r} is nearest in the parse ({chosen.reason})"


def _possible(t: TimeExpression, status: Status, published: str | None) -> bool:
    """What is still to come has no date in the past, what has happened none in the future."""
    if published is None:
        return True
    if status in ("planned", "expected"):
        end = t.end if t.bound != "since" else None
        return end is None or end >= published[: len(end)] or published.startswith(end)
    if status in ("occurred", "alleged"):
        return t.start is None or t.start[: len(published)] <= published[: len(t.start)]
    return True


def _bounds(t: TimeExpression, status: Status) -> tuple[str | None, str | None]:
    if t.bound == "by":
        return None, t.end or t.start
    if t.bound == "since":
        return t.start or t.end, None
    return t.start, t.end


def lengthened(start: str, value: str) -> str:
    """The last day of a stay of PnD that begins on `start`."""
    days = value[1:-1]
    if len(start) != 10 or not days.isdigit():
        return start
    return (date.fromisoformat(start) + timedelta(days=int(days) - 1)).isoformat()


def distance(s: Sentence, t: TimeExpression, anchor: int, trigger: int, others: Sequence[int], status: Status) -> int:
    """How far an expression is from the event in the parse; FAR where it belongs to another clause."""
    first = bisect_right(s.tokens, t.span.start, key=lambda token: token.end)
    tokens = range(first, bisect_left(s.tokens, t.span.end, first, key=lambda token: token.start))
    if not tokens:
        return FAR
    mine = _own_heads(s, anchor, trigger, status, tokens[0])
    best = FAR
    for i in tokens:
        for steps, head in enumerate(tree.up(s, i)):
            if head in others and head not in mine:
                break
            if head in mine:
                owned = head in others and head not in (anchor, trigger)
                best = min(best, steps + 2 * mine[head] + (6 if owned and mine[head] else 0))
                break
            if s.tokens[head].dep in ("relcl", "advcl", "ccomp") and tree.is_verb(s.tokens[head]):
                break
    return best


def _own_heads(s: Sentence, anchor: int, trigger: int, status: Status, time: int) -> dict[int, int]:
    """The tokens whose expressions of time may date the event, with the steps up to them. What is still to come does not
    take the day on which somebody set out for it, or spoke of it."""
    mine = {anchor: 0, trigger: 0}
    ahead = status in ("planned", "expected", "possible")
    if s.tokens[anchor].dep == "relcl":
        return mine
    for steps, head in enumerate(tree.up(s, anchor), 1):
        past = s.tokens[head].tag == "VBD" or (s.segment.headline and s.tokens[head].tag == "VBZ")
        if ahead and past and tree.is_verb(s.tokens[head]) and time < trigger:
            break
        if ahead and past and tree.is_verb(s.tokens[head]) and s.tokens[time].head == head:
            break
        mine.setdefault(head, steps)
        if s.tokens[head].dep == "relcl":
            break
    return mine
