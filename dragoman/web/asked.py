"""What an address asks for: filters, day, page; and the same as another address or as a command. Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct, structs

from dragoman.asking import Asked
from dragoman.errors import DragomanError

SEVERAL = ("actor", "recipient", "involving", "dyad", "type", "mode", "quad", "context", "status", "place", "source")
PLAIN = ("since", "until", "words")
FLAGS = ("retracted", "copies")
#: filters that have a text field in the form: there several values are written with a semicolon between them
WRITTEN = ("involving", "actor", "type", "place")
#: filters that the form has a field for, in all
FIELDS = (*WRITTEN, "status", "quad", "since", "until", "words")
#: letters of a value
LONGEST = 500
#: codes in capitals, as they are typed one after another
CODES = re.compile(r"[A-Z]{2,5}(?:[\s,]+[A-Z]{2,5})+")
Pairs = list[tuple[str, str]]


class Chip(Struct, frozen=True):
    """A filter that is on, and the address of the same page without it."""

    field: str
    value: str
    href: str


class Query(Struct, frozen=True):
    """`asked` are the filters of events, `as_of` the day from which the ledger is seen."""

    asked: Asked
    as_of: str | None = None

    def pairs(self) -> Pairs:
        """Filters and day as they stand in an address."""
        return [*self.filters(), *([("as_of", self.as_of)] if self.as_of else [])]

    def filters(self) -> Pairs:
        """Filters as they stand in an address."""
        found = [(name, value) for name in SEVERAL for value in getattr(self.asked, name)]
        found += [(name, getattr(self.asked, name)) for name in PLAIN if getattr(self.asked, name)]
        found += [(name, "1") for name in FLAGS if getattr(self.asked, name)]
        return [*found, *([("min_confidence", f"{self.asked.min_confidence:g}")] if self.asked.min_confidence else [])]

    def command(self, name: str, *more: str) -> str:
        """The same question for a terminal."""
        options = [part for field, value in self.pairs() for part in _option(field, value)]
        return shlex.join(["dragoman", *name.split(), *more, *options])

    def commands(self, limit: int, after: int | None, more: int | None) -> tuple[str, ...]:
        """A page of events; where it is a part, also all of them."""
        if after is None and more is None:
            return (self.command("events"),)
        paging = ["--limit", str(limit), *([] if after is None else ["--after", str(after)])]
        return self.command("events", *paging), self.command("export", "csv")

    def address(self, path: str, **more: str | int | None) -> str:
        """A page's address with the same filters."""
        return linked(path, [*self.pairs(), *((name, str(value)) for name, value in more.items() if value is not None)])

    def with_(self, **changed: Any) -> Query:
        """With other filters."""
        return Query(structs.replace(self.asked, **changed), self.as_of)

    def chips(self, path: str, more: Pairs) -> list[Chip]:
        """Every filter that is on, each with the way to be rid of it; `more` is what else the page was asked for."""
        pairs = [*self.pairs(), *more]
        return [Chip(*pair, linked(path, [one for one in pairs if one != pair])) for pair in self.filters()]

    def unfielded(self) -> Pairs:
        """What the form keeps though no field of it shows it: other filters, and several values where a field has room for one."""
        single = [name for name in ("status", "quad") if len(getattr(self.asked, name)) < 2]
        shown = {*WRITTEN, *PLAIN, *single}
        return [pair for pair in self.pairs() if pair[0] not in shown]


def linked(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """An address with a query, where there is one."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def command(*words: str, **options: str | int | Sequence[str] | bool | None) -> str:
    """A command for a terminal, each word quoted as a shell needs it; options that are None, empty or False are left out."""
    parts = ["dragoman", *words]
    for name, value in options.items():
        flag = f"--{name.rstrip('_').replace('_', '-')}"
        if value is True:
            parts.append(flag)
        elif value is not None and value is not False:
            parts += [part for one in ([value] if isinstance(value, str | int) else value) for part in (flag, str(one))]
    return shlex.join(parts)


def _option(field: str, value: str) -> list[str]:
    name = f"--{field.replace('_', '-')}"
    return [name] if field in FLAGS else [name, value]


def several(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The values of a filter, each once: in a text field several stand with semicolons between them, codes also with spaces or commas."""
    if name not in WRITTEN:
        return tuple(dict.fromkeys(values))
    parts = [part.strip() for value in values for part in (re.split(r"[\s,]+", value) if CODES.fullmatch(value) else value.split(";"))]
    return tuple(dict.fromkeys(part for part in parts if part))


def query(given: Iterable[tuple[str, str]]) -> Query:
    """Of the pairs of an address; empty ones are not asked. Raises DragomanError for what is no number."""
    found: dict[str, list[str]] = {}
    for name, value in given:
        if "\0" in value or len(value) > LONGEST:
            raise DragomanError(f"{name}: no value", "it has signs that no text has, or is too long", "write it anew")
        if value.strip():
            found.setdefault(name, []).append(value.strip())
    values: dict[str, Any] = {name: several(name, found.get(name, ())) for name in SEVERAL}
    values |= {name: last(found, name) or (None if name != "words" else "") for name in PLAIN}
    values |= {name: last(found, name) in ("1", "true", "on") for name in FLAGS}
    least = last(found, "min_confidence")
    return Query(Asked(**values, min_confidence=_number(least, "min_confidence") if least else 0.0), last(found, "as_of"))


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
