"""What a rule may look at: the tokens, the day of publication, the tense, and what the sentence said before."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dragoman.coding.time.calendar import Reading, first_day
from dragoman.coding.time.tokens import Item
from dragoman.entries import DateWords

Direction: TypeAlias = Literal["past", "future"]
DirectionAt: TypeAlias = Callable[[int], Direction | None]
Handler: TypeAlias = "Callable[[Context, re.Match[str]], Reading | None]"
Rule: TypeAlias = "tuple[re.Pattern[str], Handler]"

#: How many words before an expression may put it in the future ("scheduled to begin on").
HINT_REACH = 4
#: Longest phrase that a bound is told by ("no later than"), in words.
PHRASE_WORDS = 3


@dataclass(slots=True)
class Context:
    """One sentence under reading. `published` is ISO, maybe coarse, or None; `last` is the latest date read so far."""

    items: list[Item]
    words: DateWords
    published: str | None
    direction_at: DirectionAt | None
    offset: int
    last: Reading | None = None

    def item(self, match: re.Match[str], group: str) -> Item | None:
        """The token of a one-letter group of a rule's pattern, None where it took no part."""
        at = self.at(match, group)
        return None if at < 0 else self.items[at]

    def at(self, match: re.Match[str], group: str) -> int:
        """Index of a group's first token; -1 where it took no part or the pattern has no such group."""
        return match.start(group) if group in match.re.groupindex else -1

    def number(self, match: re.Match[str], group: str) -> int | None:
        """The whole number of a group's token."""
        item = self.item(match, group)
        return None if item is None or item.number is None else int(item.number)

    def word(self, index: int) -> str:
        """Token in lower case, "" beyond the sentence."""
        return self.items[index].text.lower() if 0 <= index < len(self.items) else ""

    def kind(self, index: int) -> str:
        return self.items[index].kind if 0 <= index < len(self.items) else ""

    def day(self, unit: str = "D") -> date | None:
        """The day of publication, as far as it is known to the unit; first day of a coarse date."""
        if self.published is None:
            return None
        needed = {"Y": 1, "DE": 1, "CE": 1, "FY": 1, "M": 2, "Q": 2, "S": 2}.get(unit, 3)
        return first_day(self.published) if self.published.count("-") + 1 >= needed else None

    def direction(self, index: int) -> Direction | None:
        """Where the expression that begins at a token looks: by a word before it, else by the tense of its clause."""
        head = self.lead(index)
        before = {self.word(i) for i in range(max(0, head - HINT_REACH), head)}
        after = {self.word(i) for i in range(index + 1, index + 4)}
        if before & self.words.future_hints or after & self.words.future_after:
            return "future"
        if self.follows(head, self.words.deadlines):
            return "future"
        told = self.direction_at(self.offset + self.items[index].start) if self.direction_at else None
        if told is None and self.follows(head, self.words.by) and not self.follows(head, self.words.before):
            return "future"
        return told

    def lead(self, index: int) -> int:
        """Where the expression around a token begins: before "the end of", "early" and the like."""
        while index and self.items[index - 1].kind in "tBEf-":
            index -= 1
        return index

    def follows(self, index: int, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases (lower case, of one to three words) stands right before a token."""
        tail = self.word(index - 1)
        if tail in phrases:
            return True
        for i in range(index - 2, index - PHRASE_WORDS - 1, -1):
            tail = f"{self.word(i)} {tail}"
            if tail in phrases:
                return True
        return False
