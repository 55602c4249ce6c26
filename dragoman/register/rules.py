"""How the register reckons: days, titles, spellings. The figures and words stand in `data/codes/register.toml`."""
from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from dragoman.resources import one


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """`window`, `provisional`, `former`: days for which a holding, an acting one, a former one is believed after it was last seen.

    `single`: titles that one person at a time holds in a state. `titles`: usual title -> other words for it, `apart`: words
    that are another office in these states. `spelling`: word -> the word that is used here.
    """

    window: int
    provisional: int
    former: int
    provisional_words: frozenset[str]
    former_words: frozenset[str]
    deputies: frozenset[str]
    single: frozenset[str]
    family_first: frozenset[str]
    titles: dict[str, tuple[str, ...]]
    apart: dict[str, frozenset[str]]
    spelling: dict[str, str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The packaged rules; read once."""
    return one(Rules, "codes/register.toml", None)


@lru_cache(maxsize=4)
def _others(known: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {word: title for title, words in known for word in words}


def other_words(known: Rules) -> dict[str, str]:
    """Other word for an office -> its usual title."""
    return _others(tuple(known.titles.items()))
