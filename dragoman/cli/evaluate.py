"""`dragoman evaluate KIND FILE...`: how far the coder agrees with texts that people have annotated."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.complain import FAILED, complain
from dragoman.cli.options import LexiconOption, ModelOption, Profile
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.coding.pipeline import Engine
    from dragoman.evaluate.actors import Actors
    from dragoman.evaluate.followed import Followed
    from dragoman.evaluate.links import Links
    from dragoman.evaluate.mentions import Mentions
    from dragoman.evaluate.placed import Places
    from dragoman.evaluate.related import Related
    from dragoman.evaluate.reports import Reports
    from dragoman.evaluate.status import Statuses
    from dragoman.evaluate.suite import Suite
    from dragoman.evaluate.timed import Times
    from dragoman.model import Coding, Document

    Result = Reports | Related | Times | Places | Statuses | Actors | Mentions | Links | Followed | Suite


class Kind(StrEnum):
    """Kinds of annotated texts."""

    reports = "reports"
    relations = "relations"
    times = "times"
    places = "places"
    actors = "actors"
    status = "status"
    mentions = "mentions"
    links = "links"
    follow = "follow"
    attribution = "attribution"
    amounts = "amounts"


FILES = {Kind.reports: "a folder of reports, then a folder for each annotator", Kind.relations: "one table (TSV)",
         Kind.links: "a folder of stories (TOML)", Kind.follow: "a folder of stories (TOML)",
         Kind.attribution: "one table (TSV)", Kind.amounts: "one table (TSV)"}  # fmt: skip
ONE_FILE = "one file of JSON lines"


def evaluate(
    kind: Annotated[Kind, typer.Argument(help="What is annotated; docs/reference/evaluate.md has the formats.", show_default=False)],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="reports: FOLDER ANNOTATOR...; links, follow: FOLDER; else one file.", show_default=False),
    ],
    profile: Annotated[
        Profile | None,
        typer.Option("--profile", help="Whose conventions to follow.", show_default="cameo for relations, else plover"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="PREVIOUS", help="An earlier --json output: name what was gained and lost.")
    ] = None,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Measure the coder on annotated texts: figures with their intervals, and the reason for each miss."""
    from dragoman.evaluate.changes import changes, earlier

    check_number(kind, files)
    conventions = profile or (Profile.cameo if kind is Kind.relations else Profile.plover)
    try:
        before = earlier(against, kind.value) if against is not None else None
        result = measure(kind, files, _engine(conventions.value, model, lexicon))
    except DragomanError as error:
        complain(error)
        raise typer.Exit(FAILED) from None
    for remark in remarks(result):
        typer.echo(f"dragoman: {remark}", err=True)
    difference = changes(before, result.records) if before is not None else None
    if as_json:
        typer.echo(as_one_object(result, difference))
    else:
        from dragoman.cli.evaluation import told

        for line in told(result, difference):
            typer.echo(line)
    if getattr(result, "failed", ()):
        raise typer.Exit(FAILED)


def check_number(kind: Kind, files: Sequence[Path]) -> None:
    """Raises BadParameter (exit code 2) for too few files or too many."""
    if len(files) < 2 if kind is Kind.reports else len(files) != 1:
        raise typer.BadParameter(f"{kind.value} wants {FILES.get(kind, ONE_FILE)}", param_hint="FILE...")


def _engine(profile: str, model: str | None, lexicon: Path | None) -> Engine:
    import dragoman

    return dragoman.engine(profile, model, lexicon)


def measure(kind: Kind, files: Sequence[Path], engine: Engine) -> Result:
    """The kind's figures. Raises Unreachable or BadInput."""
    from dragoman.evaluate import actors, followed, links, mentions, placed, related, reports, status, suite, timed
    from dragoman.evaluate.coded import coder

    if kind is Kind.reports:
        return reports.measure(files[0], files[1:], coder(engine), engine.profile)
    if kind is Kind.relations:
        return related.measure(files[0], engine)
    if kind is Kind.links:
        return links.measure(files[0], _coding(engine), engine.profile)
    if kind is Kind.follow:
        return followed.measure(files[0], _coding(engine), engine.profile)
    one_file: dict[Kind, Callable[[Path, Engine], Times | Places | Statuses | Actors | Mentions | Suite]] = {
        Kind.times: timed.measure, Kind.places: placed.measure, Kind.status: status.measure, Kind.actors: actors.measure,
        Kind.mentions: mentions.measure, Kind.attribution: suite.attribution, Kind.amounts: suite.amounts,
    }  # fmt: skip
    return one_file[kind](files[0], engine)


def _coding(engine: Engine) -> Callable[[Document], Coding]:
    from dragoman.coding.pipeline import code
    from dragoman.coding.trace import Trace

    return lambda document: code(document, engine, Trace(on=False))


def remarks(result: Result) -> list[str]:
    """What was left out or taken as unknown, for standard error: at most a line for each kind of gap after the first few."""
    from dragoman.cli.evaluation import left_out

    notes = [note for note in getattr(result, "notes", ()) if ": left out: " not in note]
    return [*notes, *(f"left out: {number} x {why}" for why, number in left_out(result).items())]


def as_one_object(result: Result, difference: Any) -> str:
    """All fields, with `changes` where there is an earlier run."""
    import msgspec

    fields: dict[str, Any] = msgspec.to_builtins(result)
    inner = fields.pop("result", None)  # relations: its figures stand beside the kind
    whole = {"kind": fields.pop("kind"), **(inner or {}), **fields}
    if difference is not None:
        whole["changes"] = msgspec.to_builtins(difference)
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode()
