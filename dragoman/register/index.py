"""The register itself: an immutable index over holdings, asked for a name on a day."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dragoman.days import first_day
from dragoman.register.holdings import EVER, Holding, joined, later, window
from dragoman.register.names import Key, alike, family, key, shortens
from dragoman.register.rules import Rules, rules
from dragoman.register.titles import bare, is_provisional

Standing = Literal["holds", "held", "lapsed", "not yet"]
NOBODY_OF_THE_NAME = "nobody of the name is in the register"


class Register(Struct, frozen=True):
    """`by_word`: holdings by the words of names and aliases; `by_office`: those of one office that one person holds at a time."""

    holdings: tuple[Holding, ...]
    rules: Rules
    by_word: Mapping[str, Sequence[int]]
    by_office: Mapping[tuple[str, str], Sequence[int]]


class Answer(Struct, frozen=True):
    """Who a name is on a day: the holding, or None; `former` where it is past by then. `why` tells either."""

    holding: Holding | None
    former: bool
    why: str


def register(holdings: Iterable[Holding], known: Rules | None = None) -> Register:
    """The register of some holdings, in whatever order and however often they come."""
    known = known or rules()
    every = joined(holdings, known)
    by_word: dict[str, list[int]] = {}
    by_office: dict[tuple[str, str], list[int]] = {}
    for n, h in enumerate(every):
        for word in {word for name in (h.person, *h.aliases) for word in key(name)}:
            by_word.setdefault(word, []).append(n)
        if bare(h.office, known) in known.single and not h.former:
            by_office.setdefault((h.country, bare(h.office, known)), []).append(n)
    return Register(every, known, by_word, by_office)


def together(*registers: Register) -> Register:
    """One register of several."""
    return register(h for r in registers for h in r.holdings)


def find(r: Register, name: str, day: str | None) -> Answer:
    """Who a full name, a family name or an alias is on a day (ISO; a coarser one stands for its first day).

    None for a name that nobody bears then, or more than one person does; a full name goes before its short forms.
    """
    words = key(name)
    pool = sorted({n for word in words for n in r.by_word.get(word, ())})
    if day is None:
        return Answer(None, False, "no day is known on which to look it up" if pool else NOBODY_OF_THE_NAME)
    at, told = first_day(day), NOBODY_OF_THE_NAME
    for level in (_same, _shorter):
        named = [r.holdings[n] for n in pool if level(words, r.holdings[n], r.rules)]
        live = [(h, s) for h in named if (s := standing(r, h, at)) in ("holds", "held")]
        if live:
            return _one_of(live, at, r.rules)
        if named and told is NOBODY_OF_THE_NAME:
            told = _gone_by(named, at, r)
    return Answer(None, False, told)


def named(r: Register, name: str) -> tuple[Holding, ...]:
    """Every holding, of whatever time, of those who bear the name or a longer or shorter form of it."""
    words = key(name)
    pool = sorted({n for word in words for n in r.by_word.get(word, ())})
    return tuple(h for n in pool if _same(words, h := r.holdings[n], r.rules) or _shorter(words, h, r.rules))


def _same(words: Key, h: Holding, known: Rules) -> bool:
    """The same name of two words or more, or an alias."""
    return len(words) > 1 and words == key(h.person) or any(words == key(alias) for alias in h.aliases) and len(words) > 1


def _shorter(words: Key, h: Holding, known: Rules) -> bool:
    """A family name or alias alone, a fuller or a shorter form of the name."""
    own = key(h.person)
    if len(words) == 1:
        return words[0] == family(own, h.country in known.family_first) or any(words == key(alias) for alias in h.aliases)
    return len(own) > 1 and (shortens(words, own) or shortens(own, words))


def standing(r: Register, h: Holding, day: str) -> Standing:
    """Whether somebody holds the office on a full day, held it before, was last seen in it too long ago, or comes later."""
    if day < (h.first_seen or ""):
        return "not yet"
    end = ended(r, h, day)
    if end is not None:
        return "held" if day <= later(h.last_seen or end, r.rules.former) else "lapsed"
    if day <= later(h.last_seen or EVER, window(h, r.rules)):
        return "held" if h.former else "holds"
    return "lapsed"


def ended(r: Register, h: Holding, day: str) -> str | None:
    """The first day up to this one on which it was seen that the holder is in office no more.

    Another one was seen in the office after the holder last was, or the holder was spoken of as a former one.
    """
    last, first = h.last_seen or h.first_seen or "", h.country in r.rules.family_first
    if h.former:
        return None
    ends = [
        seen
        for n in r.by_office.get((h.country, bare(h.office, r.rules)), ())
        if not is_provisional((o := r.holdings[n]).office, r.rules)
        and (seen := _seen_after(o, last)) is not None
        and seen <= day
        and not alike(key(o.person), key(h.person), first)
    ]
    ends += [
        seen
        for word in key(h.person)
        for n in r.by_word.get(word, ())
        if (o := r.holdings[n]).former
        and (o.country, o.office) == (h.country, bare(h.office, r.rules))
        and alike(key(o.person), key(h.person), first)
        and (seen := _seen_after(o, last)) is not None
    ]
    return min((end for end in ends if end <= day), default=None)


def _seen_after(o: Holding, day: str) -> str | None:
    """The first day known on which the other one was seen after this day; None where it never was."""
    start, last = o.first_seen or "", o.last_seen or o.first_seen or ""
    return start if start > day else last if last > day else None


def _one_of(live: Sequence[tuple[Holding, Standing]], day: str, known: Rules) -> Answer:
    """The one holding that counts, where all are of one person."""
    holding = [h for h, s in live if s == "holds"]
    full = len({key(h.person) for h, _ in live}) == 1 and len(key(live[0][0].person)) > 1
    asked = holding if full and holding else [h for h, _ in live]  # of one full name the office of the day counts
    longest = max(asked, key=lambda h: (len(key(h.person)), key(h.person)))
    theirs = [h for h in asked if key(h.person) == key(longest.person)]
    if len({h.country for h in asked}) > 1 or not all(any(_one_person(h, own, known) for own in theirs) for h in asked):
        people = sorted({f"{h.person} ({h.office}, {h.country})" for h in asked})
        return Answer(None, False, f"more than one bears the name: {'; '.join(people)}")
    best = max(asked, key=lambda h: _weight(h, h in holding, day, known))
    named = replace(best, person=longest.person)
    return Answer(named, best not in holding, told(named, best not in holding))


def _one_person(h: Holding, own: Holding, known: Rules) -> bool:
    """Whether a holding may be of the one who has the longest name among those found, and of whom another holding is known."""
    if key(h.person) == key(own.person) and len(key(h.person)) > 1:
        return True
    offices = sorted((bare(h.office, known), bare(own.office, known)), key=len)
    vague = offices[1].endswith(f" {offices[0]}") and offices[0] not in known.single  # "minister" beside "foreign minister"
    return alike(key(h.person), key(own.person), h.country in known.family_first) and (offices[0] == offices[1] or vague)


def _weight(h: Holding, holds: bool, day: str, known: Rules) -> tuple[bool, bool, str, str, int, str]:
    """What is held now before what was, seen later, begun later, the more telling title."""
    last = min(h.last_seen or EVER, day)
    return holds, not is_provisional(h.office, known), last, h.first_seen or "", len(h.office.split()), h.office


def told(h: Holding, former: bool) -> str:
    """A holding in words."""
    source = f", as in {h.sources[-1]}" if h.sources else ""
    spell = f"seen {h.first_seen or 'open'} to {h.last_seen or 'open'}{source}"
    return f"{h.person}, {'former ' if former else ''}{h.office}, {h.country}, {spell}"


def _gone_by(named: list[Holding], day: str, r: Register) -> str:
    """Why none of those who bear the name is meant."""
    past = [h for h in named if standing(r, h, day) == "lapsed"]
    if past:
        h = max(past, key=lambda h: (h.last_seen or EVER, h.person))
        return f"{h.person} ({h.office}, {h.country}) was last seen so long ago as {h.last_seen}"
    h = min(named, key=lambda h: (h.first_seen or "", h.person))
    return f"{h.person} ({h.office}, {h.country}) was first seen in office on {h.first_seen}"
