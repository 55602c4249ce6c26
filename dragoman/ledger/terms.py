"""What a record is found by: terms for its codes, type, status and so on, and the words that it quotes. Pure.

A term is one token of the search index: a letter that says what it is, and the value. Every filter of `filters` is put
together from terms, so that all of them are answered by one index that is read in the order of the days.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2s

from dragoman.model import Actor, Event

#: kinds of terms of the sides: by code, and by name
ACTOR, RECIPIENT, EITHER = "a", "r", "b"
NAMED = {ACTOR: "f", RECIPIENT: "g", EITHER: "k"}
#: a term that every record has, and one that none has
EVERY, NEVER = "e0", "0"
#: an event that its actors do together, without a recipient (talks between two states)
TOGETHER = "n0"
#: an event that may reach more than LONG days past its first day
DRAWN_OUT = "z0"
LONG = 31
LOWEST_TENTH = 4
#: bits of a position that hold the record's key; the day stands above them
KEY_BITS = 32
#: words that stand in most sentences and tell nothing; those that deny ("no", "not") are none of them
STOP = frozenset(
    "a an the of to in on at by for from with into over and or but as is are was were be been being has have had it its that this these "
    "those which who whom whose he she they his her their him them will would".split()
)
_WORD = re.compile(r"[^\W_]+")
_SIMPLE = re.compile(r"[a-z0-9]{1,40}")


def words(text: str) -> list[str]:
    """The words of a text: small letters without accents, no signs. What is searched is taken apart in the same way."""
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def term(kind: str, value: str) -> str:
    """One token of letters and digits, whatever the value is made of; capitals and accents do not count.

    It ends with a digit, so that no index takes an English ending off it.
    """
    plain = value.casefold()
    if _SIMPLE.fullmatch(plain):
        return f"{kind}{plain}0"
    named = " ".join(words(plain)).removeprefix("the ") or plain
    return f"{kind}0{blake2s(named.encode(), digest_size=6).hexdigest()}0"


def position(first_day: str | None, last_day: str | None, pk: int) -> int:
    """Where a record stands in the index: by its day, then by its key; records without a day before all others."""
    day = first_day or last_day
    return (date.fromisoformat(day).toordinal() if day else 0) << KEY_BITS | pk


def days(first_day: str | None, last_day: str | None) -> int:
    """How many days an event may have lasted; 0 where a side is open: an open side is not guessed at."""
    if first_day is None or last_day is None:
        return 0
    return date.fromisoformat(last_day).toordinal() - date.fromisoformat(first_day).toordinal()


def of_event(event: Event, first_day: str | None, last_day: str | None, sources: Iterable[str | None]) -> list[str]:
    """All terms of an event, each once."""
    place = event.place
    found = [
        EVERY,
        term("y", event.type),
        term("q", event.quad),
        term("s", event.status),
        *([term("m", event.mode)] if event.mode else ()),
        *(term("x", context) for context in event.contexts),
        *_side(ACTOR, event.actors),
        *_side(RECIPIENT, event.recipients),
        *([] if event.recipients else [TOGETHER]),
        *([term("l", place.country)] if place and place.country else ()),
        *([term("w", place.name)] if place else ()),
        *(term("o", source) for source in sources if source),
        *confidence(event.confidence),
        *([DRAWN_OUT] if days(first_day, last_day) > LONG else ()),
    ]
    return list(dict.fromkeys(found))


def _side(side: str, actors: Iterable[Actor]) -> Iterator[str]:
    """By code and by name, for the side and for either ("b")."""
    for actor in actors:
        for kind in (side, EITHER):
            if actor.country:
                yield term(kind, actor.country)
            for name in (actor.name, actor.person):
                if name:
                    yield term(NAMED[kind], name)


def confidence(value: float) -> Iterator[str]:
    """`h67`, `c6`, `c5` and `c4` for 0.67: "at least x" is then a higher tenth, or one of ten hundredths."""
    hundredth = _hundredth(value)
    yield term("h", str(hundredth))
    yield from (term("c", str(tenth)) for tenth in range(LOWEST_TENTH, hundredth // 10 + 1))


def least_confidence(value: float) -> list[str]:
    """Terms of which one must be there for a confidence of at least `value`, whose own hundredth is to be checked in the row.

    None below LOWEST_TENTH: few records are so uncertain, and the rows can be looked at.
    """
    hundredth = _hundredth(value)
    tenth = hundredth // 10
    if tenth < LOWEST_TENTH:
        return []
    if hundredth % 10 == 0:
        return [term("c", str(tenth))]
    return [term("c", str(tenth + 1)), *(term("h", str(n)) for n in range(hundredth, tenth * 10 + 10))]


def _hundredth(value: float) -> int:
    return min(100, max(0, int(value * 100 + 1e-9)))


def of_words(event: Event, title: str | None) -> list[str]:
    """The words of the sentences that tell of the event and of the headline, in their order."""
    return [word for text in (*(span.text for span in event.evidence), title or "") for word in searched(text)]


def searched(text: str) -> list[str]:
    """The words of a text that can be searched for."""
    return [word for word in words(text) if word not in STOP]
