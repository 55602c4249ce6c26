"""Whether two sentences that are much alike say the same: "rejected" and "accepted" differ in one word of twenty.

Without a parser no rule can say what any two words mean to each other, so every word that is exchanged counts as a change of
meaning unless it is known for none: another form, spelling or name of the same, or a word without a fact of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from dragoman.linking.normalise import Sentence
from dragoman.linking.words import words

Block = tuple[tuple[str, ...], tuple[str, ...]]
JOIN = "and"
TELLING = 4  # words: as far as a name stands from the verb that says it spoke
SLIP = 7  # a word of as many letters in which one is missing, doubled or has changed places is a slip of the pen


def change(old: Sentence, new: Sentence, names: frozenset[str]) -> str | None:
    """What differs in meaning, as `old > new`, or None. Both are one sentence, edited, as far as their words go; `names` are
    the stems that either writes with a capital."""
    if old.stems == new.stems:
        return None
    turned = Counter(_turning(old)), Counter(_turning(new))
    if turned[0] != turned[1]:
        return _shown(sorted((turned[0] - turned[1]).elements()), sorted((turned[1] - turned[0]).elements()))
    if (swapped := _swapped(old, new, names)) is not None:
        return swapped
    lost, gained = Counter(old.stems) - Counter(new.stems), Counter(new.stems) - Counter(old.stems)
    for left, right in blocks(old.stems, new.stems):  # without words that only changed places
        old_only, new_only = [one for one in left if one in lost], [one for one in right if one in gained]
        if (exchanged := _exchanged(old_only, new_only)) is not None:
            return exchanged
    return _joined(old, lost, names) or _joined(new, gained, names)


def blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """The runs of words that differ."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield tuple(old[i:j]), tuple(new[k:m])


def _turning(sentence: Sentence) -> Iterator[str]:
    meanings = words().meanings
    return (meanings.get(stem, stem) for stem in sentence.stems if stem in words().turning)


def _swapped(old: Sentence, new: Sentence, names: frozenset[str]) -> str | None:
    """Names and figures in another order: the two sides of an event changed places. Who said so may stand anywhere."""
    ordered = [_ordered(sentence.stems, names) for sentence in (old, new)]
    common = Counter(ordered[0]) & Counter(ordered[1])
    left, right = ([one for one in order if one in common] for order in ordered)
    return _shown(left, right) if Counter(left) == Counter(right) and left != right else None


def _ordered(stems: Sequence[str], names: frozenset[str]) -> list[str]:
    said = words().meanings["say"]
    telling = [i for i, stem in enumerate(stems) if words().meanings.get(stem) == said or stem == "accord"]
    return [
        stem
        for i, stem in enumerate(stems)
        if (stem in names or stem.isdigit()) and not _is_day(stem) and all(abs(i - j) > TELLING for j in telling)
    ]


def _exchanged(left: Sequence[str], right: Sequence[str]) -> str | None:
    """Of one run of words: what was exchanged for what, where it may change the meaning."""
    old, new = _facts(left), _facts(right)
    old, new = [one for one in old if one not in new], [one for one in new if one not in old]
    old, new = _without_days(old, new)
    return _shown(old, new) if old and new and not _same_slips(old, new) else None


def _joined(sentence: Sentence, only: Counter[str], names: frozenset[str]) -> str | None:
    """One side more: "Chad" and "Chad and Niger"."""
    stems = sentence.stems
    for i, stem in enumerate(stems):
        if stem in only and stem in names and not _is_day(stem) and JOIN in stems[max(0, i - 1) : i + 2]:
            return _shown([], [stem])
    return None


def _facts(run: Sequence[str]) -> list[str]:
    meanings, harmless = words().meanings, words().harmless
    return [meanings.get(stem, stem) for stem in run if stem not in harmless]


def _without_days(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """A weekday and a date are two ways to name a day; two weekdays or two dates are two days, and stay."""
    if not (any(map(_is_day, old)) and any(map(_is_day, new))):
        return old, new
    ways = {_way(old), _way(new)}
    if len(ways) == 1 and "relative" not in ways:
        return old, new
    return _no_days(old), _no_days(new)


def _is_day(stem: str) -> bool:
    return stem in words().weekdays or stem in words().relative_days or stem in words().months


def _way(stems: list[str]) -> str:
    if any(stem in words().months for stem in stems):
        return "date"
    return "weekday" if any(stem in words().weekdays for stem in stems) else "relative"


def _no_days(stems: list[str]) -> list[str]:
    dated = any(stem in words().months for stem in stems)
    return [stem for stem in stems if not _is_day(stem) and not (dated and stem.isdigit() and len(stem) in (1, 2, 4))]


def _same_slips(old: list[str], new: list[str]) -> bool:
    return len(old) == len(new) and all(map(slip, old, new))


def slip(old: str, new: str) -> bool:
    """Whether one word is the other, miswritten: a letter more or less, or two that changed places, in a long word."""
    short, long = sorted((old, new), key=len)
    if old[:2] != new[:2] or len(long) < SLIP or len(long) - len(short) > 1 or not (old + new).isalpha():
        return False
    if len(short) < len(long):
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    apart = [i for i in range(len(long)) if old[i] != new[i]]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and old[apart[0]] == new[apart[1]] and old[apart[1]] == new[apart[0]]


def _shown(old: Sequence[str], new: Sequence[str]) -> str:
    return f"{' '.join(old) or '-'} > {' '.join(new) or '-'}"
