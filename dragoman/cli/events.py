"""`dragoman events`: which events the reports in a ledger tell of."""
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model import LedgerEvent

LIMIT = 50


def events(
    actor: Annotated[list[str] | None, typer.Option("--actor", metavar="WHO", help="Who acts: a code, or a name in quotes.")] = None,
    recipient: Annotated[list[str] | None, typer.Option("--recipient", metavar="WHO", help="Who undergoes it.")] = None,
    dyad: Annotated[list[str] | None, typer.Option("--dyad", metavar="A:B", help="Between two, or 'A>B': what A does to B.")] = None,
    type: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="CONSULT, SANCTION ...")] = None,
    mode: Annotated[list[str] | None, typer.Option("--mode", metavar="MODE", help="expel, withdraw ...")] = None,
    quad: Annotated[list[str] | None, typer.Option("--quad", metavar="QUAD", help="verbal_conflict ...")] = None,
    context: Annotated[list[str] | None, typer.Option("--context", metavar="CONTEXT", help="military, economic ...")] = None,
    status: Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="occurred, planned, negated ...")] = None,
    place: Annotated[list[str] | None, typer.Option("--place", metavar="PLACE", help="A country or a place, by name or code.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to the end of this day, month or year.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="X", min=0, max=1, help="At least as likely right as X, of 0 to 1.")
    ] = 0.0,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="SOURCE", help="Of reports from this source.")] = None,
    words: Annotated[
        str, typer.Option("--words", metavar="WORDS", help="In the sentences or the headline: words, \"a phrase\", begin*, -without.")
    ] = "",
    retracted: Annotated[bool, typer.Option("--retracted", help="Also what retracted reports say.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Also what copies of other reports say.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")] = LIMIT,
    after: Annotated[int | None, typer.Option("--after", metavar="CURSOR", help="Go on where the last page ended.")] = None,
    as_jsonl: JsonlOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """List events, the newest first: of several filters all must fit, of several values of one filter any."""
    from dragoman import asking, resources
    from dragoman.ledger.empty import why_empty
    from dragoman.ledger.rows import all_events
    from dragoman.ledger.rows import events as one_page
    from dragoman.ledger.store import Ledger

    asked = asking.Asked(
        actor=tuple(actor or ()), recipient=tuple(recipient or ()), dyad=tuple(dyad or ()), type=tuple(type or ()),
        mode=tuple(mode or ()), quad=tuple(quad or ()), context=tuple(context or ()), status=tuple(status or ()),
        place=tuple(place or ()), source=tuple(source or ()), since=since, until=until, min_confidence=min_confidence,
        words=words, retracted=retracted, copies=copies,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, ledger.reading() as connection:
        filters = asking.resolve(connection, asked, lambda: resources.load(lexicon))
        found, more = one_page(connection, filters, limit, after) if limit else (all_events(connection, filters, after), None)
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
