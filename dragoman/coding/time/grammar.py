"""The grammar at work: phrases, then rules over tokens, then rules over expressions; leftmost and longest wins."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct

from dragoman.coding.time import absolute, calendar, composed, durations, named, relative
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Rule
from dragoman.coding.time.tokens import Entry, Item, table, tokens
from dragoman.entries import DateWords

#: Classes of tokens without one of which a sentence has no expression of time.
SIGNS = "MmbWwYIXTUuKqhPSdRAHLFZ="
_SIGNS = re.compile(rf"[{SIGNS}]|tO")
#: a figure may be one, and marks may hide a word
_FIGURE = re.compile(r"[\d_]")
#: How often the rules over expressions are applied ("late on Monday evening" takes two rounds).
ROUNDS = 3
WORD = re.compile(r"\w+")


class TimeGrammar(Struct, frozen=True, eq=False):
    """What is made once of a language's words: the table of tokens, the phrases, the rules. `keys`: the longest word of each phrase,
    without one of which a sentence has none; `signs`: words without one of which, and without keys and figures, it has no expression.
    """

    words: DateWords
    table: dict[str, Entry]
    phrases: re.Pattern[str]
    keys: frozenset[str]
    signs: frozenset[str]
    meanings: dict[str, str]
    rules: tuple[Rule, ...]


@lru_cache(maxsize=8)
def grammar(words: DateWords) -> TimeGrammar:
    """The grammar of a language, built once for each set of words."""
    loose = {**words.phrases, **{name: f"day {day}" for name, day in words.named_days.items()}}
    loose.update({name: f"date {day}" for name, day in words.named_dates.items()})
    ordered = sorted(loose, key=len, reverse=True)
    final = "|".join(map(re.escape, sorted(words.phrases_final, key=len, reverse=True)))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)|(?<!\w)(?:{final})(?=\s*(?:[^\w\s]|$))"
    entries = table(words)
    return TimeGrammar(
        words=words,
        table=entries,
        phrases=re.compile(pattern, re.IGNORECASE),
        keys=frozenset(max(WORD.findall(phrase.lower()), key=len) for phrase in (*loose, *words.phrases_final)),
        signs=frozenset(max(WORD.findall(word.lower()), key=len) for word, (kind, _, _) in entries.items() if kind in SIGNS + "O"),
        meanings={**words.phrases_final, **loose},
        rules=absolute.RULES + named.RULES + relative.RULES + durations.RULES,
    )


def read(text: str, context: Context, language: TimeGrammar) -> list[Item]:
    """All tokens of a sentence, those of an expression merged into one with its reading."""
    if not _may_have(text, language):
        return []
    context.items = tokens(text, language.table)
    context.items = _with_phrases(text, context, language)
    if not _SIGNS.search(_classes(context.items)):
        return []
    context.items = merge(text, context, language.rules)
    for _ in range(ROUNDS):
        # A quarter or "year's end" stands without a date of its own.
        if not any(item.reading for item in context.items) and not re.search("[qhHBE]", _classes(context.items)):
            return []
        before = len(context.items)
        context.items = merge(text, context, composed.RULES)
        if len(context.items) == before:
            break
    return context.items


def _may_have(text: str, language: TimeGrammar) -> bool:
    """Whether there can be an expression at all; most sentences have none, and to find that out by their tokens takes longer."""
    words = WORD.findall(text.lower())
    return bool(_FIGURE.search(text)) or not (language.signs.isdisjoint(words) and language.keys.isdisjoint(words))


def merge(text: str, context: Context, rules: Sequence[Rule]) -> list[Item]:
    """Apply rules to the tokens' classes; a rule that declines leaves the place to the next."""
    classes = _classes(context.items)
    found = [(m.start(), -m.end(), n, m, handler) for n, (p, handler) in enumerate(rules) for m in p.finditer(classes)]
    found.sort(key=itemgetter(0, 1, 2))
    merged: list[Item] = []
    done = 0
    for start, end, _, match, handler in found:
        if start < done:
            continue
        try:
            reading = handler(context, match)
        except (ValueError, OverflowError):  # a day that no calendar has, or beyond the years 1 to 9999
            continue
        if reading is None:
            continue
        merged.extend(context.items[done:start])
        first, last = context.items[start], context.items[-end - 1]
        kind, span = _kind(reading, match.group()), text[first.start:last.end]
        merged.append(Item(kind, first.start, last.end, span, reading=reading))
        done = -end
        if reading.start is not None and reading.type in ("DATE", "TIME"):
            context.last = reading
    return merged + context.items[done:]


def _classes(items: Sequence[Item]) -> str:
    return "".join([item.kind for item in items])


def _kind(reading: Reading, classes: str) -> str:
    if re.fullmatch("t?=[U%]", classes):
        return "="
    if reading.grain == "T":
        return "@"
    return {"DURATION": "#", "SET": "$"}.get(reading.type, "Z")


def _with_phrases(text: str, context: Context, language: TimeGrammar) -> list[Item]:
    """The tokens with fixed phrases ("the day before yesterday", "Christmas Eve") merged."""
    items = context.items
    if language.keys.isdisjoint(WORD.findall(text.lower())):
        return items
    for match in reversed(list(language.phrases.finditer(text))):  # from behind: places before it stay valid
        inside = [i for i, item in enumerate(items) if item.start < match.end() and item.end > match.start()]
        meaning = language.meanings.get(match.group().lower())
        if not inside or meaning is None:
            continue
        reading = _meaning(meaning, context, inside[0])
        whole = Item("Z", match.start(), match.end(), match.group(), reading=reading)
        items = items[:inside[0]] + [whole] + items[inside[-1] + 1:]
    return items


def _meaning(code: str, context: Context, at: int) -> Reading | None:
    kind, _, rest = code.partition(" ")
    if kind == "date":
        return calendar.a_day(calendar.first_day(rest), "known by this name")
    if kind == "day":
        month, day = (int(part) for part in rest.split("-"))
        return absolute.day_in(context, month, day, None, at)
    shift = re.fullmatch(r"(-?[0-9]+)(T[A-Z]{2})?", code)
    if shift is None:
        return Reading("DATE", code, None, None, "", "points without a date")
    part = shift[2] or ""
    published = context.day()
    if published is None:
        return Reading("TIME" if part else "DATE", f"XXXX-XX-XX{part}", None, None, "D", "publication unknown")
    iso = calendar.shift(published, int(shift[1]), "D").isoformat()
    return Reading("TIME" if part else "DATE", iso + part, iso, iso, "D", f"{shift[1]} days from {iso}")
