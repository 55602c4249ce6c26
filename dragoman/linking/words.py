"""The lists of `words.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "words.toml"
ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
# What is left of organise, honour, centre and defence, in American spelling.
BRITISH = (("isation", "ization"), ("is", "iz"), ("iser", "izer"), ("our", "or"), ("tr", "ter"), ("enc", "ens"))
LONG = 5


class Words(Struct, frozen=True):
    """Sets of stems, unless said otherwise."""

    boilerplate: re.Pattern[str]
    names: re.Pattern[str]  # every other name of a thing
    first_names: dict[str, str]  # and the one that stands for all
    first_words: frozenset[str]  # that other names begin with
    proper: frozenset[str]  # those of first_names that are proper names
    meanings: dict[str, str]  # the stem that stands for all of the same meaning
    harmless: frozenset[str]
    turning: frozenset[str]
    denying: frozenset[str]
    weekdays: frozenset[str]
    relative_days: frozenset[str]
    months: frozenset[str]
    numbers: dict[str, str]  # words to figures, to 90
    tens: re.Pattern[str]  # "forty five"
    prefixes: re.Pattern[str]  # with the hyphen after them


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    first_names = {other: first for first, *others in (*data["same_name"], *data["same_word"]) for other in others}
    units = {word: str(figure) for figure, word in enumerate(data["numbers"].split())}
    tens = {word: str(10 * figure) for figure, word in enumerate(data["tens"].split(), 2)}
    longest_first = sorted(first_names, key=len, reverse=True)
    return Words(
        boilerplate=re.compile("|".join(f"(?:{pattern})" for pattern in data["boilerplate"]), re.IGNORECASE | re.DOTALL),
        names=re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"),
        first_names=first_names,
        proper=frozenset(first for first, *_ in data["same_name"]),
        first_words=frozenset(name.split()[0] for name in first_names),
        meanings={stem(other): stem(first) for first, *others in data["same_meaning"] for other in (first, *others)},
        **{key: _stems(data[key]) for key in ("harmless", "turning", "denying", "weekdays", "relative_days", "months")},
        numbers=units | tens,
        tens=re.compile(rf"\b({'|'.join(tens)})-(?:{'|'.join(list(units)[1:10])})\b", re.IGNORECASE),
        prefixes=re.compile(rf"\b({'|'.join(data['prefixes'].split())})-(?=[a-z])", re.IGNORECASE),
    )


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


@lru_cache(maxsize=16_384)
def figure_or_stem(word: str) -> str:
    """A number written out as its figure, any other word as its stem."""
    return words().numbers.get(word) or stem(word)


def stem(word: str) -> str:
    """The word without its ending and in one spelling: only to find out whether two words are forms of one."""
    if not word.isalpha() or len(word) < 4:
        return word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    word = word.rstrip("e") or word
    for british, american in BRITISH:
        if len(word) >= LONG and word.endswith(british):
            word = word[: -len(british)] + american
            break
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] != "s"
    return word[:-1] if doubled else word  # planned, plan
