"""What an address asks for: filters, day, page; and the same as another address or as a command. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct, structs

from dragoman.asking import Asked
from dragoman.errors import DragomanError

SEVERAL = ("actor", "recipient", "dyad", "type", "mode", "quad", "context", "status", "place", "source")
PLAIN = ("since", "until", "words")
FLAGS = ("retracted", "copies")
#: letters of a value
LONGEST = 500


class Query(Struct, frozen=True):
    """`asked` are the filters of events, `as_of` the day from which the ledger is seen, `after` where the page begins."""

    asked: Asked
    as_of: str | None = None
    after: int | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """Filters and day as they stand in an address."""
        found = [(name, value) for name in SEVERAL for value in getattr(self.asked, name)]
        found += [(name, getattr(self.asked, name)) for name in PLAIN if getattr(self.asked, name)]
        found += [(name, "1") for name in FLAGS if getattr(self.asked, name)]
        if self.asked.min_confidence:
            found.append(("min_confidence", f"{self.asked.min_confidence:g}"))
        return [*found, *([("as_of", self.as_of)] if self.as_of else [])]

    def command(self, name: str, *more: str) -> str:
        """The same question for a terminal."""
        options = [part for field, value in self.pairs() for part in _option(field, value)]
        return shlex.join(["dragoman", *name.split(), *more, *options])

    def address(self, path: str, **more: str | int | None) -> str:
        """A page's address with the same filters."""
        pairs = [*self.pairs(), *((name, str(value)) for name, value in more.items() if value is not None)]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def with_(self, **changed: Any) -> Query:
        """With other filters."""
        return Query(structs.replace(self.asked, **changed), self.as_of)


def _option(field: str, value: str) -> list[str]:
    name = f"--{field.replace('_', '-')}"
    return [name] if field in FLAGS else [name, value]


def query(given: Iterable[tuple[str, str]]) -> Query:
    """Of the pairs of an address; empty ones are not asked. Raises DragomanError for what is no number."""
    found: dict[str, list[str]] = {}
    for name, value in given:
        if "\0" in value or len(value) > LONGEST:
            raise DragomanError(f"{name}: no value", "it has signs that no text has, or is too long", "write it anew")
        if value.strip():
            found.setdefault(name, []).append(value.strip())
    values: dict[str, Any] = {name: tuple(found.get(name, ())) for name in SEVERAL}
    values |= {name: last(found, name) or (None if name != "words" else "") for name in PLAIN}
    values |= {name: last(found, name) in ("1", "true", "on") for name in FLAGS}
    least, after = last(found, "min_confidence"), last(found, "after")
    return Query(
        Asked(**values, min_confidence=_number(least, "min_confidence") if least else 0.0), last(found, "as_of"),
        int(_number(after, "after")) if after else None,
    )  # fmt: skip


def last(found: Mapping[str, Sequence[str]], name: str) -> str | None:
    """The last value under a name."""
    return found[name][-1] if found.get(name) else None


def _number(written: str, name: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = float("nan")
    if not abs(number) < 2**62:
        raise DragomanError(f"{name} {written[:40]!r}", "it is no number", "write a number, or leave it out")
    return number
