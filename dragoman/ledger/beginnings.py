"""Beginnings of words for an index that takes English endings off: `negotiat*` must find "negotiation", which stands there as "negoti".

Pure, but for the stems, which the index makes.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dragoman.ledger.filters import AllOf, AnyOf, Expression, Phrase

#: what is taken off: the suffixes of M. F. Porter, "An algorithm for suffix stripping", 1980, and what Snowball's English adds
ENDINGS = (
    "able", "ably", "al", "aliti", "ality", "alism", "alize", "alli", "ally", "ance", "ancy", "ant", "ate", "ation", "ational",
    "ative", "ator", "bility", "e", "ed", "edly", "ement", "ence", "ency", "ent", "ently", "er", "es", "ful", "fully", "fulness",
    "ible", "ic", "ical", "icate", "icity", "ied", "ies", "ing", "ingly", "ion", "ions", "ism", "ity", "ive", "iveness", "ivity",
    "ization", "ize", "izer", "less", "ly", "ment", "ness", "ogy", "ous", "ously", "ousness", "s", "tional", "ution", "y",
)  # fmt: skip
Stems = Callable[[Sequence[str]], Mapping[str, str]]


def widened(wanted: Expression, stems: Stems) -> Expression:
    """The same, with the words whose stem is shorter than the beginning that is looked for beside it."""
    if isinstance(wanted, Phrase):
        return _any(wanted, stems) if wanted.prefix else wanted
    if isinstance(wanted, AnyOf):
        return AnyOf(tuple(widened(part, stems) for part in wanted.parts))
    if isinstance(wanted, AllOf):
        return AllOf(*(tuple(widened(part, stems) for part in parts) for parts in (wanted.parts, wanted.without)))
    return wanted


def words(beginning: str) -> Iterator[str]:
    """What it may be the beginning of, where it ends within an ending or before one."""
    for ending in ENDINGS:
        for cut in range(len(ending)):
            if beginning.endswith(ending[:cut]):
                yield beginning + ending[cut:]


def _any(phrase: Phrase, stems: Stems) -> Expression:
    *before, beginning = phrase.words
    longer = list(dict.fromkeys(words(beginning)))
    found = stems([beginning, *longer])
    short = {found[word]: word for word in longer if found[word] and not found[word].startswith(found[beginning])}
    others = tuple(Phrase((*before, word)) for word in short.values())
    return AnyOf((phrase, *others)) if others else phrase
