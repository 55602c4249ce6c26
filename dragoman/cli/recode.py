"""`dragoman recode --all|--report ID`: code again what is in a ledger, and tell what that changed."""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.ingest import INTERRUPTED, NAMED
from dragoman.cli.lines import told
from dragoman.cli.options import (
    DB,
    DbOption,
    JsonlOption,
    LexiconOption,
    MinConfidenceOption,
    ModelOption,
    Prefilter,
    PrefilterOption,
    Profile,
    ProfileOption,
    WorkersOption,
)

if TYPE_CHECKING:
    from dragoman.intake.recode import Recoded
    from dragoman.ledger.entry import Change
    from dragoman.ledger.store import Ledger


def recode(
    every: Annotated[bool, typer.Option("--all", help="Every report that another coder coded.")] = False,
    report: Annotated[str | None, typer.Option("--report", metavar="ID", help="This report; the beginning of its id is enough.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what the same coder coded, as after many new offices.")] = False,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    min_confidence: MinConfidenceOption = None,
    prefilter: PrefilterOption = Prefilter.report,
    workers: WorkersOption = 1,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """Code reports again after lexicon, model, profile or the register of offices changed; ids of records and their history stay."""
    if every == (report is not None):
        raise typer.BadParameter("give either --all or --report ID")
    from dragoman.intake.coders import machine
    from dragoman.intake.recode import recode_all, recode_one
    from dragoman.ledger.register import register_of
    from dragoman.ledger.store import Ledger
    from dragoman.workers.crew import crew

    counts: Counter[str] = Counter()
    unread: list[str] = []
    try:
        with told(), Ledger.open(db) as ledger:
            key = _key(ledger, report) if report is not None else None
            coder = machine(profile.value, model, lexicon, min_confidence, register_of(ledger), prefilter.value)
            with crew(coder.code, workers if every else 1, coder.load, ledger.rest, coder.many) as coding:
                work = iter([recode_one(ledger, coder, key)]) if key is not None else recode_all(ledger, coder, again, coding)
                _run(work, ledger, counts, unread, as_jsonl)
    except KeyboardInterrupt:
        typer.echo("dragoman: stopped; run the same command again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        _sum_up(counts, unread)
    if counts["failed"]:
        raise typer.Exit(FAILED)


def _key(ledger: Ledger, written: str) -> int:
    """The report that an id, or its beginning, names. Raises NotFound."""
    from dragoman.ledger.reports import key_of

    with ledger.reading() as c:
        return key_of(c, written)


def _run(work: Iterator[Recoded], ledger: Ledger, counts: Counter[str], unread: list[str], as_jsonl: bool) -> None:
    from dragoman.cli.progress import bar
    from dragoman.intake.recode import count

    with bar("recode", count(ledger)) as move:
        for number, done in enumerate(work, 1):
            counts[done.outcome] += 1
            counts.update(change.kind for change in done.changes)
            if done.outcome in ("no text", "failed"):
                unread.append(done.report)
            if done.error is not None:
                typer.echo(f"dragoman: report {done.report}: {type(done.error).__name__}: {done.error}", err=True)
            for change in done.changes:
                _print(done.report, change, as_jsonl)
            move(number, f"{counts['recoded']} coded again")


def _print(report: str, change: Change, as_jsonl: bool) -> None:
    """`3486ed946ab6a269  changed  e-aa01d7145678 CONSULT  status: ongoing -> planned`, or JSON."""
    if as_jsonl:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode({"report": report, **msgspec.to_builtins(change)}) + b"\n")
        sys.stdout.flush()
        return
    told_fields = "; ".join(f"{name}: {_short(was)} -> {_short(now)}" for name, (was, now) in change.fields.items())
    typer.echo(f"{report}  {change.kind:7}  {change.what} {change.id} {change.type}{f'  {told_fields}' if told_fields else ''}")


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(inner) for inner in value.values() if inner is not None)[:60]
    if isinstance(value, list):
        return f"{len(value)} of them" if value and isinstance(value[0], dict) else ", ".join(map(str, value))[:60]
    return str(value)


def _sum_up(counts: Counter[str], unread: list[str]) -> None:
    """What was looked at, what changed, and which reports could not be coded again."""
    looked = sum(counts[outcome] for outcome in ("recoded", "same", "no text", "withdrawn", "failed"))
    names = {"recoded": "coded again", "same": "by the same coder already", "withdrawn": "withdrawn or not coded by the machine"}
    parts = [f"{counts[outcome]} {name}" for outcome, name in names.items() if counts[outcome] or outcome == "recoded"]
    typer.echo(f"dragoman: {looked} reports: {', '.join(parts)}", err=True)
    typer.echo(f"dragoman: {counts['added']} added, {counts['changed']} changed, {counts['gone']} gone", err=True)
    if unread:
        why = f"{counts['no text']} kept without their text, {counts['failed']} failed"
        more = f" and {len(unread) - NAMED} more" if len(unread) > NAMED else ""
        typer.echo(f"dragoman: not coded again: {why}: {', '.join(unread[:NAMED])}{more}", err=True)
