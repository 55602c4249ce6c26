"""Tokens of a sentence as the grammar sees them: each has a class of one letter, so that rules are short patterns.

    M month  m March or May  b short month   W weekday  k short weekday  w plural weekday   D 1-31  Y four digits
    N other number  C number word  V vague number  O ordinal  I whole date in digits  X decade  T clock  p am/pm  z zone
    U unit  u plural unit  K weekend  q quarter  h half  P part of day  S season  F fiscal  d today  R now, soon
    l last  e past  r previous  n next  g coming  y following  s this  = same  c recent  v every  G ago, hence  A daily
    B beginning, end  E early, late  H Q3, H1  L FY2024  1 once  * times  j old  % period
    t the  a a  f of  i in, on, at  o to, until  & and  < between  Q from  - tight hyphen  ~ dash  ' genitive s  , comma
    x any other word  . any other mark          after the first pass: Z date  @ clock  # duration  $ set
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from dragoman.coding.time.calendar import Reading
from dragoman.entries import DateWords

Entry: TypeAlias = tuple[str, float | None, str]  # class, number, code


class Item(Struct, frozen=True):
    """A token, or (after the first pass) an expression with its reading."""

    kind: str
    start: int
    end: int
    text: str
    number: float | None = None
    code: str = ""
    reading: Reading | None = None


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]{2,}(?!\w)(?<!FY))"  # first, for speed: most tokens are words
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))(?:T[0-9:]+Z?)?"
    r"|(?P<numeric>[0-9]{1,4}(?P<sep>[./])[0-9]{1,2}(?P=sep)[0-9]{2,4}(?![0-9]|[./][0-9]))"
    r"|(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?=\s?[ap]\.?m\b)|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))"
    r"|(?P<decade>(?:[12][0-9][0-9]|['’]?[1-9])0['’]?s\b)"
    r"|(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<quarter>[QH][1-4]\b)|(?P<fiscal>FY\s?['’]?(?:[12][0-9]{3}|[0-9]{2})\b)"
    r"|(?P<meridiem>[ap]\.m\.?)"
    r"|(?P<number>(?<![A-Za-z$€£¥])[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<genitive>['’]s?(?=\s|$|[,.;-]))"
    r"|(?P<rest>[^\W\d_]+)|(?P<mark>[^\w\s]|\w+)"
)
_MARKS = {"-": "-", "–": "~", "—": "~", "/": "~", ",": ",", "(": "(", ")": ")", **dict.fromkeys("%$€£¥", "x")}


def table(words: DateWords) -> dict[str, Entry]:
    """Lower-case word -> class, number, code. Later entries win: a word of time over a plain number."""
    found: dict[str, Entry] = {word: (kind, None, "") for word, kind in words.function.items()}
    classes = (
        ("V", words.vague_numbers), ("l", words.last), ("e", words.past), ("r", words.previous), ("n", words.next),
        ("g", words.coming), ("y", words.following), ("s", words.this), ("=", words.same), ("c", words.recent),
        ("v", words.every), ("o", words.range_words), ("F", words.fiscal), ("%", words.periods), ("*", words.times),
        ("1", words.frequency), ("j", words.old),
    )
    for kind, members in classes:
        found.update((word, (kind, None, "")) for word in members)
    found.update((word, ("G", -1, "")) for word in words.ago)
    found.update((word, ("G", 1, "")) for word in words.hence)
    numbered: tuple[tuple[str, Mapping[str, int]], ...] = (
        ("C", words.numbers), ("O", words.ordinals), ("M", words.months), ("b", words.months_short),
        ("W", words.weekdays), ("k", words.weekdays_short), ("d", words.deictic),
        ("w", {f"{day}s": n for day, n in words.weekdays.items()}),
    )
    for kind, numbers in numbered:
        found.update((word, (kind, number, "")) for word, number in numbers.items())
    coded = (
        ("U", words.units), ("u", words.units_plural), ("P", words.day_parts), ("S", words.seasons), ("B", words.edges),
        ("E", words.modifiers), ("R", words.references), ("A", words.sets),
    )
    for kind, codes in coded:
        found.update((word, (kind, None, code)) for word, code in codes.items())
    found.update((word, ("E", way, words.modifiers[word])) for word, way in words.shifts.items())
    found.update((zone, ("z", None, "Z" if zone in words.zones_utc else "")) for zone in words.zones)
    for word in words.months_doubtful:
        found[word] = ("m", words.months[word], "")
    return found


def tokens(text: str, words: Mapping[str, Entry]) -> list[Item]:
    """The tokens of a sentence in order."""
    found: list[Item] = []
    end = -1
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "mark"
        string = match.group()
        start = match.start()
        glued = end == start
        if group in ("word", "rest"):
            kind, number, code = _word(string, words, found)
        elif group == "mark":
            kind, number, code = _MARKS.get(string, "."), None, ""
            if kind == "-" and not (glued and text[match.end():match.end() + 1].strip()):
                kind = "~"
        else:
            kind, number, code = _figure(group, string, found, glued)
        end = match.end()
        if kind == "b" and text[end:end + 1] == ".":
            end += 1
        found.append(Item(kind, start, end, text[start:end], number, code))
    return [item for i, item in enumerate(found) if not _abbreviation_stop(found, i)]


def _abbreviation_stop(found: list[Item], i: int) -> bool:
    """The full stop of "Sept." is a token of its own to the pattern; the month has taken it."""
    return i > 0 and found[i - 1].kind == "b" and found[i].start < found[i - 1].end


def _word(string: str, words: Mapping[str, Entry], before: list[Item]) -> Entry:
    entry = words.get(string) or words.get(string.lower())
    if entry is None:
        return "x", None, ""
    kind = entry[0]
    if kind in "MmbWkw":
        return entry if string[0].isupper() or kind == "w" and entry[1] is None else ("x", None, "")
    # "Daily News", "Spring Offensive": a capital inside a sentence makes a name.
    if kind in "ASPFjKRVBE" and string[0].isupper() and before and before[-1].kind not in ".~":
        return "x", None, ""
    return entry


def _figure(group: str, string: str, before: list[Item], glued: bool) -> Entry:
    if group == "number":
        return _number(string, before, glued)
    if group == "ordinal":
        return ("O", int(string[:-2]), "") if 0 < int(string[:-2]) < 32 or int(string[:-2]) else ("x", None, "")
    if group == "decade":
        return "X", _decade(re.sub(r"[^0-9]", "", string)), ""
    if group == "quarter":
        return ("H", int(string[1]), string[0]) if string[0] == "Q" or string[1] in "12" else ("x", None, "")
    if group == "fiscal":
        figure = int(re.sub(r"[^0-9]", "", string))
        return "L", figure if figure > 99 else 2000 + figure, ""
    kinds = {"iso": "I", "numeric": "I", "clock": "T", "meridiem": "p", "genitive": "'"}
    return kinds[group], None, string


def _number(string: str, before: list[Item], glued: bool) -> Entry:
    # "S-400", "Covid-19": the figure belongs to a name.
    if glued and len(before) > 1 and before[-1].kind == "-" and before[-2].kind == "x":
        return "x", None, ""
    if before and before[-1].text in "$€£¥":
        return "N", None, "money"
    if not string.isdigit():
        figure = string.replace(",", "")
        return "N", float(figure) if figure.count(".") < 2 and len(figure) < 12 else None, ""
    if len(string) > 9:
        return "N", None, ""
    value = int(string)
    if len(string) == 4 and 1000 <= value < 2200:
        return "Y", value, string
    return ("D" if len(string) <= 2 and 1 <= value <= 31 else "N"), value, string


def _decade(digits: str) -> int:
    """1990 of "1990s", also of "90s": two figures are the last century's decades before 2030 (10s, 20s: this one's)."""
    value = int(digits)
    if value > 99:
        return value
    return 1900 + value if value > 20 else 2000 + value
