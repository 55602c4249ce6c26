"""What the columns of a hand-kept table mean: a TOML file that says which column is which field. Pure but for `read`."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from dragoman.errors import BadInput, Unreachable

Kind = Literal["events", "commitments", "offices"]
#: where a row comes from; the same for all kinds
ORIGIN = ("source", "url", "title", "published", "evidence", "id")
FIELDS: dict[Kind, tuple[str, ...]] = {
    "events": (
        "type", "mode", "status", "negation", "certainty", "confidence", "actors", "recipients", "contexts", "date", "start", "end",
        "place", "place_country", "lat", "lon",
    ),
    "commitments": ("obligor", "obligee", "what", "amount", "unit", "due", "state"),
    "offices": ("person", "office", "country", "former", "start", "end"),
}  # fmt: skip
NEEDED: dict[Kind, tuple[str, ...]] = {
    "events": ("type", "actors"),
    "commitments": ("obligor", "what", "state"),
    "offices": ("person", "office"),
}


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of TOML. `columns`: field -> column; `constants`: field -> what it is in every row; `values`: field -> written -> meant.

    `separator` stands between several actors or contexts of one cell; `dates` is how days are written, as strptime has it, where
    it is not ISO 8601.
    """

    kind: Kind
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    separator: str = ";"
    dates: str | None = None
    delimiter: str = ","
    encoding: str = "utf-8-sig"


def read(path: Path) -> Columns:
    """The mapping in a file. Raises Unreachable, or BadInput for what is no mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unreachable(f"{path}: cannot be read", str(error), "give the file that says what the columns mean") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is no TOML", str(error), "save it as UTF-8") from None
    try:
        return parse(text)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"{path}: is no mapping", str(error), "docs/howto/import-hand-kept.md shows one") from None
    except BadInput as error:
        raise type(error)(f"{path}: {error.what}", error.why, error.remedy) from None


def parse(text: str) -> Columns:
    """Raises TOMLDecodeError, ValidationError, or BadInput for a field that there is not, or one that is missing."""
    mapping = msgspec.convert(tomllib.loads(text), Columns)
    known = (*FIELDS[mapping.kind], *ORIGIN)
    for name in (*mapping.columns, *mapping.constants, *mapping.values):
        if name not in known:
            near = get_close_matches(name, known, 1)
            remedy = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(known)}"
            raise BadInput(f"{mapping.kind} have no field {name!r}", "it is none of their fields", remedy)
    given = {*mapping.columns, *mapping.constants}
    lacking = [name for name in NEEDED[mapping.kind] if name not in given]
    if lacking:
        raise BadInput(f"no column for {', '.join(lacking)}", f"{mapping.kind} need {', '.join(NEEDED[mapping.kind])}", "name the columns")
    if not given & {"source", "url"}:
        remedy = 'name the column, or write source = "..." under [constants]'
        raise BadInput("no column for source or url", "every record has a source", remedy)
    if len(mapping.delimiter) != 1:
        raise BadInput(f"delimiter {mapping.delimiter!r}", "columns are parted by one character", 'write delimiter = ";"')
    return mapping


def check_header(mapping: Columns, header: Sequence[str], name: str) -> None:
    """Raises BadInput where the table lacks a column that the mapping names."""
    lacking = sorted({column for column in mapping.columns.values() if column not in header})
    if lacking:
        near = get_close_matches(lacking[0], header, 1)
        remedy = f"did you mean {near[0]!r}?" if near else f"its columns are {', '.join(map(repr, header))}"
        raise BadInput(f"{name}: has no column {', '.join(map(repr, lacking))}", "the mapping names it", remedy)


def fields(mapping: Columns, row: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row that are not empty, with the words of the ontology for those of the file."""
    found = {name: " ".join(value.split()) for name, value in mapping.constants.items()}
    for name, column in mapping.columns.items():
        if value := (row.get(column) or "").strip():
            found[name] = value
    return {name: mapping.values.get(name, {}).get(value, value) for name, value in found.items()}
