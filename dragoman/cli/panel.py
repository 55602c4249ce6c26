"""`dragoman panel`: dyads and periods, how often by quad class, and of how many reports."""
from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from dragoman.cli.filters import (
    ContextOption,
    LeastOption,
    ModeOption,
    PlaceOption,
    QuadOption,
    SinceOption,
    SourceOption,
    TypeOption,
    UntilOption,
    WordsOption,
    asked,
)
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption, LexiconOption
from dragoman.cli.series import By, ByOption, CountStatusOption, note, write_csv, write_jsonl


def panel(
    by: ByOption = By.month,
    directed: Annotated[bool, typer.Option("--directed", help="Who does it to whom; talks count in both directions.")] = False,
    among: Annotated[str, typer.Option("--countries", metavar="A,B,...", help="Only dyads of these actors, by code or name.")] = "",
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
    from dragoman.series.among import codes_of
    from dragoman.series.asked import panel_of
    from dragoman.series.panel import DyadPeriod

    wanted = asked(
        type=type, mode=mode, quad=quad, context=context, status=status, place=place, source=source, since=since, until=until,
        min_confidence=min_confidence, words=words,
    )  # fmt: skip
    names = [name.strip() for name in among.split(",") if name.strip()]
    load = partial(resources.load, lexicon)
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, load)
        codes = codes_of(connection, names, lambda name: asking.who(connection, name, load), load)
        found = panel_of(connection, filters, by.value, directed=directed, among=codes, balanced=balanced)
    rows = [row(one) for one in found.rows]
    if as_jsonl:
        write_jsonl(rows)
    else:
        write_csv(rows, DyadPeriod.__struct_fields__)
    note(found)
    if not rows:
        typer.echo("dragoman: no event between two actors in these periods", err=True)
