"""Options that several commands share."""
from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Profile(StrEnum):
    """Whose conventions decide where codebooks differ; see docs/reference."""

    plover = "plover"
    cameo = "cameo"


def _chance(value: float | None) -> float | None:
    """Raises BadParameter (exit code 2) for what is no chance."""
    if value is not None and not 0 <= value <= 1:
        raise typer.BadParameter(f"{value:g} is not between 0 and 1")
    return value


def workers_of(value: str | int) -> int:
    """Raises BadParameter (exit code 2) for what is no number of processes."""
    if str(value).lower() == "all":
        from dragoman.workers.pool import processors

        return processors()
    if not str(value).isdecimal() or int(value) < 1:
        raise typer.BadParameter(f"{value!r} is no number of processes: give 1 or more, or all")
    return int(value)


class Prefilter(StrEnum):
    """Which sentences are parsed."""

    off = "off"
    words = "words"
    report = "report"
    narrow = "narrow"


PrefilterOption = Annotated[
    Prefilter,
    typer.Option(
        "--prefilter",
        help="Which sentences are parsed: off is all of them, words those that could tell something, report the usual way, "
        "narrow the fastest (docs/performance.md).",
    ),
]
ProfileOption = Annotated[Profile, typer.Option("--profile", help="Whose conventions to follow where they differ.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", envvar="DRAGOMAN_MODEL", help="Another installed English pipeline of spaCy's."),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence", metavar="X", callback=_chance, show_default="the lexicon's",
        help="Leave out events that are less likely right than X, of 0 to 1; 0 gives all.",
    ),
]  # fmt: skip
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="DIR", envvar="DRAGOMAN_LEXICON", help="A folder with frames, types, conventions of your own."),
]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers", metavar="N|all", parser=workers_of,
        help="Code in so many processes; 1 is this one, all is as many as there are processors.",
    ),
]  # fmt: skip
DB = "sqlite:///dragoman.db"
DbOption = Annotated[
    str, typer.Option("--db", metavar="URL", envvar="DRAGOMAN_DB", help="The ledger: sqlite:///FILE, postgresql://..., or a file.")
]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, for programs.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As it was known at the end of this day (month, year), or at this moment; UTC."),
]
LinkOption = Annotated[
    bool, typer.Option("--link/--no-link", help="Link the records of each report into events; `dragoman link` does it later.")
]
AllowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-local", metavar="HOST[:PORT]|CIDR", envvar="DRAGOMAN_ALLOW_LOCAL",
        help="Also read from this host or network, though it is on the local network; may be repeated.", show_default=False,
    ),
]  # fmt: skip
