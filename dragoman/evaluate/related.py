"""Relations with source and target given (`relations.py`), with the records that two runs are compared by."""
from __future__ import annotations

import csv
from pathlib import Path

from msgspec import Struct

from dragoman.coding.pipeline import Engine
from dragoman.errors import BadInput
from dragoman.evaluate import relations
from dragoman.evaluate.changes import Record
from dragoman.evaluate.files import FORMATS, content
from dragoman.evaluate.relations import Coded, Relations


class Related(Struct, frozen=True):
    """What `dragoman evaluate relations` gives: the fields of `relations.Relations`, and records."""

    kind: str
    result: Relations
    records: tuple[Record, ...]


def measure(path: Path, engine: Engine) -> Related:
    """Codes and scores the rows of a file. Raises Unreachable or BadInput."""
    try:
        content(path).decode("utf-8")
        result = relations.measure(path, engine.profile, engine)
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not a text in UTF-8", str(error), FORMATS) from None
    except csv.Error as error:
        raise BadInput(f"{path}: not a table with tabs", str(error), FORMATS) from None
    return Related("relations", result, tuple(Record(row.id, row.gold == row.coded, told(row)) for row in result.coded))


def told(row: Coded) -> str:
    """`AID coded as AGREE: reason`."""
    return row.gold if row.gold == row.coded else f"{row.gold} coded as {row.coded}: {row.reason}"
