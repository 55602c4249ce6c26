"""The words in the cells of the tables: actors, dates, places, quotes."""
from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from dragoman.model import Actor, Event, EventDate, LedgerEvent, Place, Span

# Names that stand for somebody and name nobody; where the person is unknown, the country says more than these.
VAGUE = frozenset({"he", "she", "they", "it", "we", "both", "both sides", "the two sides", "the sides", "both countries"})
SENTENCE = 110  # characters of a sentence that are shown: two lines of the narrow layout
REPORTS = 3  # of those that tell of an event, how many are named
BEFORE = 40  # of these, how many before the trigger


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def quote(span: Span) -> str:
    """The words of the report."""
    return f"\u201c{line(span.text)}\u201d"


def actor(who: Actor) -> str:
    """`Jaan Tamm (EST)`: the person where one is known, else the name as in the text; then the country, if the name is not it."""
    name = line(who.person or who.name)
    if who.country is None or who.country == name:
        return name
    if who.person is None and name.lower() in VAGUE:
        return f"{who.country} (\u201c{name}\u201d)"
    return f"{name} ({who.country})"


def actors(all_of_them: Iterable[Actor]) -> str:
    """One actor a line, nobody twice."""
    return "\n".join(dict.fromkeys(map(actor, all_of_them)))


def date(when: EventDate | None) -> str:
    """`2020-09-04`, `2020-09-02 to 2020-09-04`, `by 2021`, `since 2011`, or nothing."""
    if when is None:
        return ""
    if when.start and when.end:
        return when.start if when.start == when.end else f"{when.start} to {when.end}"
    return f"by {when.end}" if when.end else f"since {when.start}" if when.start else ""


def place(where: Place | None) -> str:
    """`Oslo, NOR`."""
    if where is None:
        return ""
    return where.name if where.country in (None, where.name) else f"{where.name}, {where.country}"


def kind(event: Event) -> str:
    """`SANCTION` over `expel`."""
    return f"{event.type}\n{event.mode}" if event.mode else event.type


def status(event: Event) -> str:
    """`planned`, or `negated` over `ruled out`."""
    return f"{event.status}\n{event.negation.replace('_', ' ')}" if event.negation else event.status


def credit(event: Event) -> str:
    """`, says the ministry (4 sentences)`: whom the report credits, and how many sentences tell of the event."""
    said = f", says {line(event.attributed_to.name)}" if event.attributed_to else ""
    often = f" ({len(event.evidence)} sentences)" if len(event.evidence) > 1 else ""
    return f"{said}{often}"


def records(event: Event) -> str:
    """`event e-1d2bd75fc773-2, 5 reports, 2 texts` where several tell of it, and a line for each of the first reports; "" outside a
    ledger.
    """
    if not isinstance(event, LedgerEvent):
        return ""
    shown = [
        f"report {one.report} of {one.published or 'unknown date'}{f', {line(one.source)}' if one.source else ''}"
        for one in event.records[:REPORTS]
    ]
    more = len(event.records) - len(shown)
    counts = f", {len(event.records)} records in {event.texts} independent texts" if len(event.records) > 1 else ""
    return "\n".join([f"event {event.id}{counts}", *shown, *([f"and {more} more"] if more else [])])


def sentence(event: Event) -> str:
    """The first sentence that tells of the event, shortened around the trigger where it is long."""
    first = event.evidence[0]
    text = line(first.text)
    if len(text) <= SENTENCE:
        return text
    at = len(line(first.text[: max(0, event.trigger.start - first.start)]))
    if at <= BEFORE:
        return shorten(text, SENTENCE, placeholder="\u2026")
    cut = text.find(" ", at - BEFORE) + 1
    return "\u2026" + shorten(text[cut:], SENTENCE, placeholder="\u2026")
