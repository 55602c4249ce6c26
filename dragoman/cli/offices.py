"""`dragoman offices build`, `find`, `list`, `export`, `import`: the register of who holds which office."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import DateOption, JsonOption, day_of, labelled, note_as_of, note_moment, print_json, told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption
from dragoman.errors import Unreachable, Unwritable

if TYPE_CHECKING:
    from dragoman.model import Coding
    from dragoman.register.index import Register
    from dragoman.register.listing import Listed

OfficesOption = Annotated[
    Path | None,
    typer.Option("--offices", metavar="FILE", help="A CSV file of who holds which office, by which bare names are known."),
]
OutOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write the CSV; standard output without it.")
]
#: wrong rows and lines that are named one by one
NAMED = 10


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="The register of who holds which office: made from codings, looked up, taken along.", no_args_is_help=True)
    group.command("build")(make)
    group.command()(find)
    group.command("list")(over_time)
    group.command()(export)
    group.command("import")(take_in)
    return group


def make(
    sources: Annotated[
        list[str], typer.Argument(metavar="REPORT.jsonl|-...", help="What `dragoman code --jsonl` wrote; - for standard input.")
    ],
    out: OutOption = None,
) -> None:
    """Make the register of what codings say of offices, as CSV; the order of files and lines does not matter."""
    from dragoman.register.build import build as built_of

    wrong: list[str] = []
    with told():
        built = built_of(coding for source in sources for coding in _codings(source, wrong))
        write(built.register, out)
    for line in wrong[:NAMED]:
        typer.echo(f"dragoman: set aside: {line}", err=True)
    typer.echo(
        f"dragoman: {len(built.register.holdings)} holdings; left out: {built.without_state} offices of no state, "
        f"{built.without_day} of reports without a date, {len(wrong)} lines that are no coding",
        err=True,
    )
    if wrong:
        raise typer.Exit(FAILED)


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A full name or a family name, in quotes.", show_default=False)],
    offices: OfficesOption = None,
    date: DateOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """Show who a name is on a day (without one today, or the day of --as-of), and every office in which anybody of the name was seen.

    The register is that of a file, or else of a ledger.
    """
    from datetime import date as calendar

    from dragoman.evaluate.notes import is_date
    from dragoman.ledger import asof
    from dragoman.register.index import find as look_up
    from dragoman.register.index import named, standing

    if offices is not None and as_of is not None:
        raise typer.BadParameter("a file has no past; it goes with --db", param_hint="--as-of")
    with told():
        day = day_of(date, is_date) or (asof.moment(as_of)[:10] if as_of else calendar.today().isoformat())
        known = register_at(offices) if offices is not None else _of_ledger(db, as_of)
    answer, everything = look_up(known, name, day), named(known, name)
    if as_json:
        print_json({"day": day, "answer": answer, "holdings": everything})
    else:
        typer.echo(f"{day}: {answer.why}")
        for h in everything:
            state = standing(known, h, day)
            for line in labelled(state, f"{h.person}, {h.office}, {h.country}, {h.first_seen or ''} to {h.last_seen or ''}", 9):
                typer.echo(line)
    if answer.holding is None:
        raise typer.Exit(FAILED)


def over_time(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Only of this state or body: KEN, NATO.", show_default=False)] = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List offices over time: who was said to hold which, and from when to when reports of a ledger said so."""
    import msgspec

    from dragoman.ledger import asof, holdings
    from dragoman.ledger.store import Ledger
    from dragoman.register.spells import spells

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        found = spells(holdings.offices(connection, country=code.upper() if code else None))
    for one in found:
        if as_jsonl:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
        else:
            often = f"{one.reports} report{'s' * (one.reports != 1)}"
            days = one.first or "" if one.first == one.last else f"{one.first or ''} to {one.last or ''}".strip()
            typer.echo(f"{days:24}  {one.country or '?':4}  {one.office}: {one.person}  ({often}, {one.report})")
    sys.stdout.flush()
    if not found:
        typer.echo(f"dragoman: no office{f' of {code.upper()}' if code else ''} is told of", err=True)


def export(out: OutOption = None, as_of: AsOfOption = None, db: DbOption = DB) -> None:
    """Write the register of a ledger as CSV: what its reports say of offices, and the lists that were imported."""
    with told():
        register = _of_ledger(db, as_of)
        write(register, out)
    typer.echo(f"dragoman: {len(register.holdings)} holdings", err=True)


def take_in(
    source: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A list of offices with a head: person,office,country,...")],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who says so.")] = "list",
    db: DbOption = DB,
) -> None:
    """Take a list of offices of your own into a ledger; the same list once more changes nothing."""
    from dragoman.ledger.register import put_list
    from dragoman.ledger.store import Ledger
    from dragoman.register.listing import text_of

    with told(), Ledger.open(db) as ledger:
        listed, added = put_list(ledger, text_of(source), str(source), coder)
    name_faults(listed, str(source))
    typer.echo(f"dragoman: {source}: {added.outcome}, {len(listed.good)} offices as report {added.report}", err=True)
    if listed.bad:
        raise typer.Exit(FAILED)


def _of_ledger(db: str, as_of: str | None) -> Register:
    from dragoman.ledger.register import register_of
    from dragoman.ledger.store import Ledger

    with Ledger.open(db) as ledger:
        note_moment(as_of)
        return register_of(ledger, as_of=as_of)


def register_at(offices: Path) -> Register:
    """The register of a file; its wrong rows are named on standard error."""
    from dragoman.register.listing import read

    listed = read(offices)
    name_faults(listed, str(offices))
    return listed.register


def name_faults(listed: Listed, name: str) -> None:
    """Tell which rows are set aside, and which columns nothing reads."""
    for row in listed.bad[:NAMED]:
        typer.echo(f"dragoman: {name}, line {row.line}: set aside: {row.why}", err=True)
    if listed.bad:
        typer.echo(f"dragoman: {name}: {listed.rows} rows, {len(listed.bad)} set aside", err=True)
    if listed.ignored:
        typer.echo(f"dragoman: {name}: no column of a register, not read: {', '.join(listed.ignored)}", err=True)


def _codings(source: str, wrong: list[str]) -> Iterator[Coding]:
    """The codings of a file of JSON lines; the lines that are none are added to `wrong`."""
    import msgspec

    from dragoman.model import Coding

    decode = msgspec.json.Decoder(Coding).decode
    try:
        with sys.stdin.buffer if source == "-" else open(source, "rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    if line.strip():
                        yield decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    wrong.append(f"{source}, line {number}: {error}")
    except OSError as error:
        raise Unreachable(f"{source}: cannot be read", error.strerror or str(error), "give a file of `dragoman code --jsonl`") from None


def write(register: Register, out: Path | None) -> None:
    """The register as CSV, into a file or to standard output."""
    from dragoman.register.listing import dump

    data = dump(register).encode("utf-8")
    try:
        if out is None:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            out.write_bytes(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(f"{out or 'standard output'}: cannot be written", str(error), "free space, or write it elsewhere") from None
