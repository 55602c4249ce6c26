"""Where a text's paragraphs are: at empty lines, and at those single line ends that are no mere wrapping."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator

#: A text whose longest line is longer than this (characters) is not hard-wrapped.
WIDEST_WRAP = 160
#: An unfinished line shorter than this part of the longest is a heading, not a wrapped line.
HEADING_PART = 0.75

Stretch = tuple[int, int]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•▪◦●■‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_FINISHED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_LAST_WORD = re.compile(r"(\w+)$")


def paragraphs(text: str, start: int, open_ends: Collection[str]) -> Iterator[Stretch]:
    """Character stretches (start, end) of the paragraphs of text[start:], without surrounding white space."""
    lines = list(_lines(text, start))
    if not lines:
        return
    width = max(end - begin for begin, end in lines)
    wrapped = width <= WIDEST_WRAP and any(
        _one_break(text, a, b) and _runs_on(text, a, b) for a, b in zip(lines, lines[1:], strict=False)
    )
    begin, end = lines[0]
    for before, line in zip(lines, lines[1:], strict=False):
        if not _one_break(text, before, line) or _parts(text, before, line, width, wrapped, open_ends):
            yield begin, end
            begin = line[0]
        end = line[1]
    yield begin, end


def _lines(text: str, start: int) -> Iterator[Stretch]:
    """The lines of text[start:] that are not empty, stripped."""
    for match in _LINE.finditer(text, start):
        line = match.group()
        stripped = line.strip()
        if stripped:
            begin = match.start() + line.index(stripped)
            yield begin, begin + len(stripped)


def _one_break(text: str, before: Stretch, line: Stretch) -> bool:
    return len(_BREAKS.findall(text, before[1], line[0])) == 1


def _runs_on(text: str, before: Stretch, line: Stretch) -> bool:
    """Whether a sentence plainly goes on over the line end: that is what hard-wrapping looks like."""
    return text[line[0]].islower() and not _FINISHED.search(text[before[0]:before[1]])


def _parts(text: str, before: Stretch, line: Stretch, width: int, wrapped: bool, open_ends: Collection[str]) -> bool:
    """Whether a single line end between two lines parts two paragraphs."""
    above, below = text[before[0]:before[1]], text[line[0]:line[1]]
    if _BULLET.match(below):
        return True
    # A wrapper fills its lines: it leaves room for the next word only where a paragraph ends.
    fits = len(above) + 1 + len(below.split(None, 1)[0]) <= width
    if _SENTENCE_END.search(above):
        return (fits or not wrapped) and not below[0].islower()
    last = _LAST_WORD.search(above)
    if below[0].islower() or above[-1] in ",;-–—" or (last is not None and last.group() in open_ends):
        return False
    return width > WIDEST_WRAP or (fits and len(above) < HEADING_PART * width)
