"""What is to be done: the files, the shards they are cut into, and how they are coded. Made of the inputs, never of who works."""
from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec
from msgspec import Struct

from dragoman.archive.stores import apart
from dragoman.model import Coder

FORMAT = 1
Form = Literal["whole", "lines", "table", "warc", "parquet"]
Partition = Literal["year", "month", "day"]


class Asked(Struct, frozen=True):
    """What the user asks for; `today` (ISO) is the day after which no report can have been published, `shard` how many records a shard
    has.
    """

    inputs: tuple[str, ...]
    profile: str = "plover"
    model: str | None = None
    lexicon: str | None = None
    least: float | None = None
    prefilter: Literal["off", "words", "report", "narrow"] = "report"
    offices: str | None = None
    published: str | None = None
    mapping: tuple[str, ...] = ()
    split: str | None = None
    partition: Partition = "month"
    shard: int = 1000
    today: str = ""


class File(Struct, frozen=True):
    """An input: the path or the address by which it is read again, and its bytes."""

    name: str
    size: int

    @property
    def place(self) -> str:
        """What it is called in tables: without what only says how to reach it."""
        return apart(self.name)[0]


class Piece(Struct, frozen=True):
    """A part of a file, by its number in the plan. `offset` and `length` are bytes (unpacked ones where it is `packed`), of Parquet rows;
    -1 reaches to the end. `before`: records or lines of the file that stand before it, those of the first lines of a table left out;
    `head`: the bytes of these.
    """

    file: int
    form: Form = "whole"
    offset: int = 0
    length: int = -1
    before: int = 0
    packed: bool = False
    head: int = 0


class Plan(Struct, frozen=True):
    """`coder` is what the codings are signed with, `arrow` the version of the library that writes the files."""

    format: int
    asked: Asked
    coder: Coder
    arrow: str
    files: tuple[File, ...]
    shards: tuple[tuple[Piece, ...], ...]

    @property
    def digest(self) -> str:
        """Of all of it."""
        return hashlib.sha256(encoded(self)).hexdigest()[:16]


def encoded(struct: Any) -> bytes:
    """As JSON for people and programs, the same bytes for the same content."""
    return msgspec.json.format(msgspec.json.encode(struct), indent=1) + b"\n"


def differences(old: Plan, new: Plan) -> list[str]:
    """What of a plan that is there is not as it is asked for now, in words; the day that it was made on is not asked for."""
    found = []
    for name in Asked.__struct_fields__:
        was, now = getattr(old.asked, name), getattr(new.asked, name)
        if was != now and name != "today":
            found.append(f"{name} was {_short(was)}, is {_short(now)}")
    for name in ("format", "coder", "arrow"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            found.append(f"{name} was {_short(was)}, is {_short(now)}")
    return found + _of_files({one.name: one.size for one in old.files}, {one.name: one.size for one in new.files})


def _of_files(old: dict[str, int], new: dict[str, int]) -> list[str]:
    if list(old) == list(new):
        return [f"{name} had {size} bytes, has {new[name]}" for name, size in old.items() if new[name] != size]
    gone, more = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    told = [f"{len(some)} inputs {what} (as {some[0]})" for some, what in ((gone, "are gone"), (more, "are new")) if some]
    return told or ["the inputs come in another order"]


def _short(value: Any) -> str:
    parts = value if isinstance(value, tuple) else msgspec.to_builtins(value).values() if isinstance(value, Struct) else (value,)
    told = ", ".join(map(str, parts))
    return told if len(told) < 80 else f"{told[:77]}..."
