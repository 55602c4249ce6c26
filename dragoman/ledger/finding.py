"""Finds reports: by day and source, or by the words of their texts, the last published first."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import asdict
from sqlalchemy import Connection, select, text

from dragoman.ledger import passages as marks
from dragoman.ledger import reports, search, terms, texts
from dragoman.ledger import schema as s
from dragoman.ledger.codec import Row
from dragoman.ledger.dialects import TABLES, past_of
from dragoman.ledger.filters import AllOf, Expression, any_of, phrases, windows
from dragoman.ledger.filters import Filters as Days
from dragoman.ledger.queries import KEY, PAGE
from dragoman.ledger.reports import Selection
from dragoman.model import FoundReport, LedgerReport, Passage


def listed(c: Connection, wanted: Selection, limit: int, after: str | None = None) -> tuple[list[LedgerReport], str | None]:
    """At most `limit` reports, and the id after which the next page begins. With words each is a FoundReport.

    Raises NotFound for an `after` that no report has.
    """
    if not wanted.words:
        return reports.listed(c, wanted, limit, after)
    rows = list(islice(_found(c, wanted, after, limit + 1), limit + 1))
    return list(shown(c, wanted, rows[:limit])), rows[limit - 1]["id"] if len(rows) > limit else None


def every(c: Connection, wanted: Selection) -> Iterator[LedgerReport]:
    """All of them."""
    after: str | None = None
    while True:
        page, after = listed(c, wanted, PAGE, after)
        yield from page
        if after is None:
            return


def plan(c: Connection, wanted: Selection) -> list[str]:
    """How the database finds the texts, a line a step, for benchmarks and tests."""
    explain = "EXPLAIN" if c.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    sql, values = _statement(c, wanted)
    return [str(row[-1]) for row in c.execute(text(f"{explain} {sql}"), {**values, "low": 0, "high": _high(c, None), "limit": PAGE})]


def _found(c: Connection, wanted: Selection, after: str | None, some: int) -> Iterator[Row]:
    """Rows of reports with the words, the newest first: the index is read in its order, and what it cannot say is looked at in the row."""
    sql, values = _statement(c, wanted)
    low, high = _days(wanted) if past_of(c) is None else (0, _high(c, None))
    high = min(high, _high(c, after))
    while there := c.execute(text(sql), {**values, "low": low, "high": high, "limit": some}).scalars().all():
        keys = [at & KEY for at in there]
        rows = {row["pk"]: row for row in reports.fetched(c, reports.selected(wanted).where(s.report.c.pk.in_(keys)))}
        yield from (rows[key] for key in keys if key in rows)
        high, some = there[-1] - 1, PAGE


def _statement(c: Connection, wanted: Selection) -> tuple[str, dict[str, object]]:
    """Positions in the index, in a window that is still to be given."""
    must, never = phrases(wanted.words)
    among: list[Expression] = [any_of([terms.term("o", source) for source in wanted.source])] if wanted.source else []
    # every row has EVERY: asked for only where nothing else must be there, for it is the longest list of all
    matching, values = search.matching(c, AllOf((*among, *must) if must else (terms.EVERY, *among), tuple(never)), texts.INDEX)
    at = search.at(c, texts.INDEX)
    return f"SELECT {at} FROM {texts.INDEX} WHERE {matching} AND {at} BETWEEN :low AND :high ORDER BY {at} DESC LIMIT :limit", values


def _days(wanted: Selection) -> tuple[int, int]:
    """Where in the index to look: a report of a month stands at its first day."""
    spell = windows(Days(until=wanted.until))[0]
    return (texts.position(0, wanted.since[: len("2020-09")]) if wanted.since else spell.low), spell.high


def _high(c: Connection, after: str | None) -> int:
    """The last position that may be looked at; after a report that before its own, which the present knows."""
    if after is None:
        return windows(Days())[0].high
    pk = reports.key_of(c, after)
    published = c.execute(text(f"SELECT published FROM {TABLES[c.dialect.name]}.report WHERE pk = :pk"), {"pk": pk}).scalar()
    return texts.position(pk, published) - 1


def places(c: Connection, said: str, typed: str) -> list[marks.Place]:
    """Where the words stand in a text, in its order."""
    must, _ = phrases(typed)
    told = marks.tokens(said[: texts.LONGEST])
    stems = search.stems(c, sorted(marks.alike(told, must)))
    return marks.merged(place for phrase in must for place in marks.places(told, marks.forms(phrase, stems)))


def shown(c: Connection, wanted: Selection, rows: Sequence[Row]) -> Iterator[FoundReport]:
    """With the passages in which the words stand, where the text is kept."""
    must, _ = phrases(wanted.words)
    t = s.report.c
    keys = [row["pk"] for row in rows] if must else []
    whole = {pk: said for pk, said in c.execute(select(t.pk, t.text).where(t.pk.in_(keys))) if said is not None}
    told = {pk: marks.tokens(said[: texts.LONGEST]) for pk, said in whole.items()}
    stems = search.stems(c, sorted(set().union(*(marks.alike(said, must) for said in told.values()))))
    forms = [marks.forms(phrase, stems) for phrase in must] if told else []
    for row in rows:
        pk = row["pk"]
        quoted = _passages(whole[pk], told[pk], row["title"], forms) if pk in whole else ()
        yield FoundReport(**asdict(reports.made(row)), passages=quoted)


def _passages(said: str, told: Sequence[marks.Token], title: str | None, forms: Sequence[marks.Forms]) -> tuple[Passage, ...]:
    headline = len(title) if title and said.startswith(title) else 0
    return marks.passages(said, [list(marks.places(told, some)) for some in forms], headline)
