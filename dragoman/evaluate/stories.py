"""Stories: short reports of several sources, with what happened in them and every sentence that tells of it (TOML, one file each)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate.files import content
from dragoman.model import Document
from dragoman.readers import make_document

FORMATS = "see docs/reference/evaluate.md for the format of stories"


class Report(Struct, frozen=True):
    """One report of a story; the text begins with its headline."""

    id: str
    published: str
    text: str
    source: str = ""


class Where(Struct, frozen=True):
    """A sentence that tells of a happening, by exact words of it."""

    report: str
    quote: str


class Happening(Struct, frozen=True):
    """What happened, with all its mentions; `final` is its status after the last report."""

    name: str
    type: str
    mentions: tuple[Where, ...]
    actors: tuple[str, ...] = ()
    date: str = ""
    final: str = ""


class Story(Struct, frozen=True):
    """One file. `written`: "blind" where whoever wrote it had not read the code."""

    title: str
    report: tuple[Report, ...]
    happening: tuple[Happening, ...]
    trap: str = ""
    written: str = ""
    name: str = ""


def story(path: Path) -> Story:
    """The story of a file; raises Unreachable or BadInput, also where a quotation is not in its report."""
    try:
        read = msgspec.convert(tomllib.loads(content(path).decode()), Story)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"{path}: no story", str(error), FORMATS) from None
    texts = {one.id: document(one).text for one in read.report}
    for happening in read.happening:
        for where in happening.mentions:
            if where.quote not in texts.get(where.report, ""):
                why = f"{happening.name}: {where.quote!r} is not in report {where.report!r}"
                raise BadInput(f"{path}: no story", why, "quote exact words of the report")
    return msgspec.structs.replace(read, name=path.stem)


def stories(folder: Path) -> list[Story]:
    """All stories of a folder by name; raises Unreachable where there is none."""
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise Unreachable(f"{folder}: no stories", "there is no file NAME.toml in it", FORMATS)
    return [story(path) for path in found]


def document(one: Report) -> Document:
    """The report as it is coded."""
    return make_document(one.text.strip(), published=one.published, published_basis="given", source=one.source or None)
