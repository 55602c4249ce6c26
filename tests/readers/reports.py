"""A report and containers of it, as the tests of the readers write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dragoman.readers.collect import Item, Options, Tally, collect

TEXT = (
    "The foreign minister of Estonia, Jaan Tamm, flew to Oslo for talks on Monday. He will meet his Norwegian counterpart on "
    "Friday, the ministry said."
)
TODAY = "2021-06-01"


def record(number: int = 0, **fields: Any) -> dict[str, Any]:
    """One record; each number has a text of its own."""
    return {
        "id": f"r{number}",
        "title": f"Minister flies to Oslo ({number})",
        "text": TEXT.replace("Monday", f"day {number}"),
        "published": f"2021-03-{number % 28 + 1:02}",
        "source": "The Plain Gazette",
        "url": f"https://gazette.example/{number}",
    } | fields


def jsonl(count: int) -> bytes:
    """Records, one a line."""
    return b"".join(json.dumps(record(number)).encode() + b"\n" for number in range(count))


def items(path: Path | str, options: Options | None = None, tally: Tally | None = None) -> list[Item]:
    """What is collected from one source, and that each is either a report or a failure with a remedy."""
    found = list(collect([str(path)], options or Options(today=TODAY), tally))
    for item in found:
        assert (item.document is None) != (item.error is None)
        assert item.item
        assert item.origin == str(path)
        assert item.error is None or item.error.remedy
    return found


def told(found: list[Item], folder: Path) -> list[str]:
    """Each item in a word: its title, or its error's class, and its place below the folder."""
    return [
        f"{item.document.title if item.document else type(item.error).__name__} @ {item.item.removeprefix(f'{folder}/')}" for item in found
    ]
