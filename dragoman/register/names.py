"""Names of people as keys, and whether one is a short form of another. Accents, capitals, hyphens and particles do not count."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: letters that do not come apart into a plain one and an accent
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "'": "", "’": ""})
#: between given and family name, or before it; news writes them or leaves them out
PARTICLES = frozenset("al el bin ibn bint abu ben de da do dos das del della di du la le van von der den ter of ul".split())
SPLIT = re.compile(r"[\W_]+")
Key = tuple[str, ...]


@lru_cache(maxsize=65536)
def key(name: str) -> Key:
    """The words that count, in order: "Khalid bin Sālem al-Amri" is khalid salem amri. A name of particles only keeps them."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    words = SPLIT.split("".join(c for c in decomposed if not unicodedata.combining(c)))
    every = tuple(word.translate(PLAIN) for word in words if word)
    return tuple(word for word in every if word not in PARTICLES) or every


def shortens(short: Key, long: Key) -> bool:
    """Whether the words of one stand in the other in their order; an initial stands for a word ("J Lee": "Jin Lee")."""
    rest = iter(long)
    return bool(short) and all(any(_fits(word, other) for other in rest) for word in short)


def _fits(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 or len(other) == 1) and word[0] == other[0]


def family(name: Key, first: bool) -> str:
    """The word by which news speaks of somebody later on: the last one, or the first where family names stand first."""
    return name[0] if first else name[-1]


def alike(one: Key, other: Key, first: bool) -> bool:
    """Whether both may name one person: the same words, a fuller and a shorter form, or a family name and a full name."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return short[0] == (long[0] if len(long) == 1 else family(long, first))
    return shortens(short, long)
