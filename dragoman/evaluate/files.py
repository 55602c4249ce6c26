"""Opens what an evaluation reads: folders and JSON files that others wrote, checked against the structs they should fill."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.errors import BadInput, Unreachable

T = TypeVar("T")
FORMATS = "see docs/reference/evaluate.md for the formats"


def content(path: Path) -> bytes:
    """The bytes of a file; raises Unreachable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreachable(f"{path}: cannot be read", "no such file", "check the path") from None
    except IsADirectoryError:
        raise Unreachable(f"{path}: cannot be read", "it is a directory, and one file is wanted", FORMATS) from None
    except OSError as error:
        raise Unreachable(f"{path}: cannot be read", error.strerror or str(error), "check the path") from None


def decoded(where: str, data: bytes, shape: type[T]) -> T:
    """JSON of a given shape; raises BadInput that says where it has another."""
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        raise BadInput(f"{where}: not of the expected shape", str(error), FORMATS) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{where}: not JSON", str(error), FORMATS) from None


def lines_of(path: Path, shape: type[T]) -> Iterator[T]:
    """The objects of a file with one JSON object a line; raises BadInput where there is none."""
    lines = [(number, line) for number, line in enumerate(content(path).splitlines(), 1) if line.strip()]
    if not lines:
        raise BadInput(f"{path}: empty", "there is nothing in it", FORMATS)
    for number, line in lines:
        yield decoded(f"{path}, line {number}", line, shape)


def json_files(folder: Path) -> list[Path]:
    """The JSON files of a folder by name; raises Unreachable where it is none, BadInput where it has none."""
    if not folder.is_dir():
        why = "it is a file, and a folder is wanted" if folder.exists() else "no such folder"
        raise Unreachable(f"{folder}: cannot be read", why, FORMATS)
    found = sorted(folder.glob("*.json"))
    if not found:
        raise BadInput(f"{folder}: no reports", "there is no file NAME.json in it", FORMATS)
    return found
