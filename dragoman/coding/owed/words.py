"""The words of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "words.toml"
#: an act that the lists do not know, told of by a promise
OTHER = "other"
#: a sentence that only tells of a delay, an end, a rest to come; what of is left open
LOOSE = "loose"


class Act(Struct, frozen=True):
    """What may be owed: verbs by what their subject is (giver, getter, the thing itself), nouns of the act, things it is about."""

    id: str
    gives: frozenset[str]
    gets: frozenset[str]
    moves: frozenset[str]
    nouns: frozenset[str]
    things: frozenset[str]


class Words(Struct, frozen=True):
    """`states`: words of each state, by its name; `parts`: of first, second, last; `verbs`: by what they do; `known`: any of an act."""

    acts: tuple[Act, ...]
    states: dict[str, tuple[str, ...]]
    parts: dict[str, frozenset[str]]
    verbs: dict[str, frozenset[str]]
    known: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    goods = next(frozenset(a["things"]) for a in data["act"] if a["id"] == "delivery")  # what is delivered may be ordered
    acts = tuple(
        Act(
            id=a["id"], gives=frozenset(a["gives"]), gets=frozenset(a["gets"]), moves=frozenset(a["moves"]),
            nouns=frozenset(a["nouns"]), things=frozenset(a["things"]) or goods,
        ) for a in data["act"]
    )  # fmt: skip
    verbs = {name: frozenset(some) for name, some in data["verbs"].items()}
    known = frozenset(word for act in acts for some in (act.gives, act.gets, act.moves, act.nouns) for word in some)
    return Words(
        acts, {name: tuple(some) for name, some in data["state"].items()},
        {name: frozenset(some) for name, some in data["part"].items()}, verbs, known | verbs["promise"] | verbs["owe"],
    )  # fmt: skip
