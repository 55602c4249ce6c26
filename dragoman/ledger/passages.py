"""Where the words that were searched for stand in a text, and the passages around them. Pure, but for the stems, which the index makes."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.ledger import terms
from dragoman.ledger.filters import Phrase
from dragoman.model import Passage, Span

#: characters on each side of what was found, and so many that an end of the sentence is looked for in; passages of a text
AROUND, NEAR, MOST = 90, 150, 3
#: between two sentences, as it mostly is
_BREAK = re.compile("[.!?][\"”’)]*\\s+(?=[\"“‘(]?[A-Z0-9])")
#: a word with the accents that are signs of their own, as `terms.words` takes them off
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
#: what a sentence ends with
ENDS = tuple('.!?"”’)')
Place = tuple[int, int]
Token = tuple[int, int, str]
Stems = Mapping[str, str]
Forms = Sequence[frozenset[str] | None]


def tokens(text: str) -> list[Token]:
    """The words that can be searched for, with where they stand."""
    found: list[Token] = []
    for one in _WORD.finditer(text):
        word = one.group()
        if word.isascii():  # as nearly all are: what `terms.searched` gives of them
            if (plain := word.lower()) not in terms.STOP:
                found.append((one.start(), one.end(), plain))
        else:
            found += ((one.start(), one.end(), plain) for plain in terms.searched(word))
    return found


def alike(said: Iterable[Token], phrases: Sequence[Phrase]) -> set[str]:
    """The words of which the stems must be known: those of the phrases, and those that begin with the same letter."""
    wanted = {word for phrase in phrases for word in phrase.words}
    letters = {word[0] for word in wanted}
    return wanted | {word for _, _, word in said if word[0] in letters}


def forms(phrase: Phrase, stems: Stems) -> Forms:
    """For each word of a phrase those that the index takes for it; None is any word, for the index leaves this one out."""
    *before, last = phrase.words
    same: list[frozenset[str] | None] = [_of_stem(word, stems) for word in before]
    if not phrase.prefix:
        return [*same, _of_stem(last, stems)]
    beginning = stems[last] or last
    return [*same, frozenset(word for word, stem in stems.items() if stem and (word.startswith(last) or stem.startswith(beginning)))]


def _of_stem(word: str, stems: Stems) -> frozenset[str] | None:
    return frozenset(other for other, stem in stems.items() if stem == stems[word]) if stems[word] else None


def places(said: Sequence[Token], wanted: Forms) -> Iterator[Place]:
    """Where a phrase stands; one of which the index leaves out every word stands nowhere."""
    if not any(wanted):
        return
    first, length = wanted[0], len(wanted)
    for at in range(len(said) - length + 1):
        if first is None or said[at][2] in first:
            run = said[at : at + length]
            if all(some is None or word in some for some, (_, _, word) in zip(wanted, run, strict=True)):
                yield run[0][0], run[-1][1]


def passages(text: str, found: Sequence[Sequence[Place]], headline: int) -> tuple[Passage, ...]:
    """At most MOST stretches with what was found in them: of each phrase its first place, then others, in the order of the text.
    `headline`: characters of the text that are its headline, which stands above the passages and is quoted only where nothing else is.
    """
    every = merged(place for some in found for place in some)
    top = headline if any(start >= headline for start, _ in every) else 0
    below = [place for place in every if place[0] >= top]
    first = (next((place for place in some if place[0] >= top), None) for some in found)
    shown: list[Place] = []
    for place in (*(place for place in first if place is not None), *below):
        if len(shown) == MOST:
            break
        if not any(start <= place[0] and place[1] <= end for start, end in shown):
            shown.append(window(text, place))
    return tuple(_passage(text, stretch, every) for stretch in merged(shown))


def window(text: str, place: Place) -> Place:
    """The words around a place, in its own paragraph; where a sentence or the paragraph begins or ends near by, from there or to there."""
    left, right = text.rfind("\n\n", 0, place[0]) + 2, text.find("\n\n", place[1])
    left, right = (left if left > 1 else 0), (len(text) if right < 0 else right)
    return _begin(text, max(left, place[0] - NEAR), place[0], left), _end(text, place[1], min(right, place[1] + NEAR), right)


def _begin(text: str, start: int, place: int, left: int) -> int:
    if start == left:
        return left
    if breaks := list(_BREAK.finditer(text, start, place)):
        return breaks[-1].end()
    return next((n + 1 for n in range(max(start, place - AROUND), place) if text[n].isspace()), max(start, place - AROUND))


def _end(text: str, place: int, end: int, right: int) -> int:
    if end == right:
        return right
    if (found := _BREAK.search(text, place, end)) is not None:
        return found.start() + len(found.group().rstrip())
    return next((n for n in range(min(end, place + AROUND), place, -1) if text[n].isspace()), min(end, place + AROUND))


def merged(stretches: Iterable[Place]) -> list[Place]:
    """In the order of the text; those that overlap are one."""
    apart: list[Place] = []
    for start, end in sorted(stretches):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _passage(text: str, stretch: Place, every: Sequence[Place]) -> Passage:
    start, end = stretch
    marks = tuple(Span(text[a:b], a, b) for a, b in every if start <= a and b <= end)
    return Passage(text[start:end], start, end, marks)


def pieces(found: Passage) -> list[tuple[str, bool]]:
    """To be shown on a line: text, and whether it was searched for; dots where the passage begins or ends within a sentence."""
    cut: list[tuple[str, bool]] = [("… ", False)] if found.text[:1].islower() else []
    at = 0
    for mark in found.marks:
        start, end = mark.start - found.start, mark.end - found.start
        cut += [(found.text[at:start], False), (found.text[start:end], True)]
        at = end
    cut.append((found.text[at:] + ("" if found.text.rstrip().endswith(ENDS) else " …"), False))
    return [(" ".join(f".{text}.".split())[1:-1], is_marked) for text, is_marked in cut if text]
