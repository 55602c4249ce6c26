"""`dragoman import FILE.csv --map M.toml --coder NAME`: what people keep by hand, as records of a named coder."""
from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import JsonOption, print_json, told
from dragoman.cli.options import DB, DbOption, LexiconOption

if TYPE_CHECKING:
    from dragoman.handkept.taking import Read, Taken

NAMED = 20  # bad rows that are named; all of them go into --bad FILE


def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table with a head.", show_default=False)],
    mapping: Annotated[Path, typer.Option("--map", metavar="M.toml", help="What its columns mean.", show_default=False)],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who keeps the table.", show_default=False)],
    bad: Annotated[Path | None, typer.Option("--bad", metavar="FILE", help="Write the rows that are set aside here, to be mended.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only check the rows; the ledger is not touched.")] = False,
    as_json: JsonOption = False,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Take in events, commitments or offices kept by hand. Rows that are wrong are named and set aside; exit code 1 tells of them."""
    from dragoman import resources
    from dragoman.handkept import mapping as maps
    from dragoman.handkept import taking
    from dragoman.intake.link import link_new
    from dragoman.ledger.store import Ledger

    if not (coder := " ".join(coder.split())) or coder.casefold() == "machine":
        raise typer.BadParameter("give the name of the person who keeps the table", param_hint="--coder")
    with told():
        columns = maps.read(mapping)
        text = taking.text_of(file, columns.encoding)
        found = taking.read(text, str(file), columns, coder, resources.load(lexicon))
        taken = None
        if not check:
            with Ledger.open(db) as ledger:
                taken = taking.take(ledger, found, str(file), coder)
                for _ in link_new(ledger):
                    pass
        if bad is not None and found.bad:
            _set_aside(found, bad, columns.delimiter)
    if as_json:
        print_json({"rows": len(found.good) + len(found.bad), "taken": taken, "bad": found.bad})
    else:
        _say(found, taken, str(file))
    if found.bad:
        raise typer.Exit(FAILED)


def _say(found: Read, taken: Taken | None, name: str) -> None:
    for row in found.bad[:NAMED]:
        typer.echo(f"dragoman: {name}, line {row.line}: {row.why}", err=True)
    if len(found.bad) > NAMED:
        typer.echo(f"dragoman: and {len(found.bad) - NAMED} more rows that are wrong", err=True)
    became = f", {taken.new} new, {taken.changed} changed, {taken.known} known" if taken is not None else ""
    typer.echo(f"{len(found.good) + len(found.bad)} rows: {len(found.good)} good{became}, {len(found.bad)} set aside")


def _set_aside(found: Read, path: Path, delimiter: str) -> None:
    """The wrong rows under their head, with the reason in a last column. Raises Unwritable."""
    from dragoman.errors import Unwritable

    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter=delimiter)
            writer.writerow([*found.header, "why it was set aside"])
            writer.writerows([*row.cells, row.why] for row in found.bad)
    except OSError as error:
        raise Unwritable(f"{path}: cannot be written", str(error), "give another file by --bad") from None
