"""Amounts in one sentence: how many of what, how much money, which part of a delivery.

A pure function over text: no parser. A number counts something only where a plural follows within a few words; dates,
ordinals, ages, years, shares, scores and labels ("Article 5", "S-400") are none. Value and bounds: "about 40" has only
a value, "at least 40" also `low`, "up to 40" also `high`, "40 to 50" only both bounds, "dozens" only `low`.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.coding.amount_patterns import patterns
from dragoman.coding.numerals import Numeral, numerals
from dragoman.entries import AmountWords
from dragoman.model import Amount, Span

_MODIFIERS = 5  # words between a number and the plural that it counts: "six newly built Turkish coast guard boats"
_WINDOW = 40  # characters before a number in which its bound, label or verb may stand
_WORD = re.compile(r"[^\S\n]+(?P<word>[^\W_](?:[\w.'’-]*\w)?)")
_TO = re.compile(r"[^\S\n]?[-–—][^\S\n]?|[^\S\n]+(?:to|or)[^\S\n]+", re.IGNORECASE)
_AND = re.compile(r"[^\S\n]+and[^\S\n]+", re.IGNORECASE)
_OF = re.compile(r"[^\S\n]+of(?:[^\S\n]+(?:the|its|their|his|her|our|those|these))?(?=[^\S\n])", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)between[^\S\n]+$", re.IGNORECASE)
_KNOWN = re.compile(r"(?<!\w)(?:the|these|those|both|all|other)[^\S\n]+$", re.IGNORECASE)


class _Quantity(NamedTuple):
    """One number or a range of two, with the bounds that the words before it give."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    first: Numeral
    last: Numeral
    hedged: bool


def find_amounts(text: str, offset: int, words: AmountWords) -> tuple[Amount, ...]:
    """The amounts of one sentence in order; `offset` is its start in the document, from where the spans count."""
    found = sorted([*_numbers(text, words), *_parts(text, words)], key=lambda f: (f[0], -f[1]))
    amounts: list[Amount] = []
    reached = -1
    for start, end, (value, low, high), unit, item in found:
        if start >= reached:
            span = Span(text[start:end], start + offset, end + offset)
            amounts.append(Amount(value, low, high, unit, item, span))
            reached = end
    return tuple(amounts)


_Found = tuple[int, int, tuple[float | None, float | None, float | None], str | None, str | None]


def _parts(text: str, words: AmountWords) -> Iterator[_Found]:
    for match in patterns(words).part.finditer(text):
        yield match.start(), match.end(), (None, None, None), None, match["part"].lower()


def _numbers(text: str, words: AmountWords) -> Iterator[_Found]:
    for quantity in _quantities(text, words):
        bounds = quantity.value, quantity.low, quantity.high
        tail = _money(text, quantity, words) or _measured(text, quantity, words) or _counted(text, quantity, words)
        if tail:
            end, unit, item = tail
            yield quantity.start, end, bounds, unit, item


def _quantities(text: str, words: AmountWords) -> Iterator[_Quantity]:
    """Numbers, two of them joined where they are the ends of a range."""
    found = list(numerals(text, words))
    i = 0
    while i < len(found):
        first = last = found[i]
        between = _BETWEEN.search(text, max(0, first.start - _WINDOW), first.start)
        joint = _AND if between else _TO
        if i + 1 < len(found) and joint.fullmatch(text, first.end, found[i + 1].start) and _pair(first, found[i + 1]):
            i += 1
            last = found[i]
        i += 1
        yield _bounded(text, between.start() if between and last is not first else first.start, first, last, words)


def _pair(low: Numeral, high: Numeral) -> bool:
    if low.value is None or high.value is None or low.digits != high.digits:
        return False
    return _scaled(low, high) < high.value and not (high.currency and high.currency != low.currency and low.currency)


def _scaled(low: Numeral, high: Numeral) -> float:
    """The lower end with the scale of the upper one: "$5 and $7 billion"."""
    value = low.value or 0.0
    return value * high.scale if low.scale == 1 < high.scale and value < 1000 else value


def _bounded(text: str, start: int, first: Numeral, last: Numeral, words: AmountWords) -> _Quantity:
    rules = patterns(words)
    before = rules.before.search(text, max(0, start - _WINDOW), start)
    if before and rules.phrasal.search(text, max(0, start - _WINDOW), start):
        before = None
    if before:
        start = before.start()
    if first is not last:
        return _Quantity(start, last.end, None, _scaled(first, last), last.value, first, last, True)
    value, low, high = first.value, first.low, None
    if before and before["at_least"]:
        low = value if value is not None else low
    elif before and before["at_most"]:
        high = value
    return _Quantity(start, last.end, value, low, high, first, last, before is not None)


def _money(text: str, quantity: _Quantity, words: AmountWords) -> tuple[int, str | None, str | None] | None:
    rules = patterns(words)
    currency, end = quantity.first.currency or quantity.last.currency, quantity.end
    if currency is None:
        named = rules.currency.match(text, end)
        if not named:
            return None
        currency, end = words.currency_words[" ".join(named["currency"].lower().split())], named.end()
    item = rules.money_for.match(text, end)
    return (item.end(), currency, " ".join(item["item"].split())) if item else (end, currency, None)


def _measured(text: str, quantity: _Quantity, words: AmountWords) -> tuple[int, str | None, str | None] | None:
    unit = patterns(words).unit.match(text, quantity.end)
    if not unit:
        return None
    name = words.units[" ".join(unit["unit"].lower().split())]
    of = _OF.match(text, unit.end())
    item = _noun(text, of.end(), words, mass=True) if of else None
    return (item[0], name, item[1]) if item else (unit.end(), name, None)


def _counted(text: str, quantity: _Quantity, words: AmountWords) -> tuple[int, str | None, str | None] | None:
    """What is counted: the plural after the number, or those who came to harm ("12 dead", "killing 12")."""
    rules = patterns(words)
    start, end = quantity.first.start, quantity.end
    nearby = max(0, start - _WINDOW)
    if rules.uncounted.match(text, end) or rules.label.search(text, nearby, start) or text[end:end + 1] == "-":
        return None
    of = _OF.match(text, end)
    alone = quantity.value is None and text[quantity.first.end - 1] in "sS" and not of  # "dozens fled": no noun follows
    item = None if alone else _noun(text, of.end() if of else end, words, single=quantity.first.value == 1)
    if item and _known_side(text, quantity, item[1], words):
        return None
    if item is None and (harm := rules.harm.match(text, end)):
        item = harm.end(), harm["harm"].lower()
    if _like_year(quantity) and (rules.year.search(text, nearby, start) or not _certain(item, words)):
        return None
    if item is None and not of and rules.harm_before.search(text, max(0, quantity.start - _WINDOW), quantity.start):
        return end, None, None
    return (item[0], None, item[1]) if item else None


def _like_year(quantity: _Quantity) -> bool:
    """A bare four-digit number from 1900 to 2099 is a year unless words of estimate say otherwise."""
    ends = quantity.first, quantity.last
    values = [n.value or 0 for n in ends if n.digits and n.scale == 1 and n.end - n.start == 4]
    return not (quantity.hedged and quantity.first is quantity.last) and any(1900 <= value < 2100 for value in values)


def _certain(item: tuple[int, str] | None, words: AmountWords) -> bool:
    return item is not None and item[1].split()[-1].lower() in words.counted


def _known_side(text: str, quantity: _Quantity, item: str, words: AmountWords) -> bool:
    start = quantity.start
    small = quantity.value is not None and quantity.value < 10 and not quantity.hedged
    named = item.split()[-1].lower() in words.sides
    return small and named and _KNOWN.search(text, max(0, start - _WINDOW), start) is not None


def _noun(
    text: str, start: int, words: AmountWords, *, single: bool = False, mass: bool = False,
) -> tuple[int, str] | None:
    """End and text of the phrase at `start` up to its plural (`single`: a known head; `mass`: else the first word)."""
    phrase: list[str] = []
    end = start
    best: tuple[int, str] | None = None
    while len(phrase) <= _MODIFIERS and (match := _WORD.match(text, end)) and _may_modify(match["word"], phrase, words):
        word, end = match["word"], match.end()
        if not phrase and word.lower() in words.fillers:
            continue
        phrase.append(word)
        if single:
            if word.lower() in words.counted and not _plural(word, words):
                return end, " ".join(phrase)
        elif best and word.lower() in words.harm:
            break  # "30 others wounded"
        elif _plural(word, words) or (mass and not best and len(phrase) == 1):
            best = end, " ".join(phrase)
        elif best and not mass:
            break
    return best


def _may_modify(word: str, phrase: list[str], words: AmountWords) -> bool:
    """Whether the word can stand between number and head; a figure only after a name ("two Boeing 737 airliners")."""
    if word[0].isdigit():
        return bool(phrase) and phrase[-1][0].isupper()
    return word.isupper() or (word.lower() not in words.stops and word.lower() not in words.not_counted)


def _plural(word: str, words: AmountWords) -> bool:
    lower = word.lower()
    if lower in words.plurals or lower.endswith(("men", "people")):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s"))
