"""What stands around a record in its report: whom the report names, and what it is about."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from dragoman.linking.normalise import NUMBER, own_words
from dragoman.linking.words import stem
from dragoman.resources import load

#: words of a report that are kept as what it is about: the first ones, as news begins with what is new
ABOUT = 48
#: bytes of the hash of a word
WIDTH = 3
#: words that say nothing of which happening is meant; stems, as `stems_of` gives them
IDLE = frozenset(
    """the and for with from that this were was has have had his her its their they them who which will would said say says told on at
    after before also been about into over more than two new when where while what there year month week day monday tuesday wednesday
    thursday friday saturday sunday report news agency official statement minister president government state country foreign""".split()
)


#: names of people and places that are kept beside them
NAMES = 20
#: a word with a capital that stands inside a sentence
NAME = re.compile(r"(?<=[a-z,;:\"'\u2019\u201c)] )[A-Z\u00c0-\u00de][\w'\u2019-]+")


class Setting(Struct, frozen=True):
    """`named`: codes of the states and bodies that the report names, most often named first; `names`: hashed names of people and
    places in it; `topic`: hashed stems of its words.
    """

    named: tuple[str, ...] = ()
    names: frozenset[int] = frozenset()
    topic: frozenset[int] = frozenset()


NOWHERE = Setting()


def setting_of(named: Iterable[str], text: str) -> Setting:
    """The setting that a report's own text gives."""
    return of_packed(named, packed(text))


def packed(text: str) -> bytes:
    """What a text is about, as it is kept: how many names there are, the names, then the words, three bytes each."""
    names, words = _names(text)[:NAMES], _words(text)[:ABOUT]
    return bytes([len(names)]) + b"".join(_hashed(f"={name}") for name in names) + b"".join(map(_hashed, words))


def of_packed(named: Iterable[str], kept: bytes | None) -> Setting:
    """The setting that `packed` kept; without names and words where nothing is kept."""
    some = kept or b"\0"
    numbers = [int.from_bytes(some[at : at + WIDTH], "big") for at in range(1, len(some), WIDTH)]
    return Setting(tuple(named), frozenset(numbers[: some[0]]), frozenset(numbers[some[0] :]))


def _words(text: str) -> list[str]:
    """Stems that tell what a text is about: of headline and body in their order, those that are not idle."""
    body = own_words(text)
    stems = (s for s in (*body.headline, *body.stems) if len(s) > 2 and s not in IDLE and not NUMBER.search(s))
    return list(dict.fromkeys(stems))


def _names(text: str) -> list[str]:
    """Names in small letters, but for those of states, of days and of offices, which many reports share."""
    found = (m.group().lower().replace("\u2019", "'").removesuffix("'s") for m in NAME.finditer(text))
    common = state_words()
    return [name for name in dict.fromkeys(found) if name not in common and stem(name) not in IDLE]


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """Words of the names and adjectives of states, and of months."""
    states = load().countries.values()
    names = (name for state in states for name in (state.name, *state.names, *state.adjectives))
    return frozenset(word.lower() for name in names for word in name.split()) | {month.lower() for month in month_name if month}


def _hashed(word: str) -> bytes:
    return blake2b(word.encode(), digest_size=WIDTH).digest()
