"""Numbers in English text: digits with scale ("3.4 trillion", "$100m") and words ("two thousand", "half a dozen").

A `Numeral` is only the number (and the currency sign before it); what it counts is for `amounts.py` to find.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.entries import AmountWords

FIGURE, LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")


class Numeral(NamedTuple):
    """`low` is the least that a vague word can mean (`value` is None then); `bare` has neither scale nor sign."""

    start: int
    end: int
    value: float | None
    low: float | None
    scale: float
    currency: str | None
    digits: bool


def alternatives(words: Iterable[str]) -> str:
    """A regex that matches any of the words, the longest first, spaces as any white space inside a paragraph."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"[^\S\n]+".join(re.escape(part) for part in word.split()) for word in ordered) + ")"


@lru_cache(maxsize=4)
def _patterns(words: AmountWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    number, multiple, gap = alternatives(words.numbers), alternatives(words.multipliers), r"(?:[^\S\n]+|-)"
    digits = re.compile(
        rf"(?<![\w.,:/])(?<![A-Za-z][-’'])(?:(?P<sign>{alternatives(words.currency_signs)})[^\S\n]?)?"
        r"(?<![\w])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?:(?P<suffix>[^\S\n]?{alternatives(words.suffixes)})\b|{gap}(?P<multiple>{multiple})s?\b)?"
        r"(?!\w)(?![.,:/]\d)(?!['’]s?\b)", re.IGNORECASE)
    # "and" joins only below a hundred's rank ("two hundred and fifty"): elsewhere it joins two quantities
    joined = rf"[^\S\n]+and(?=[^\S\n]+{number}\b(?!{gap}{multiple}))"
    half = rf"[^\S\n]+and[^\S\n]+a[^\S\n]+half(?=[^\S\n]+{multiple})"
    spelt = re.compile(
        rf"(?<![\w-])(?:(?P<vague>{alternatives(words.vague)})(?:[^\S\n]+(?P<times>{multiple})\b)?"
        rf"|(?P<half>half[^\S\n]+)?an?[^\S\n]+(?P<one>{multiple}(?:[^\S\n]+{multiple})?)"
        rf"|(?P<spelt>{number}\b(?:{half})?(?:{gap}(?:{multiple}\b(?:{joined})?|{number}\b))*))"
        r"(?!\w)(?!-(?!\w*-?\d))", re.IGNORECASE)
    return digits, spelt


def evaluate(spelt: str, words: AmountWords) -> float:
    """The value of number words, read from left to right: a thousand and above closes what stands before it."""
    total, current = 0.0, 0.0
    for token in re.findall(r"[a-z]+", spelt.lower()):
        if token in words.numbers:
            current += words.numbers[token]
        elif token == "half":
            current += 0.5
        elif token in words.multipliers:
            factor = words.multipliers[token]
            if factor < 1000:
                current = (current or 1) * factor
            else:
                total, current = total + (current or 1) * factor, 0.0
    return total + current


def _from_digits(match: re.Match[str], words: AmountWords) -> Numeral | None:
    sign = match["sign"]
    scale, end = 1.0, match.end()
    if match["suffix"]:
        if sign is None:
            return None  # "30 m", "5 b": a measure or a label, no multiplier
        scale = words.suffixes[match["suffix"].strip().lower()]
    elif match["multiple"]:
        scale = words.multipliers[match["multiple"].lower()]
    value = float(match["digits"].replace(",", "")) * scale
    currency = words.currency_signs[sign.lower()] if sign else None
    return Numeral(match.start(), end, value, None, scale, currency, True)


def _from_words(match: re.Match[str], words: AmountWords) -> Numeral:
    if vague := match["vague"]:
        times = words.multipliers[match["times"].lower()] if match["times"] else 1.0
        low = words.vague[" ".join(vague.lower().split())] * times
        return Numeral(match.start(), match.end(), None, low or None, times, None, False)
    value = evaluate(match["one"] or match["spelt"], words) * (0.5 if match["one"] and match["half"] else 1)
    return Numeral(match.start(), match.end(), value, None, 1.0, None, False)


@lru_cache(maxsize=4)
def _signs(words: AmountWords) -> frozenset[str]:
    """Words without one of which no number is spelt: to look for them is much quicker than the patterns are."""
    return frozenset(phrase.split()[-1].lower() for phrase in (*words.vague, *words.numbers, *words.multipliers))


def numerals(text: str, words: AmountWords) -> Iterator[Numeral]:
    """All numbers of the text in order, none overlapping another."""
    digits, spelt = _patterns(words)
    found = [n for n in (_from_digits(m, words) for m in digits.finditer(text)) if n] if FIGURE.search(text) else []
    if not _signs(words).isdisjoint(LETTERS.findall(text.lower())):
        found += [_from_words(m, words) for m in spelt.finditer(text)]
    end = -1
    for numeral in sorted(found, key=lambda n: (n.start, -n.end)):
        if numeral.start >= end:
            yield numeral
            end = numeral.end
