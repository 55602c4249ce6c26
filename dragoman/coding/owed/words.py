"""The words of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "words.toml"


class Act(Struct, frozen=True):
    """What may be owed. A verb tells of it with one of the things, a noun by itself."""

    id: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    things: frozenset[str]


class Words(Struct, frozen=True):
    """`states`: words of each state, by its name; `parts`: of first, second, last."""

    acts: tuple[Act, ...]
    states: dict[str, tuple[str, ...]]
    parts: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    goods = next(frozenset(a["things"]) for a in data["act"] if a["id"] == "delivery")  # what is delivered may be ordered
    acts = tuple(Act(a["id"], frozenset(a["verbs"]), frozenset(a["nouns"]), frozenset(a["things"]) or goods) for a in data["act"])
    return Words(
        acts, {name: tuple(some) for name, some in data["state"].items()}, {name: frozenset(some) for name, some in data["part"].items()}
    )
