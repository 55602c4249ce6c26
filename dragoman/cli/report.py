"""`dragoman report ID` and `dragoman reports`: what was read, and what each of it says."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import JsonOption, note_as_of, print_json, told, told_with_packages
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.ledger.reports import FullReport, OfEvent
    from dragoman.model import Coding, LedgerReport, Passage, Span


def report(
    name: Annotated[str, typer.Argument(metavar="ID", help="The report's id, or its beginning.", show_default=False)],
    trace: Annotated[bool, typer.Option("--trace", help="Instead, code it again and show every stage's decisions.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="With --trace: one JSON object a decision.")] = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Show a report: its text with the evidence marked, its records, where it was met."""
    from dragoman.ledger import asof
    from dragoman.ledger.reports import full, key_of
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        found = full(connection, key_of(connection, name))
    if trace:
        _trace(found, lexicon, as_jsonl)
    elif as_json:
        print_json(found)
    else:
        _print(found)


def _trace(found: FullReport, lexicon: Path | None, as_jsonl: bool) -> None:
    """As the page of the report has it."""
    import msgspec

    from dragoman import engine
    from dragoman.explain import of_document
    from dragoman.ledger.entry import MACHINE

    coding = found.codings.get(MACHINE)
    if coding is None or found.report.retention != "full":
        typer.echo("dragoman: no trace: the whole text is not kept, and without it nothing is coded again", err=True)
        raise typer.Exit(FAILED)
    with told_with_packages():
        told_of = of_document(coding.document, engine(lexicon=lexicon))
    for step in told_of.steps if as_jsonl else ():
        sys.stdout.buffer.write(msgspec.json.encode(step) + b"\n")
    for line in () if as_jsonl else told_of.lines():
        typer.echo(line)
    sys.stdout.flush()


def reports(
    source: Annotated[list[str] | None, typer.Option("--source", metavar="SOURCE", help="From this source.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published from this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Published up to this day, month or year.")] = None,
    met: Annotated[str | None, typer.Option("--met", metavar="DAY", help="Taken in, or met again, on this day, month or year.")] = None,
    words: Annotated[str, typer.Option("--words", metavar="WORDS", help='In their texts: words, "a phrase", begin*, -without.')] = "",
    retracted: Annotated[bool | None, typer.Option("--retracted/--not-retracted", help="Only those, or all but those.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")] = 50,
    after: Annotated[str | None, typer.Option("--after", metavar="ID", help="Go on after this report.")] = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List reports, the last published first; by words with the passages in which they stand."""
    from dragoman.asking import selection
    from dragoman.ledger import asof
    from dragoman.ledger.empty import why_no_report
    from dragoman.ledger.finding import every, listed
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        wanted = selection(source or (), since, until, retracted, words, met)
        found, more = listed(connection, wanted, limit, after) if limit else (every(connection, wanted), None)
        count = _write(found, as_jsonl)
        if not count:
            why = "no more reports" if after is not None else why_no_report(connection, wanted)
            typer.echo(f"dragoman: {why}", err=True)
        elif more is not None:
            typer.echo(f"dragoman: there are more reports: --after {more}", err=True)


def _write(found: Iterable[LedgerReport], as_jsonl: bool) -> int:
    """How many were written."""
    import msgspec

    from dragoman.model import FoundReport

    count = 0
    for one in found:
        count += 1
        if as_jsonl:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
        else:
            typer.echo(line(one))
            for passage in one.passages if isinstance(one, FoundReport) else ():
                typer.echo(f"    {quoted(passage)}")
    sys.stdout.flush()
    return count


def line(one: LedgerReport) -> str:
    """`1d2bd75fc773bdb1  2026-03-04   3 records  Andean Wire: Peru recalls envoy from Chile (retracted)`."""
    marks = [mark for mark, when in (("retracted", one.retracted), ("forgotten", one.forgotten)) if when]
    if one.duplicate_of:
        marks.append(f"{one.duplicate_kind} copy of {one.duplicate_of}" if one.duplicate_kind != "version" else f"after {one.duplicate_of}")
    ending = f" ({', '.join(marks)})" if marks else ""
    source = f"{' '.join(one.source.split())}: " if one.source else ""
    title = " ".join((one.title or "no headline").split())
    return f"{one.id}  {one.published or 'no date':10} {one.records:3} records  {source}{title}{ending}"


def quoted(passage: Passage) -> str:
    """A passage on one line, what was searched for in bold."""
    from dragoman.ledger.passages import pieces

    return "".join(typer.style(text, bold=True) if is_marked else text for text, is_marked in pieces(passage))


def _print(found: FullReport) -> None:
    from rich.console import Console

    from dragoman.cli.table import render
    from dragoman.ledger.entry import MACHINE

    console = Console(highlight=False)
    one = found.report
    typer.echo(line(one))
    for label, value in (
        ("address", one.url), ("retracted", one.retracted and f"{one.retracted}: {one.retracted_why}"), ("forgotten", one.forgotten),
        ("kept", {"full": "the text", "evidence": "evidence sentences", "offsets": "offsets and hashes"}[one.retention]),
    ):  # fmt: skip
        if value:
            typer.echo(f"{label:10} {value}")
    for met in found.sightings:
        typer.echo(f"{'met':10} {met.seen_at}, {', '.join(part for part in (met.source, met.url, met.item) if part) or 'unknown place'}")
    if not found.codings:
        typer.echo("no coding of it holds")
    for number, (by, coding) in enumerate(found.codings.items()):
        if not number:
            console.print(*marked(coding), sep="\n\n")
        if by != MACHINE:
            typer.echo(f"coded by {by}")
        for part in render(coding, console.width):
            console.print(part)
    for record, of in found.events.items():
        typer.echo(f"record {record}: event {of.event}, {told_by(of, bool(one.retracted))}")


def told_by(of: OfEvent, retracted: bool) -> str:
    """`told by 3 reports, 2 independent texts`; a retracted report is not counted."""
    if not of.reports:
        return "which no report tells of any more"
    if of.reports == 1 and not retracted:
        return "told by this report only"
    texts = f", {of.texts} independent text{'s' if of.texts != 1 else ''}" if of.reports > 1 else ""
    return f"told by {of.reports} {'other ' if retracted else ''}report{'s' if of.reports != 1 else ''}{texts}"


def marked(coding: Coding) -> Iterator[Text]:
    """The text with its evidence in bold and triggers underlined; where it is not kept, the sentences that are."""
    from rich.text import Text

    events = coding.events
    spans: list[tuple[Span, str]] = [(span, "bold") for event in events for span in event.evidence]
    spans += [(event.trigger, "underline") for event in events]
    if coding.document.text:
        text = Text(coding.document.text)
        for span, style in spans:
            text.stylize(style, span.start, span.end)
        yield text
        return
    for span in sorted({span for span, style in spans if style == "bold" and span.text}, key=lambda s: s.start):
        yield Text(f"... {span.text} ...")
