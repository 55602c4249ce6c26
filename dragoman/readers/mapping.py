"""From a record of a table or of JSON to a report: which of its fields is the title, the text, the date.

A mapping is given as `title=headline` (several columns joined by an empty line: `text=lead+body`; a field within a field:
`text=content.body`) or as a TOML file with the fields of `Mapping`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.errors import BrokenItem, DataError
from dragoman.model import Document
from dragoman.readers.dates import read_published
from dragoman.readers.document import SEPARATOR, make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.fragment import plain

Names = str | list[str]
SETTINGS = ("date_format", "records")


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """The column or key of each field. `date_format` is one of strptime, or "epoch" for seconds since 1970; `records` is
    the key of the list in a JSON file that is one object; `constants` holds for every record that says nothing itself."""

    id: Names = "id"
    title: Names = "title"
    text: Names = "text"
    published: Names = "published"
    source: Names = "source"
    url: Names = "url"
    date_format: str | None = None
    records: str | None = None
    constants: dict[str, str] = {}


FIELDS = ("id", "title", "text", "published", "source", "url")


def parse_mapping(arguments: Sequence[str]) -> Mapping:
    """Of `--map` options, each a TOML file or a pair; a later one goes before an earlier. Raises DataError."""
    settings: dict[str, Any] = {}
    for argument in arguments:
        field, equals, column = argument.partition("=")
        if not equals:
            settings |= _file(Path(argument))
        elif field not in (*FIELDS, *SETTINGS) or not column:
            near = get_close_matches(field, (*FIELDS, *SETTINGS), 1)
            remedy = f"did you mean {near[0]!r}?" if near else f"fields: {', '.join((*FIELDS, *SETTINGS))}"
            raise DataError("--map", argument, "it is not FIELD=COLUMN", remedy)
        else:
            settings[field] = column.split("+") if "+" in column and field in FIELDS else column
    return _checked("--map" if any("=" in one for one in arguments) else "".join(arguments), settings)


def _file(path: Path) -> dict[str, Any]:
    remedy = 'give a TOML file with lines such as title = "headline", or title=headline itself'
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # no such file; not UTF-8; no TOML
        raise DataError(str(path), None, f"it cannot be read as a mapping: {error}", remedy) from None


def _checked(name: str, settings: dict[str, Any]) -> Mapping:
    try:
        mapping = msgspec.convert(settings, Mapping)
    except msgspec.ValidationError as error:
        raise DataError(name, None, str(error), f"fields: {', '.join((*FIELDS, *SETTINGS, 'constants'))}") from None
    if wrong := set(mapping.constants) - set(FIELDS):
        raise DataError(name, "constants", f"there is no field {min(wrong)!r}", f"fields: {', '.join(FIELDS)}")
    return mapping


def value(record: Table[str, Any], names: Names) -> str | None:
    """The field's text: of all the columns named, joined by an empty line; None where there is nothing in them."""
    parts = [_one(record, name) for name in ([names] if isinstance(names, str) else names)]
    return SEPARATOR.join(part for part in parts if part) or None


def _one(record: Table[str, Any], name: str) -> str | None:
    found: Any = record
    if name in record:
        found = record[name]
    else:
        for key in name.split("."):
            found = found.get(key) if isinstance(found, Table) else None
    if isinstance(found, list):
        found = SEPARATOR.join(one for one in found if isinstance(one, str))
    if found is None or isinstance(found, (dict, bool)):
        return None
    return str(found).strip() or None


def document_of(record: Table[str, Any], mapping: Mapping, name: str, source: str, url: str | None, published: str | None) -> Document:
    """The report in a record. `source` and `url` hold where the record names none, `published` goes before its own.

    Raises BrokenItem without a text, and what `check_fit` raises.
    """
    fields = {field: value(record, getattr(mapping, field)) or mapping.constants.get(field) for field in FIELDS}
    if (text := fields["text"]) is None:
        given = ", ".join(map(str, record)) or "none at all"
        raise BrokenItem(
            f"{name}: no text", f"it has nothing in {mapping.text!r}; its fields: {given[:200]}", "name the field: --map text=FIELD"
        )
    check_fit(name, text := plain(text))
    day, basis = (published, "given") if published else read_published(fields["published"], mapping.date_format)
    title = " ".join(plain(fields["title"]).split()) if fields["title"] else None
    return make_document(
        text, title=title, published=day, published_basis=basis, source=fields["source"] or source, url=fields["url"] or url
    )
