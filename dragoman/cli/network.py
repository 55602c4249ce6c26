"""`dragoman network`: who deals with whom, over all the time that is asked for."""
from __future__ import annotations

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
from dragoman.cli.series import CountStatusOption, write_csv, write_jsonl

MOST = 40


def network(
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="So many pairs, those of which most is told.")] = MOST,
    undirected: Annotated[bool, typer.Option("--undirected", help="What is between two, once.")] = False,
    of: Annotated[str | None, typer.Option("--of", metavar="CODE", help="Only pairs of which one is this.")] = None,
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
    as_jsonl: JsonlOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Write who does how much to whom as CSV: events, of these conflict, and the mean score. Only what occurred is counted."""
    from msgspec.structs import asdict

    from dragoman import asking, resources
    from dragoman.ledger import asof
    from dragoman.ledger.store import Ledger
    from dragoman.series.pairs import Link, pairs_of

    wanted = asked(
        actor=actor, recipient=recipient, involving=involving, dyad=dyad, type=type, mode=mode, quad=quad, context=context,
        status=status, place=place, source=source, since=since, until=until, min_confidence=min_confidence, words=words,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found = pairs_of(connection, filters, is_directed=not undirected, of=of.upper() if of else None)
    rows = [asdict(one) for one in found[:most]]
    if as_jsonl:
        write_jsonl(rows)
    else:
        write_csv(rows, Link.__struct_fields__)
    if len(found) > most:
        typer.echo(f"dragoman: and {len(found) - most} more pairs: --most", err=True)
    elif not found:
        typer.echo("dragoman: no event between two actors", err=True)
