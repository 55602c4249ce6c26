"""`dragoman ingest SOURCE...`: reports into a ledger; `dragoman failures`: what could not be taken in."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.alerts import AlertsOption, at_the_end, desk_of
from dragoman.cli.complain import FAILED
from dragoman.cli.lines import note_as_of, told, told_with_packages
from dragoman.cli.options import (
    DB,
    AllowOption,
    AsOfOption,
    DbOption,
    JsonlOption,
    LexiconOption,
    LinkOption,
    MinConfidenceOption,
    ModelOption,
    Prefilter,
    PrefilterOption,
    Profile,
    ProfileOption,
    WorkersOption,
)
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.alerts.desk import Desk
    from dragoman.intake.ingest import Intake, Summary, Taken
    from dragoman.ledger.store import Ledger
    from dragoman.readers.item import Item, Options, Tally

NAMED = 20  # failures that the last line names
INTERRUPTED = 130  # as a shell reports Ctrl-C


class Retention(StrEnum):
    """How much of a report is kept."""

    full = "full"
    evidence = "evidence"
    offsets = "offsets"


RetentionOption = Annotated[
    Retention,
    typer.Option(
        "--retention", help="What is kept: the full text, the sentences that records quote, or their offsets and hashes only."
    ),
]


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...", help="Files, folders, patterns, addresses, folders of `dragoman archive`, - for standard input.",
            show_default=False,
        ),
    ] = None,
    retention: RetentionOption = Retention.full,
    date: Annotated[str | None, typer.Option("--date", metavar="ISO", help="The day of publication of all of them.")] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN|FILE", help="Which column or key is title, text, published ...")
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME|FILE", help="How to take files apart that hold many articles.")
    ] = None,
    allow_local: AllowOption = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    min_confidence: MinConfidenceOption = None,
    prefilter: PrefilterOption = Prefilter.report,
    link: LinkOption = True,
    alerts: AlertsOption = None,
    workers: WorkersOption = 1,
    db: DbOption = DB,
) -> None:
    """Read reports, code them and keep them. The same report twice changes nothing; stopped, it goes on where it stopped."""
    if not sources and not retry_failed:
        raise typer.BadParameter("name something to read, or give --retry-failed", param_hint="SOURCE...")
    from dragoman.intake.coders import machine
    from dragoman.intake.ingest import Intake, Summary, crew_of
    from dragoman.ledger.register import register_of
    from dragoman.ledger.store import Ledger
    from dragoman.readers.item import Tally

    archives, sources = _apart(sources or [])
    summary, tally = Summary(), Tally()
    how = {"date": date, "map": mapping or [], "split": split}
    try:
        with told_with_packages(), Ledger.open(db, create=True) as ledger:
            options = _options(how, allow_local)
            desk = desk_of(ledger, alerts, allow_local, lexicon) if alerts else None
            with at_the_end(desk):
                for archive in archives:
                    _take(ledger, archive, retention, link, summary, tally, desk)
                if sources or retry_failed:
                    coder = machine(profile.value, model, lexicon, min_confidence, register_of(ledger), prefilter.value)
                    with crew_of(ledger, coder, workers) as coding:
                        intake = Intake(ledger, coder, retention.value, how, link=link, crew=coding)
                        if retry_failed:
                            _run(_retried(ledger, intake, tally, allow_local), summary, tally, None, desk)
                        if sources:
                            _ingest(sources, options, intake, summary, tally, desk)
    except KeyboardInterrupt:
        typer.echo("dragoman: stopped; run the same command again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        _sum_up(summary, tally)
    if summary.failed:
        raise typer.Exit(FAILED)


def failures(
    every: Annotated[bool, typer.Option("--all", help="Also what went well later.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")] = 0,
    after: Annotated[int | None, typer.Option("--after", metavar="CURSOR", help="Go on where the last page ended.")] = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List what could not be taken in, and why; `dragoman ingest --retry-failed` tries it again."""
    import msgspec

    from dragoman.ledger import asof
    from dragoman.ledger.failures import page
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as c:
        note_as_of(c)
        found, more = page(c, limit, after, resolved=every)
    for failure in found:
        if as_jsonl:
            sys.stdout.buffer.write(msgspec.json.encode(failure) + b"\n")
        else:
            often = f", {failure.tries} times" if failure.tries > 1 else ""
            state = f", resolved {failure.resolved_at}" if failure.resolved_at else ""
            typer.echo(f"{failure.item}  [{failure.kind}, {failure.last_at}{often}{state}]")
            typer.echo(f"  {failure.what}\n  why: {failure.why}\n  try: {failure.remedy}")
    if not found and not as_jsonl:
        typer.echo("nothing has failed" if after is None else "nothing more has failed")
    if more is not None:
        typer.echo(f"dragoman: there are more failures: --after {more}", err=True)


def _options(how: dict[str, Any], allow_local: list[str] | None) -> Options:
    """How sources are read. Raises BadDate, DataError, BadAddress."""
    from dragoman.readers import parse_published, web
    from dragoman.readers.item import Options
    from dragoman.readers.mapping import parse_mapping
    from dragoman.readers.split import load_split

    return Options(
        published=parse_published(how["date"]) if how.get("date") else None,
        mapping=parse_mapping(how.get("map") or []),
        split=load_split(how["split"]) if how.get("split") else None,
        fetch=web.fetcher(allow_local or ()),
    )


def _ingest(sources: list[str], options: Options, intake: Intake, summary: Summary, tally: Tally, desk: Desk | None) -> None:
    from dragoman.readers.collect import collect
    from dragoman.readers.sources import weigh

    _run(intake.all(collect(sources, options, tally)), summary, tally, weigh(sources) or None, desk)


def _apart(sources: list[str]) -> tuple[list[str], list[str]]:
    """Archives that `dragoman archive` made, and all else."""
    from dragoman.archive.kept import is_archive

    archives = [source for source in sources if source != "-" and is_archive(source)]
    return archives, [source for source in sources if source not in archives]


def _take(ledger: Ledger, archive: str, retention: Retention, link: bool, summary: Summary, tally: Tally, desk: Desk | None) -> None:
    """What an archive has, as it was coded there."""
    from dragoman.archive import taking

    before = tally.read
    total = before + taking.count(archive)
    _run(taking.take(ledger, archive, retention.value, link, tally), summary, tally, total, desk)


def _retried(ledger: Ledger, intake: Intake, tally: Tally, allow_local: list[str] | None) -> Iterator[Taken]:
    from dragoman.intake.retry import again
    from dragoman.readers.collect import collect

    def read(origin: str, payload: dict[str, Any]) -> Iterable[Item]:
        return collect([origin], _options(payload, allow_local), tally)

    return again(ledger, intake, read)


def _run(work: Iterable[Taken], summary: Summary, tally: Tally, total: float | None, desk: Desk | None) -> None:
    """Take everything, with a bar; what fails is named when it does."""
    from dragoman.cli.progress import bar

    with bar("ingest", total) as move:
        for taken in work:
            summary.note(taken)
            if taken.error is not None:
                why = taken.error.why if isinstance(taken.error, DragomanError) else f"a fault of ours: {taken.error!r}"
                typer.echo(f"dragoman: {taken.item.item}: {type(taken.error).__name__}: {why}", err=True)
            if desk is not None and taken.added is not None:
                desk.after(taken.added.report)
            move(tally.read, f"{summary.read} reports, {len(summary.failed)} failed")


def _sum_up(summary: Summary, tally: Tally) -> None:
    """`12 read: 7 new, 2 copies, 2 known, 1 failed: page.html`."""
    names = {"new": "new", "duplicate": "copies of others", "known": "known", "recoded": "coded again", "failed": "failed"}
    counts = ", ".join(f"{summary.counts[key]} {name}" for key, name in names.items() if summary.counts[key] or key in ("new", "failed"))
    more = f" and {len(summary.failed) - NAMED} more (dragoman failures)" if len(summary.failed) > NAMED else ""
    named = f": {', '.join(summary.failed[:NAMED])}{more}" if summary.failed else ""
    typer.echo(f"dragoman: {summary.read} read: {counts}{named}", err=True)
    if tally.skipped:
        typer.echo(f"dragoman: passed over: {', '.join(f'{number} {why}' for why, number in tally.skipped.most_common())}", err=True)
