"""The index of whole texts: every word of every report whose text is kept, of others the headline's; see `search` for what it is made of.

One row a report, at the day of its publication. Whoever writes a report calls `add` in the same transaction. Its terms are the sources
at which the text was met.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from dragoman.days import first_day
from dragoman.ledger import search, terms
from dragoman.ledger.search import Index

INDEX: Index = "search_report"
#: letters and signs of a text that can be searched, from its beginning: PostgreSQL's rows have room for 1 MB of words
LONGEST = 200_000


class Text(Struct, frozen=True):
    """A report to be found. `text` is None where it is not kept whole; `sources`: where it was met."""

    pk: int
    published: str | None
    title: str | None
    text: str | None
    retention: str
    sources: tuple[str | None, ...] = ()


def of_row(row: Any, sources: Iterable[str | None] = ()) -> Text:
    """A row of the table of reports, as the index has it."""
    return Text(row["pk"], row["published"], row["title"], row["text"], row["retention"], tuple(sources))


def position(pk: int, published: str | None) -> int:
    """Where a report stands: by the first day of its date, those of unknown date before all others."""
    day = first_day(published) if published else None
    return terms.position(day, None, pk)


def words(one: Text) -> list[str]:
    """The headline is a part of the text. Empty where a report's words may not be kept."""
    if one.retention == "offsets":
        return []
    return terms.searched((one.text if one.text is not None else one.title or "")[:LONGEST])


def add(c: Connection, some: Iterable[Text]) -> None:
    """Make reports findable by their words."""
    search.put(c, [_row(one) for one in some], INDEX)


def add_source(c: Connection, pk: int, published: str | None, source: str) -> None:
    """The text was met at one more source."""
    search.add_source(c, [position(pk, published)], source, INDEX)


def move(c: Connection, one: Text, published: str | None) -> None:
    """It is of another day than was thought."""
    if position(one.pk, published) != position(one.pk, one.published):
        search.remove(c, [_row(one)], INDEX)
        search.put(c, [_row(replace(one, published=published))], INDEX)


def forget(c: Connection, one: Text) -> None:
    """Take its words out; call `search.purge` for the bytes."""
    search.forget_words(c, [(position(one.pk, one.published), words(one))], INDEX)


def _row(one: Text) -> search.Row:
    return position(one.pk, one.published), _terms(one), words(one)


def _terms(one: Text) -> list[str]:
    return list(dict.fromkeys([terms.EVERY, *(terms.term("o", source) for source in one.sources if source)]))
