"""The patterns by which amounts are found, built once from the words of a language."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.coding.numerals import alternatives
from dragoman.entries import AmountWords


class Patterns(NamedTuple):
    """The first five end where a number starts, the others start where it ends; `part` stands alone."""

    before: re.Pattern[str]
    phrasal: re.Pattern[str]
    year: re.Pattern[str]
    label: re.Pattern[str]
    harm_before: re.Pattern[str]
    harm: re.Pattern[str]
    uncounted: re.Pattern[str]
    unit: re.Pattern[str]
    currency: re.Pattern[str]
    money_for: re.Pattern[str]
    part: re.Pattern[str]


@lru_cache(maxsize=4)
def patterns(words: AmountWords) -> Patterns:
    """All patterns of one set of words."""
    space = r"[^\S\n]+"
    before = "|".join(f"(?P<{name}>{alternatives(group)})" for name, group in (
        ("at_least", words.at_least), ("at_most", words.at_most), ("about", words.about)))
    being = rf"(?:(?:were|was|are|have{space}been|had{space}been){space})?"
    modifier = rf"{space}(?!(?:the|a|an|and|to|on|by)\b)[^\W\d_][\w-]*"
    noun = alternatives(words.money_nouns)
    order = rf"(?:{alternatives(words.orders)}|an?(?={space}\w+{space}of\b))"
    return Patterns(
        before=_regex(rf"(?<!\w)(?:{before}){space}(?:the{space})?$"),
        phrasal=_regex(rf"(?<!\w){alternatives(words.over_after)}{space}over{space}$"),
        year=_regex(rf"(?<!\w){alternatives(words.year_after)}{space}$"),
        label=_regex(rf"(?<![\w-]){alternatives(words.labels)}(?:{space}|-)$"),
        harm_before=_regex(rf"(?<!\w){alternatives(words.harm_before)}{space}$"),
        harm=_regex(rf"{space}{being}(?P<harm>{alternatives(words.harm)})\b"),
        uncounted=_regex(rf"[^\S\n]*%|(?:{space}|-)(?:{alternatives(words.not_counted)})(?!\w)"),
        unit=_regex(rf"{space}(?P<unit>{alternatives(words.units)})\b"),
        currency=_regex(rf"(?:{space}|-)(?:of{space})?(?P<currency>{alternatives(words.currency_words)})s?\b"),
        money_for=_regex(
            rf"(?:{space}(?:worth{space}of|in|of|for))?(?P<item>(?:{modifier}){{0,3}}?(?:{space}{noun})+)\b"),
        part=_regex(rf"(?<![\w-]){order}(?:{space}[^\W\d_][\w-]*)??{space}(?P<part>{alternatives(words.parts)})\b"),
    )


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
