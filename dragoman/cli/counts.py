"""`dragoman counts`: how often, in which period, and of how many reports."""
from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.filters import (
    ActorOption,
    ContextOption,
    DyadOption,
    InvolvingOption,
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
from dragoman.cli.series import By, ByOption, CountStatusOption, note, print_table, write_csv, write_jsonl

READ = ("period", "reports", "sources", "silent", "new", "broken")


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


PerOption = Annotated[
    list[Per] | None, typer.Option("--per", help="Count apart, several times if need be; dyad: A>B, pair: A:B, place: the country.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="A CSV table with a head, for programs and spreadsheets.")]
SourcesOption = Annotated[
    bool, typer.Option("--sources", help="Instead, what was read in each period: which sources were silent, broken or new.")
]


def counts(
    by: ByOption = By.month,
    per: PerOption = None,
    sources: SourcesOption = False,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    involving: InvolvingOption = None,
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
    from dragoman.series.tally import FIGURES

    wanted = asked(
        actor=actor, recipient=recipient, involving=involving, dyad=dyad, type=type, mode=mode, quad=quad, context=context,
        status=status, place=place, source=source, since=since, until=until, min_confidence=min_confidence, words=words,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found = counts_of(connection, filters, by.value, [one.value for one in per or ()])
    rows = [{name: getattr(one, name) for name in READ} for one in found.read] if sources else found.table()
    if as_jsonl:
        write_jsonl(rows)
    elif as_csv:
        write_csv(rows, READ if sources else ("period", *found.per, *FIGURES))
    else:
        print_table(rows, "Read" if sources else f"Events ({', '.join(found.statuses)})")
    note(found)
