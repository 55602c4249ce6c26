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


ProfileOption = Annotated[Profile, typer.Option("--profile", help="Whose conventions to follow where they differ.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", envvar="DRAGOMAN_MODEL", help="Another installed English pipeline of spaCy's."),
]
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="DIR", envvar="DRAGOMAN_LEXICON", help="A folder with frames, types, conventions of your own."),
]
