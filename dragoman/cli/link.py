"""`dragoman link`: find which records of several reports tell of one event; `--explain A B`: why two do, or do not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import JsonOption, note_as_of, print_json, told
from dragoman.cli.options import DB, AsOfOption, DbOption

if TYPE_CHECKING:
    from dragoman.intake.link import Linked
    from dragoman.intake.link_reasons import Step, Why
    from dragoman.ledger.store import Ledger


def link(
    everything: Annotated[bool, typer.Option("--all", help="Link all reports anew, as after a change of the weights.")] = False,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="Why two records are of one event, or not.", show_default=False),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option("--from", metavar="DIR", help="Of an archive of `dragoman archive` instead: tables of copies, members, happenings."),
    ] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", help="With --from: where to.", show_default="DIR/links")] = None,
    window: Annotated[
        int, typer.Option("--window", metavar="DAYS", min=0, help="With --from: how many days back a copy is looked for; 0: all.")
    ] = 90,
    scratch: Annotated[
        Path | None,
        typer.Option("--scratch", metavar="DIR", help="With --from: a folder with room for what memory does not hold.", show_default=False),
    ] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """Link what is not linked yet: reports that were taken in with --no-link, or before Dragoman linked. Events keep their ids."""
    if archive is not None:  # what is not asked for there is refused, not passed over
        if everything or explain is not None or as_of is not None:
            raise typer.BadParameter("it goes with none of --all, --explain and --as-of", param_hint="--from")
        _link_archive(archive, out, window, scratch, as_json)
        return
    if out is not None:
        raise typer.BadParameter("it goes with --from", param_hint="--out")
    from dragoman.intake.link import count, link_all, link_new
    from dragoman.intake.link_reasons import why
    from dragoman.ledger import asof
    from dragoman.ledger.store import Ledger

    if as_of is not None and explain is None:
        raise typer.BadParameter("linking is of the present; it goes with --explain", param_hint="--as-of")
    with told(), Ledger.open(db) as ledger:
        if explain is not None:
            with asof.reading(ledger, as_of) as c:
                note_as_of(c)
                found = why(c, *explain)
            print_json(found) if as_json else _print(found)
            return
        work = link_all(ledger) if everything else link_new(ledger)
        _run(ledger, work, 2 * count(ledger) if everything else None, as_json)


def _run(ledger: Ledger, work: Iterable[Linked], total: int | None, as_json: bool) -> None:
    from dragoman.cli.progress import bar

    reports = likely = changed = 0
    with bar("link", total) as move:
        for done in work:
            reports += 1
            likely += done.likely
            changed += len(done.changes)
            move(reports, f"{changed} records moved")
    if as_json:
        print_json({"likely_pairs": likely, "records_moved": changed})
    else:
        typer.echo(f"{ledger.name}: {likely} likely pairs, {changed} records are of another event than before")


def _link_archive(archive: str, out: str | None, window: int, scratch: Path | None, as_json: bool) -> None:
    """An archive of Parquet files, which no ledger was made of."""
    from dragoman.archive.kept import manifest_of
    from dragoman.archive.links.run import Step, link
    from dragoman.archive.stores import Store, below
    from dragoman.cli.lines import told_with_packages
    from dragoman.cli.progress import bar

    with told_with_packages():
        out = out or below(archive, "links")
        totals = manifest_of(Store(archive)).totals
        total = {"copies": totals.reports, "pairs": totals.events, "happenings": totals.events}
        with bar("link", totals.reports + totals.events) as move:
            before = 0
            for step in link(archive, out, window, scratch):
                if isinstance(step, Step):
                    done = step.done + (total["copies"] if step.stage != "copies" else 0)
                    move(done, step.stage, done - before)
                    before = done
                    continue
                found = {name: getattr(step, name) for name in step.__struct_fields__ if name not in ("plan", "files")}
    if as_json:
        print_json(found)
    else:
        typer.echo(f"{out}: {found['reports']} reports: {found['same']} the very text of others, {found['copies']} copies; "
                   f"{found['records']} records, {found['pairs']} likely pairs, {found['happenings']} happenings")  # fmt: skip


def _print(found: Why) -> None:
    """One event or two, then what speaks for it, then how it came about."""
    if found.same:
        typer.echo(f"{found.one} and {found.other} are of one event, {found.events[0]}")
    else:
        typer.echo(f"{found.one} is of event {found.events[0]}, {found.other} of event {found.events[1]}")
    if found.compared:
        typer.echo(f"not compared: {found.compared}")
    if found.never:
        typer.echo(f"cannot be one: {found.never}")
    else:
        typer.echo(f"likely one: {found.score:.2f} (linked from {found.threshold:.2f} on)")
    typer.echo(f"  {found.base:+6.2f}  without any sign")
    for sign in found.signs:
        typer.echo(f"  {sign.weight:+6.2f}  {sign.name.replace('_', ' ')}: {sign.says}")
    for one in found.judged:
        typer.echo(f"{one.at}  {one.coder}: {one.verdict.replace('_', ' ')}{f' ({one.note})' if one.note else ''}")
    _steps("joined by", found.path)
    _steps("kept apart by", found.between)


def _steps(label: str, steps: Iterable[Step]) -> None:
    for step in steps:
        score = f" {step.score:.2f}" if step.score else ""
        typer.echo(f"{label:14} {step.one} and {step.other}: {step.says}{score}")
