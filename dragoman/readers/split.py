"""One file with many articles, as press databases export them: where each begins, and where its fields stand in it.

A split is a TOML file with the fields of `Split`; those in `patterns/` go by their name. Every pattern is a Python regular
expression with MULTILINE; the first group is what is taken, or the whole match where there is no group.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.errors import DataError

PATTERNS = Path(__file__).parent / "patterns"
PATTERN_FIELDS = ("begin", "end", "title", "text", "published", "source", "url", "id", "drop")


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """`begin` is found in the first line of every article, `end` in its last line; one of them is needed. `text` may be
    several patterns, joined by an empty line; `drop` are lines taken out of the text; `date_format` is as in a mapping."""

    about: str
    text: list[str]
    begin: str | None = None
    end: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    id: str | None = None
    drop: list[str] = []
    date_format: str | None = None


def names() -> list[str]:
    """The splits that come with the package."""
    return sorted(path.stem for path in PATTERNS.glob("*.toml"))


def load_split(name: str) -> Split:
    """One of the package by its name, or a TOML file. Raises DataError."""
    path = PATTERNS / f"{name}.toml" if name in names() else Path(name)
    try:
        split = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Split)
    except FileNotFoundError:
        raise DataError(name, None, "there is no such file", f"give a TOML file, or one of {', '.join(names())}") from None
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise DataError(name, None, str(error), "see docs/howto/take-reports-in.md for what a split has") from None
    _check(split, name)
    return split


def _check(split: Split, name: str) -> None:
    for field in PATTERN_FIELDS:
        given = getattr(split, field)
        for pattern in [given] if isinstance(given, str) else given or []:
            try:
                re.compile(pattern, re.MULTILINE)
            except re.error as error:
                raise DataError(name, field, f"{pattern!r} is no regular expression: {error}", "mend the pattern") from None
    if split.begin is None and split.end is None:
        raise DataError(name, None, "it says neither where an article begins nor where it ends", "give `begin` or `end`")


def articles(lines: Iterable[tuple[int, str]], split: Split, limit: int) -> Iterator[tuple[int, str | None]]:
    """Each article with the number of its first line; None for one of more than `limit` characters.

    What stands before the first `begin` (a cover page, a list of contents) is article 0 with its text.
    """
    begin, end = (re.compile(pattern) if pattern else None for pattern in (split.begin, split.end))
    held: list[str] = []
    size, first = 0, 0
    for number, line in lines:
        shown = line.rstrip("\r\n")
        if begin and begin.search(shown):
            yield from _close(first, held, size, limit)
            held, size, first = [], 0, number
        elif begin is None and not held:
            if not shown.strip():
                continue
            first = number
        size += len(line)
        if size <= limit:
            held.append(line)
        if end and end.search(shown):
            yield from _close(first, held, size, limit)
            held, size, first = [], 0, 0
    yield from _close(first, held, size, limit)


def _close(first: int, held: list[str], size: int, limit: int) -> Iterator[tuple[int, str | None]]:
    if size > limit:
        yield first, None
    elif any(map(str.strip, held)):
        yield first, "".join(held)


def begins(text: str, split: Split) -> int:
    """How many articles the split would find in a text: the lines that begin one, or those that end one."""
    return sum(1 for _ in re.finditer(split.begin or split.end or r"(?!)", text, re.MULTILINE))


def fields(article: str, split: Split) -> dict[str, Any]:
    """What the patterns find in an article, by the names of a mapping's fields."""
    article = article.replace("\r\n", "\n").replace("\u00a0", " ")
    found = {field: _first(getattr(split, field), article) for field in ("id", "title", "published", "source", "url")}
    text = "\n\n".join(part.strip() for pattern in split.text if (part := _first(pattern, article)))
    for pattern in split.drop:
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return {**found, "text": text.strip()}


def _first(pattern: str | None, article: str) -> str | None:
    match = re.search(pattern, article, re.MULTILINE) if pattern else None
    return None if match is None else (match[1] if match.re.groups else match[0]) or None
