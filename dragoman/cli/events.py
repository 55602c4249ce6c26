"""`dragoman events`: which events the reports in a ledger tell of."""
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filters import (
    ActorOption,
    ContextOption,
    CopiesOption,
    DyadOption,
    InvolvingOption,
    LeastOption,
    ModeOption,
    PlaceOption,
    QuadOption,
    RecipientOption,
    RetractedOption,
    SinceOption,
    SourceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    WordsOption,
    asked,
)
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model import LedgerEvent

LIMIT = 50


def events(
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    involving: InvolvingOption = None,
    dyad: DyadOption = None,
    type: TypeOption = None,
    mode: ModeOption = None,
    quad: QuadOption = None,
    context: ContextOption = None,
    status: StatusOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: LeastOption = 0.0,
    source: SourceOption = None,
    words: WordsOption = "",
    retracted: RetractedOption = False,
    copies: CopiesOption = False,
    as_of: AsOfOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")] = LIMIT,
    after: Annotated[int | None, typer.Option("--after", metavar="CURSOR", help="Go on where the last page ended.")] = None,
    as_jsonl: JsonlOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """List events, the newest first: of several filters all must fit, of several values of one filter any."""
    from dragoman import asking, resources
    from dragoman.ledger import asof
    from dragoman.ledger.empty import why_empty
    from dragoman.ledger.rows import some_events
    from dragoman.ledger.store import Ledger

    wanted = asked(
        actor=actor, recipient=recipient, involving=involving, dyad=dyad, type=type, mode=mode, quad=quad, context=context,
        status=status, place=place, source=source, since=since, until=until, min_confidence=min_confidence, words=words,
        retracted=retracted, copies=copies,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found, more = some_events(connection, filters, limit, after)
        shown = _lines(found) if as_jsonl else _table(found)
        if not shown:
            end = "no more events" if after is not None else why_empty(connection, filters)
            typer.echo(f"dragoman: {end}", err=True)
        elif more is not None:
            typer.echo(f"dragoman: there are more events: --after {more}", err=True)


def _lines(found: Iterable[LedgerEvent]) -> int:
    """How many were written."""
    import msgspec

    encoder, count = msgspec.json.Encoder(), 0
    for count, event in enumerate(found, 1):  # noqa: B007
        sys.stdout.buffer.write(encoder.encode(event) + b"\n")
    sys.stdout.flush()
    return count


def _table(found: Iterable[LedgerEvent]) -> int:
    from rich.console import Console

    from dragoman.cli.table import listed

    console, events = Console(highlight=False), list(found)
    if events:
        console.print(listed(events, console.width))
    return len(events)
