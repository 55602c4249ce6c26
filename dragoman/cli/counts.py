"""`dragoman counts` and `dragoman panel`: how often, between whom, in which period, and of how many reports."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.filters import (
    ActorOption,
    ContextOption,
    DyadOption,
    LeastOption,
    ModeOption,
    PlaceOption,
    QuadOption,
    RecipientOption,
    SinceOption,
    SourceOption,
    TypeOption,
    UntilOption,
    WordsOption,
    asked,
)
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from dragoman.series.tally import Counts

NAMED = 5  # sources that are named in a cell of the table


class By(StrEnum):
    """Periods."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


class Per(StrEnum):
    """What is counted apart."""

    dyad = "dyad"
    pair = "pair"
    actor = "actor"
    recipient = "recipient"
    type = "type"
    mode = "mode"
    quad = "quad"
    status = "status"
    place = "place"
    source = "source"


ByOption = Annotated[By, typer.Option("--by", help="Days, ISO weeks, months or years.")]
PerOption = Annotated[
    list[Per] | None, typer.Option("--per", help="Count apart, several times if need be; dyad: A>B, pair: A:B, place: the country.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="A CSV table with a head, for programs and spreadsheets.")]
SourcesOption = Annotated[
    bool, typer.Option("--sources", help="Instead, what was read in each period: which sources were silent, broken or new.")
]
CountStatusOption = Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="Instead of occurred and ongoing.")]


def counts(
    by: ByOption = By.month,
    per: PerOption = None,
    sources: SourcesOption = False,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    dyad: DyadOption = None,
    type: TypeOption = None,
    mode: ModeOption = None,
    quad: QuadOption = None,
    context: ContextOption = None,
    status: CountStatusOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: LeastOption = 0.0,
    source: SourceOption = None,
    words: WordsOption = "",
    as_of: AsOfOption = None,
    as_csv: CsvOption = False,
    as_jsonl: JsonlOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Count events, each happening once, by period, beside the number of reports that were read. Only what occurred is counted."""
    from dragoman import asking, resources
    from dragoman.ledger import asof
    from dragoman.ledger.store import Ledger
    from dragoman.series.asked import counts_of

    wanted = asked(
        actor=actor, recipient=recipient, dyad=dyad, type=type, mode=mode, quad=quad, context=context, status=status, place=place,
        source=source, since=since, until=until, min_confidence=min_confidence, words=words,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found = counts_of(connection, filters, by.value, [one.value for one in per or ()])
    rows = _readings(found) if sources else _rows(found)
    _write(rows, as_csv, as_jsonl, "Read" if sources else f"Events ({', '.join(found.statuses)})")
    _notes(found)


def panel(
    by: ByOption = By.month,
    directed: Annotated[bool, typer.Option("--directed", help="Who does it to whom; talks count in both directions.")] = False,
    among: Annotated[str, typer.Option("--countries", metavar="A,B,...", help="Only dyads of these codes.")] = "",
    balanced: Annotated[bool, typer.Option("--balanced", help="A row for each dyad in each period, with zeros.")] = False,
    type: TypeOption = None,
    mode: ModeOption = None,
    quad: QuadOption = None,
    context: ContextOption = None,
    status: CountStatusOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: LeastOption = 0.0,
    source: SourceOption = None,
    words: WordsOption = "",
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Write a panel of dyads and periods as CSV: events by quad class, their score, the reports that were read."""
    from dragoman import asking, resources
    from dragoman.flat import row
    from dragoman.ledger import asof
    from dragoman.ledger.store import Ledger
    from dragoman.series.asked import panel_of

    wanted = asked(
        type=type, mode=mode, quad=quad, context=context, status=status, place=place, source=source, since=since, until=until,
        min_confidence=min_confidence, words=words,
    )  # fmt: skip
    codes = list(dict.fromkeys(code.strip().upper() for code in among.split(",") if code.strip()))
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found = panel_of(connection, filters, by.value, directed=directed, among=codes, balanced=balanced)
    _write([row(one) for one in found], not as_jsonl, as_jsonl, "Panel")
    if not found:
        typer.echo("dragoman: no event between two actors in these periods", err=True)


def _rows(found: Counts) -> list[dict[str, Any]]:
    """Flat rows: the key's parts as columns."""
    return [
        {"period": one.period, **one.key, "state": one.state, "events": one.events, "records": one.records, "score": one.score,
         "mean_score": one.mean_score, "reports": one.reports, "sources": one.sources, "per_1000": one.per_1000}
        for one in found.rows
    ]  # fmt: skip


def _readings(found: Counts) -> list[dict[str, Any]]:
    return [
        {"period": one.period, "reports": one.reports, "sources": one.sources, "silent": one.silent, "new": one.new, "broken": one.broken}
        for one in found.read
    ]


def _write(rows: Sequence[Mapping[str, Any]], as_csv: bool, as_jsonl: bool, title: str) -> None:
    if as_jsonl:
        import msgspec

        for one in rows:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
        sys.stdout.flush()
    elif as_csv:
        import csv

        if rows:
            table = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows({name: _cell(value, "; ") for name, value in one.items()} for one in rows)
    elif rows:
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        shown = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
        for name, value in _seen(rows[0]).items():
            shown.add_column(name.replace("_", " "), justify="right" if isinstance(value, int | float) else "left", overflow="fold")
        for one in rows:
            shown.add_row(*(Text(_cell(_few(value), ", ")) for value in _seen(one).values()))
        Console(highlight=False).print(shown)


def _seen(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a terminal has room for."""
    return {name: value for name, value in row.items() if name not in ("records", "score")}


def _few(value: Any) -> Any:
    """Of long lists the first ones and how many there are."""
    if isinstance(value, tuple) and len(value) > NAMED:
        return (*value[:NAMED], f"and {len(value) - NAMED} more")
    return value


def _cell(value: Any, between: str) -> str:
    if isinstance(value, tuple | list):
        return between.join(map(str, value))
    return "" if value is None else str(value)


def _notes(found: Counts) -> None:
    """What a reader of the figures must know, on standard error."""
    empty = [one.period for one in found.read if not one.reports]
    lines: Iterable[str] = (
        *(["no report read, and no event: dragoman ingest takes reports in"] if not found.read else []),
        *([f"{found.undated} events are not counted: their date is unknown, or coarser than a {found.by}"] if found.undated else []),
        *([f"no report was read of {len(empty)} of {len(found.read)} periods; no event there means nothing"] if empty else []),
    )
    for line in lines:
        typer.echo(f"dragoman: {line}", err=True)
