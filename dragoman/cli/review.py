"""`dragoman review`: people review the machine's records, not knowing of each other; how far they agree, how often it is right."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.judge import CoderOption, NoteOption, named
from dragoman.cli.lines import JsonOption, labelled, note_as_of, print_json, told
from dragoman.cli.options import DB, AsOfOption, DbOption

if TYPE_CHECKING:
    from dragoman.ledger.reviews import Role, Said
    from dragoman.model import Event


class Kind(StrEnum):
    """How a queue is chosen."""

    random = "random"
    stratified = "stratified"
    uncertain = "uncertain"


class Whole(StrEnum):
    """What is said of a record as a whole."""

    correct = "correct"
    wrong = "wrong"


RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="The record's id.", show_default=False)]
VerdictOption = Annotated[Whole | None, typer.Option("--is", help="Of the record as a whole; correct: each field not named is, too.")]
CorrectOption = Annotated[list[str] | None, typer.Option("--correct", metavar="FIELD", help="This field is right.", show_default=False)]
WrongOption = Annotated[list[str] | None, typer.Option("--wrong", metavar="FIELD", help="This field is wrong.", show_default=False)]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What it should be.", show_default=False)]


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Review records field by field, alone or blindly by several coders.", no_args_is_help=True)
    group.callback()(_group)
    for command in (queue, record, adjudicate, agreement, precision, step):
        group.command()(command)
    group.command("next")(next_one)
    return group


def _group() -> None:
    """Review records field by field, alone or blindly by several coders."""


def queue(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A new queue; without it all are listed.")] = None,
    kind: Annotated[Kind, typer.Option("--kind", help="At random, as many of each type, or the least certain first.")] = Kind.random,
    size: Annotated[int, typer.Option("--size", metavar="N", min=1, help="Records.")] = 100,
    coders: Annotated[int, typer.Option("--coders", metavar="N", min=1, help="How many coders review each.")] = 2,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Another seed, another choice.")] = 1,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """Choose records to be reviewed, or list the queues and how far they are."""
    from dragoman.intake.reviewing import make_queue, progress
    from dragoman.ledger import asof, reviews
    from dragoman.ledger.store import Ledger

    if as_of is not None and name is not None:
        raise typer.BadParameter("a queue is made now; it goes with the list, without a name", param_hint="--as-of")
    with told(), Ledger.open(db) as ledger:
        if name is not None:
            with ledger.writing() as c:
                make_queue(c, name, kind.value, size, coders, seed)
        with asof.reading(ledger, as_of) as c:
            note_as_of(c)
            found = [progress(c, one) for one in (reviews.queues(c) if name is None else [name])]
    if as_json:
        print_json(found)
        return
    for one in found:
        typer.echo(f"{one.name:20} {one.kind:10} {one.items:5} records by {one.coders} coders, {one.done} done")
    if not found:
        typer.echo("dragoman: no queue yet: dragoman review queue NAME", err=True)


def next_one(
    name: Annotated[str, typer.Option("--queue", metavar="NAME", help="Out of this queue.", show_default=False)],
    coder: CoderOption,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """Show the next record that this coder is to review; what others said of it is not shown."""
    from dragoman.intake.reviewing import event_of, next_of
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.reading() as c:
        found = next_of(c, name, named(coder))
        event = event_of(c, found) if found is not None else None
    if event is None:
        typer.echo(f"dragoman: nothing is left for {named(coder)} in {name}", err=True)
    elif as_json:
        print_json(event)
    else:
        _show(event)


def record(
    name: RecordArgument,
    coder: CoderOption,
    whole: VerdictOption = None,
    correct: CorrectOption = None,
    wrong: WrongOption = None,
    put: SetOption = None,
    note: NoteOption = None,
    db: DbOption = DB,
) -> None:
    """Review a record: as a whole, or field by field. A later review by the same coder takes the place of an earlier one."""
    _review(name, coder, said(whole, correct, wrong, put, note), "coder", db)


def adjudicate(
    name: Annotated[str | None, typer.Argument(metavar="[RECORD]", help="Decide this one; without it the open ones are listed.")] = None,
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", envvar="DRAGOMAN_CODER", help="Who decides.")] = "",
    whole: VerdictOption = None,
    correct: CorrectOption = None,
    wrong: WrongOption = None,
    put: SetOption = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """List where coders differ, or decide it; the decision goes before what they said, which stays."""
    from dragoman.intake.reviewing import disputed
    from dragoman.ledger import reviews
    from dragoman.ledger.store import Ledger

    if name is not None:
        _review(name, coder, said(whole, correct, wrong, put, note), "adjudicator", db)
        return
    with told(), Ledger.open(db) as ledger, ledger.reading() as c:
        found = disputed(reviews.on(c))
    if as_json:
        print_json(found)
        return
    for one in found:
        typer.echo(f"{one.record}  {one.field:10} {'; '.join(f'{coder}: {value}' for coder, value in sorted(one.values.items()))}")
    if not found:
        typer.echo("dragoman: nothing is in dispute", err=True)


def step(
    commitment: Annotated[str, typer.Argument(metavar="COMMITMENT", help="Its id, or with --undo the step's number.", show_default=False)],
    state: Annotated[str | None, typer.Argument(metavar="[STATE]", help="ordered, delayed, fulfilled ...", show_default=False)] = None,
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", envvar="DRAGOMAN_CODER", help="Who says so.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="How you know; it is kept.")] = "",
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="When it happened; without it, today.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DAY", help="The day on which it is due now.")] = None,
    amount: Annotated[float | None, typer.Option("--amount", metavar="N", help="So much of it is there.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take an entered step back, by its number.")] = False,
    db: DbOption = DB,
) -> None:
    """Enter a step of a commitment that no report tells of: any state, by a named person who says why."""
    from dragoman.intake.steps import enter, take_back
    from dragoman.ledger.store import Ledger

    by = named(coder)
    with told(), Ledger.open(db) as ledger, ledger.writing() as c:
        if undo:
            take_back(c, commitment, by, note)
            typer.echo(f"taken back: step {commitment}, by {by}")
            return
        made = enter(c, commitment, state or "", by, note, day, due, amount)
    typer.echo(f"noted: {made.commitment} is {made.state.replace('_', ' ')}, step {made.seq}, by {by}")


def agreement(
    machine: Annotated[bool, typer.Option("--machine", help="With the machine as one of the coders.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """How far coders agree, field by field: Krippendorff's alpha with its 95 % interval, and Cohen's kappa of each two."""
    from dragoman.intake import reviewing
    from dragoman.ledger import asof, reviews
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as c:
        note_as_of(c)
        said_of = reviews.on(c)
        found = reviewing.agreement(said_of, reviewing.machine_values(c, {one.record for one in said_of}) if machine else {})
    if as_json:
        print_json(found)
        return
    for one in found:
        figures = f"{one.alpha:6.3f}" if one.alpha is not None else "  none"
        around = f" [{one.interval[0]:.3f}, {one.interval[1]:.3f}]" if one.interval else ""
        typer.echo(f"{one.field:10} {one.records:5} records  alpha {figures}{around}")
        for pair, value in one.kappa.items():
            typer.echo(f"{'':10} kappa of {pair}: {f'{value:.3f}' if value is not None else 'none'}")
    if not found:
        typer.echo("dragoman: no record was reviewed by two coders yet", err=True)


def precision(as_of: AsOfOption = None, as_json: JsonOption = False, db: DbOption = DB) -> None:
    """How often the machine is right, by type, in the records that were reviewed, with Wilson's 95 % interval."""
    from dragoman.intake import reviewing
    from dragoman.ledger import asof, reviews
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as c:
        note_as_of(c)
        said_of = reviews.on(c)
        found = reviewing.precision(said_of, reviews.types_of(c, {one.record for one in said_of}))
    if as_json:
        print_json(found)
        return
    for one in found:
        typer.echo(f"{one.type:10} {one.right:4} of {one.of:4} right  {one.share:.3f} [{one.interval[0]:.3f}, {one.interval[1]:.3f}]")
    if not found:
        typer.echo("dragoman: no record was reviewed yet", err=True)


def said(
    whole: Whole | None, correct: Sequence[str] | None, wrong: Sequence[str] | None, put: Sequence[str] | None, note: str | None
) -> list[Said]:
    """What the options say; the note stands with the first of it, alone it is a comment. Raises BadParameter."""
    from dragoman.ledger.reviews import Said

    found = [Said(None, whole.value, None, note)] if whole is not None else []
    for one in put or ():
        field, equals, value = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"{one!r} is not FIELD=VALUE", param_hint="--set")
        found.append(Said(field.strip(), "corrected", value.strip(), note if not found else None))
    found += [Said(field, "correct", None, None) for field in correct or ()]
    found += [Said(field, "wrong", None, None) for field in wrong or ()]
    if note and not any(one.note for one in found):
        found.append(Said(None, "comment", None, note))
    return found


def _review(name: str, coder: str, found: Sequence[Said], role: Role, db: str) -> None:
    from dragoman.intake.reviewing import review
    from dragoman.ledger.store import Ledger

    by = named(coder)
    with told(), Ledger.open(db) as ledger, ledger.writing() as c:
        review(c, name, by, found, role)
    typer.echo(f"noted: {name}, by {by}")


def _show(event: Event) -> None:
    from dragoman.ledger.reviews import FIELDS, value_of

    typer.echo(f"record {event.id}")
    for span in event.evidence:
        for line in labelled("evidence", span.text):
            typer.echo(line)
    for field in FIELDS:
        typer.echo(f"{field:14}{value_of(event, field)}")
