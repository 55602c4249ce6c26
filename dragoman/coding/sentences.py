"""Split a report into sentences without a parser: by paragraphs, full stops, quotes and a list of abbreviations."""
from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.coding.paragraphs import paragraphs
from dragoman.entries import SentenceWords
from dragoman.model import Segment

# A stop with its closing quotes and brackets, before white space; or glued to the next sentence ("left.The").
_STOP = re.compile(
    r"([.!?…]+)((?:[\"'”’»)\]}]|\s[\"”»](?=\s|$))*)"
    r"(?:(?=\s|$)|(?<=[a-z)][.!?])(?=[A-Z][a-z]*\s)|(?<=[”’])(?=[A-Z]))"
)
_GAP = re.compile(r"\s*")
_BEFORE = re.compile(r"[\w.&’'-]*\w$")
_NEXT = re.compile(r"\s*([\"'“‘«„(\[]*)(\w[\w’'-]*)?")
_DOTTED = re.compile(r"(?:\w\.)+\w|[^\W\d_]")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})$")
_NAME_THEN_VERB = re.compile(r"\s*(?:(?:[A-Z][\w’'.-]*|the|of|al-\w+)\s+){1,5}?([a-z]+)\b")
#: No sentence of news is longer (characters; some 350 words). What stages do with one grows faster than it does.
LONGEST = 2000
#: Where a longer stretch is cut, the best first.
_JOINTS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s(?=(?:and|or|but)\s)"), re.compile(r"\s"))
#: How far back an abbreviation may reach (characters).
_REACH = 24


def split(text: str, title: str | None, words: SentenceWords) -> tuple[Segment, ...]:
    """Sentences of `text` in order; text[s.start:s.end] == s.text, without surrounding white space.

    A title at the beginning of the text, on lines of its own, is one segment with headline=True and paragraph 0.
    """
    stretches: list[tuple[int, int, int, bool]] = []
    number, begin = 0, 0
    head = _headline(text, title)
    if head is not None:
        stretches.append((*head, 0, True))
        number, begin = 1, head[1]
    for paragraph in paragraphs(text, begin, words.open_ends):
        found = (part for stretch in _sentences(text, *paragraph, words) for part in _bearable(text, *stretch))
        stretches.extend((start, end, number, False) for start, end in found)
        number += 1
    return tuple(Segment(i, s, e, text[s:e], p, h) for i, (s, e, p, h) in enumerate(stretches))


def _headline(text: str, title: str | None) -> tuple[int, int] | None:
    wanted = title.strip() if title else ""
    start = len(text) - len(text.lstrip())
    if not wanted or not text.startswith(wanted, start):
        return None
    end = start + len(wanted)
    rest = text[end:].lstrip(" \t\xa0")
    return (start, end) if not rest or rest[0] in "\n\r\x0b\x0c\x85\u2028\u2029" else None


def _sentences(text: str, start: int, end: int, words: SentenceWords) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        cut = stop.end()
        if cut < end and _ends(text, begin, stop, end, words):
            yield begin, cut
            begin = _after_gap(text, cut, end)
    yield begin, end


def _after_gap(text: str, start: int, end: int) -> int:
    """Where the white space at `start` ends. No copy of what follows: a paragraph may hold a whole book."""
    gap = _GAP.match(text, start, end)
    return gap.end() if gap else start


def _bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or where no sentence is so long (a table, a list of names, odd text) its pieces."""
    while end - start > LONGEST:
        limit = start + LONGEST
        half = start + LONGEST // 2
        joints = (list(pattern.finditer(text, half, limit)) for pattern in _JOINTS)
        cut = next((found[-1].end() for found in joints if found), limit)
        yield start, start + len(text[start:cut].rstrip())
        start = _after_gap(text, cut, end)
    if start < end:
        yield start, end


def _ends(text: str, begin: int, stop: re.Match[str], end: int, words: SentenceWords) -> bool:
    """Whether the sentence that begins at `begin` ends with this stop."""
    following = _NEXT.match(text, stop.end(), end)
    opened = following.group(1) if following else ""
    word = (following.group(2) if following else None) or ""
    glued = not text[stop.end()].isspace()
    if glued:
        return word in words.starters
    # "iPhone", "eBay" begin sentences too.
    if (word[:1].islower() and not word[1:2].isupper()) or (not word and not opened):
        return False
    if stop.group(1) == ".":
        return _full_stop_ends(text, begin, stop, word, words)
    if stop.group(1)[0] in "!?" and stop.group(2):
        # `"Why?" Novak asked.` is one sentence; `"Why?" The minister asked himself` is two: a small "the" would go on.
        spoken = _NAME_THEN_VERB.match(text, stop.end(), end)
        return word in words.starters or not (spoken and spoken.group(1) in words.speech)
    if stop.group(1)[0] in ".…" and text[stop.start() - 1:stop.start()].isspace():
        return word in words.starters or bool(opened)
    return True


def _full_stop_ends(text: str, begin: int, stop: re.Match[str], word: str, words: SentenceWords) -> bool:
    """The single full stop: what stands before it may be an abbreviation, an initial or a list's number."""
    before = text[max(begin, stop.start() - _REACH):stop.start()]
    if stop.start() - begin <= 4 and _ENUMERATOR.match(before):
        return False
    found = _BEFORE.search(before)
    if found is None or stop.group(2).strip("’'"):
        return True
    last = found.group().lstrip("'’").rpartition("-")[2]
    if last in words.inner or (last in words.titles and not word[:1].isdigit()):
        return False
    if last in words.numbered and word[:1].isdigit():
        return False
    if last in words.either or _DOTTED.fullmatch(last):
        return _begins(text, stop, word, words)
    return True


def _begins(text: str, stop: re.Match[str], word: str, words: SentenceWords) -> bool:
    """Whether the next word begins a sentence ("The", not the initial "A." nor the name "President")."""
    if word not in words.starters:
        return False
    at = text.index(word, stop.end()) + len(word)
    return not (len(word) == 1 and text[at:at + 1] == ".")
