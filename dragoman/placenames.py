"""Names of places: the types of the gazetteer and the one form that names are compared in."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from dragoman.model import Precision

Feature = Literal["city", "site", "region", "country", "disputed"]

#: Class words that news puts after the name of a division; one stands for all: "Kursk Oblast" is "Kursk region".
CLASS_WORDS = frozenset(
    "region province state oblast krai kray governorate prefecture county district department division territory"
    " republic canton voivodeship raion".split()
)
#: An alternate name speaks for its place with an eighth of the weight of a name of its own.
ALTERNATE = 0.125
#: Before the folded abbreviations of divisions in the index: no folded name begins so.
SHORT_FOR = ","
#: The same before names of towns that mean the town only where its division or state stands behind: "Tyler, Texas".
QUALIFIED = ";"
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ð": "d"}
_WHOLE = re.compile("[øłđıßæœəþð]")  # letters that have no accent to be taken off; str.translate takes ten times as long
#: the combining marks of Latin letters; the others are looked for only where something is left that is no ASCII
_ACCENTS = re.compile("[\u0300-\u036f]")
_ODD = re.compile("[^\\x00-\x7f]")
_NOISE = re.compile(r"['`.\u2018\u2019\u02bb\u02bc\u02bf]")
#: like _GAP inside a line, but for single spaces, which may stay
_LINE_GAP = re.compile(r"(?:[^\S\n ]|[\-\u2010-\u2014_/,]| (?=[^\S\n]|[\-\u2010-\u2014_/,]))(?:[^\S\n]|[\-\u2010-\u2014_/,])*")
_GAP = re.compile(r"[\s\-\u2010-\u2014_/,]+")


class PlaceEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A place that no gazetteer of cities has right. `id` is the table's name, set by the loader.

    `country` is alpha-3, absent for what belongs to no one state; `countries` are the states that a region touches,
    `claimants` those that claim a disputed place. `population` (people in its towns) only ranks places of one name.
    `division` is GeoNames' code of a first-level division, which its towns have too; `short` are abbreviations that stand
    for it only behind a comma ("Ga." in "Athens, Ga.").
    """

    id: str
    name: str
    lat: float
    lon: float
    names: tuple[str, ...] = ()
    country: str | None = None
    precision: Precision = "region"
    claimants: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    population: int = 0
    division: str = ""
    short: tuple[str, ...] = ()


class NameFilter(Struct, frozen=True, forbid_unknown_fields=True):
    """Words (folded) that are no name of a town with fewer than `under` people, and never an alternate name."""

    id: str
    under: int
    words: tuple[str, ...]


class Candidate(Struct, frozen=True, array_like=True, gc=False):
    """One place that a name can mean; `countries` are the states that claim or share it where it is not one state's.

    `division` is GeoNames' code of the first-level division that it is or lies in, inside its country; "" if unknown.
    """

    name: str
    country: str | None
    lat: float
    lon: float
    precision: Precision
    population: int
    feature: Feature
    countries: tuple[str, ...] = ()
    division: str = ""


class Compiled(Struct, frozen=True, array_like=True):
    """What the cache file holds: every candidate, and for each folded name the indices of those that it can mean."""

    candidates: tuple[Candidate, ...]
    index: dict[str, tuple[int, ...]]


def fold(name: str) -> str:
    """The form that names are compared in: lower case, no accents, apostrophes, dots or hyphens, no leading "the"."""
    text = _GAP.sub(" ", _NOISE.sub("", _plain(name))).strip()
    if text.startswith("st "):
        text = "saint " + text[3:]
    return text.removeprefix("the ")


def fold_all(names: Sequence[str]) -> list[str]:
    """`fold` of each name, all in one go and so some times as fast; no name may have a line break of any kind in it."""
    if not names:
        return []
    text = _LINE_GAP.sub(" ", _NOISE.sub("", _plain("\n".join(["", *names, ""]))))
    for old, new in (("\n ", "\n"), (" \n", "\n"), ("\nst ", "\nsaint "), ("\nthe ", "\n")):
        text = text.replace(old, new)
    return text[1:-1].split("\n")


def _plain(text: str) -> str:
    """Small letters without accents; a line of many lines is what it would be alone."""
    text = text.casefold()
    if text.isascii():
        return text
    text = _WHOLE.sub(lambda match: _LETTERS[match[0]], text)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return text if text.isascii() else _ODD.sub(_unless_combining, text)


def _unless_combining(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def fold_class(folded: str) -> str:
    """A folded name with its final class word replaced by "region"; the name itself where it has none."""
    stem, _, last = folded.rpartition(" ")
    return f"{stem} region" if stem and last in CLASS_WORDS else folded


def spellings(folded: str) -> tuple[str, ...]:
    """Other spellings of the Arabic article, which news writes or leaves out at will."""
    head, _, rest = folded.partition(" ")
    if head in {"al", "el", "ar", "as", "ad", "an", "ash", "az"} and len(rest) > 3:
        return (f"al {rest}", f"el {rest}", rest)
    return (f"al {folded}",) if len(folded) > 3 else ()
