"""`dragoman code SOURCE...`: read reports and print what they say; one that fails does not stop the others."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman import exports
from dragoman.cli.complain import FAILED, MISUSED, complain, missing, own_up
from dragoman.cli.lines import told, told_with_packages
from dragoman.cli.offices import OfficesOption, register_at
from dragoman.cli.options import (
    LexiconOption,
    MinConfidenceOption,
    ModelOption,
    Prefilter,
    PrefilterOption,
    Profile,
    ProfileOption,
    WorkersOption,
)
from dragoman.errors import BadInput, DragomanError, Unreachable, Unwritable, WorkerLost
from dragoman.model import Coding

if TYPE_CHECKING:
    from dragoman.workers.crew import Crew, Job

Begun = tuple[str, "Job | Exception"]  # a source, and its report as it is coded, or why it could not be read


def code(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|-|URL...", help="Text or HTML files, - for standard input, addresses.")
    ],
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="ISO", help="The day of publication, as 2020-09-04, whatever a page says."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a report, indented.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a report and line.")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="A table to read (the default).")] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help=f"A format by its name: {', '.join(exports.names())}.")
    ] = None,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    min_confidence: MinConfidenceOption = None,
    prefilter: PrefilterOption = Prefilter.report,
    offices: OfficesOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Code reports: who did, will do or will not do what to whom, where, when, and who says so."""
    import dragoman
    from dragoman.workers.crew import crew

    form = _format(as_json, as_jsonl, as_table, to)
    failed: list[str] = []
    published = _published(date)
    with told():
        register = register_at(offices) if offices is not None else None
    how: dict[str, Any] = {"profile": profile.value, "model": model, "lexicon": lexicon, "min_confidence": min_confidence}
    how |= {"offices": register, "prefilter": prefilter.value}
    one, many = partial(dragoman.code_document, **how), partial(dragoman.code_many, **how)
    load = partial(dragoman.engine, profile.value, model, lexicon, prefilter.value)
    with told_with_packages(), crew(one, workers, load, many=many) as some:
        _write(_codings(sources, published, some, failed), form)
    if len(sources) > 1:
        named = f": {', '.join(failed)}" if failed else ""
        coded = len(sources) - len(failed)
        typer.echo(f"dragoman: {len(sources)} reports, {coded} coded, {len(failed)} failed{named}", err=True)
    if failed:
        raise typer.Exit(FAILED)


def _format(as_json: bool, as_jsonl: bool, as_table: bool, to: str | None) -> str | None:
    """The exporter's name, or None for the table."""
    if as_json + as_jsonl + as_table + (to is not None) > 1:
        raise typer.BadParameter("only one of --json, --jsonl, --table and --to can be given")
    if to is not None and to not in exports.names():
        raise typer.BadParameter(f"there is no format {to!r}, only {', '.join(exports.names())}", param_hint="--to")
    return "json" if as_json else "jsonl" if as_jsonl else to


def _published(date: str | None) -> str | None:
    from dragoman.readers import parse_published

    try:
        return parse_published(date) if date is not None else None
    except DragomanError as error:
        complain(error)
        raise typer.Exit(MISUSED) from None


def _codings(sources: list[str], published: str | None, some: Crew, failed: list[str]) -> Iterator[Coding]:
    """The reports that could be coded; the others are named on standard error and added to `failed`."""
    from dragoman.readers import read
    from dragoman.workers.turns import in_turn

    def begin(source: str) -> Begun:
        try:
            return source, some.give(read(source, published=published))
        except Exception as error:  # noqa: BLE001 - `_coded` knows what is to come of it
            return source, error

    def is_done(begun: Begun) -> bool:
        return isinstance(begun[1], Exception) or begun[1].done()

    for source, coding in in_turn(sources, begin, is_done, _coded, some.ahead):
        if coding is None:
            failed.append(source)
        else:
            yield coding


def _coded(begun: Begun) -> tuple[str, Coding | None]:
    """The source and its coding; None where this report failed. What would fail all reports (no model, broken data) ends the run."""
    source, job = begun
    try:
        if isinstance(job, Exception):
            raise job
        return source, job.result()
    except (BadInput, Unreachable, WorkerLost) as error:
        complain(error)
    except DragomanError as error:
        complain(error)
        raise typer.Exit(FAILED) from None
    except ImportError as error:
        if (told := missing(error)) is not None:
            complain(told)
            raise typer.Exit(FAILED) from None
        own_up(source, error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        own_up(source, error)
    return source, None


def _write(codings: Iterable[Coding], form: str | None) -> None:
    """To standard output, each report as soon as it is coded."""
    try:
        if form is None:
            _print_tables(codings)
        else:
            exports.exporter(form).write(codings, sys.stdout.buffer)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough: the command line's library ends quietly
        raise
    except OSError as error:
        complain(Unwritable("standard output: cannot be written", str(error), "free space, or send it elsewhere"))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer must not fail once more
        raise typer.Exit(FAILED) from None


def _print_tables(codings: Iterable[Coding]) -> None:
    from rich.console import Console

    from dragoman.cli.table import render

    console = Console(highlight=False)
    for number, coding in enumerate(codings):
        if number:
            console.print()
        for part in render(coding, console.width):
            console.print(part)
