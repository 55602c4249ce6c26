"""The words in the cells of the table: actors, dates, places, quotes."""
from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Actor, Event, EventDate, Place, Span


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def quote(span: Span) -> str:
    """The words of the report."""
    return f"\u201c{line(span.text)}\u201d"


def actor(who: Actor) -> str:
    """`Tamm (Jaan Tamm, EST)`: as in the text, then the person and the country where the name does not tell them."""
    name = line(who.name)
    known = [part for part in (who.person, who.country) if part and part not in name]
    return f"{name} ({', '.join(known)})" if known else name


def actors(all_of_them: Iterable[Actor]) -> str:
    """One actor a line."""
    return "\n".join(map(actor, all_of_them))


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
    """`SANCTION/expel`."""
    return f"{event.type}/{event.mode}" if event.mode else event.type


def status(event: Event) -> str:
    """`planned`, or `negated: ruled out`."""
    return f"{event.status}: {event.negation.replace('_', ' ')}" if event.negation else event.status


def words(event: Event) -> str:
    """The trigger as quoted, whom the report credits, and in how many sentences it stands."""
    said = f", says {line(event.attributed_to.name)}" if event.attributed_to else ""
    often = f" ({len(event.evidence)} sentences)" if len(event.evidence) > 1 else ""
    return f"{quote(event.trigger)}{said}{often}"
