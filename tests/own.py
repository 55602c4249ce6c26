"""The folder that docs/howto/own-events.md shows, written out of the page: what it says is what is tested."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from textwrap import dedent

from msgspec.structs import replace

from dragoman import resources
from dragoman.coding import pipeline
from dragoman.coding.annotate import SpacyAnnotator
from dragoman.coding.pipeline import Engine

PAGE = Path(__file__).parent.parent / "docs" / "howto" / "own-events.md"
FILE = re.compile(r"`mine/([\w/.-]+\.toml)`[^`]*?(?:`[^`]+`[^`]*?)*?\n\n((?: {4}.*\n|\n)+)")


def files() -> dict[str, str]:
    """Path below `mine/` -> content, as the page shows them."""
    return {name: dedent(content).strip() + "\n" for name, content in FILE.findall(PAGE.read_text(encoding="utf-8"))}


def write(folder: Path) -> Path:
    """The folder on the disk."""
    for name, content in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@cache
def small(folder: Path) -> Engine:
    """An engine with the folder's frames only, so that a check of all examples takes no time."""
    loaded = resources.load(folder)
    own = tuple(frame for frame in loaded.frames if frame.file.startswith(str(folder)))
    return pipeline.engine(replace(loaded, frames=own, gate={}), annotator())


@cache
def annotator() -> SpacyAnnotator:
    """The real parser."""
    return SpacyAnnotator()
