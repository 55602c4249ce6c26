"""Alerts on commitments and meetings: steps of theirs, and days that are over. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from dragoman.alerts.firing import Firing, quote
from dragoman.alerts.rules import Rule
from dragoman.following.commitments import Thread
from dragoman.following.lines import is_overdue
from dragoman.following.meetings import Meeting
from dragoman.following.reading import Followed
from dragoman.following.told import Step
from dragoman.ledger import terms
from dragoman.ledger.filters import Dyad, Filters, Phrase, Where, Who, phrases
from dragoman.placenames import fold


class Sides(Struct, frozen=True):
    """Who owes, to whom, and the two together (of a meeting: who takes part)."""

    by: frozenset[str]
    to: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.by | self.to


def fired(rule: Rule, filters: Filters, found: Followed, today: str) -> list[Firing]:
    """Everything that the rule has to tell of, told or not, in the order of the reports."""
    every = [*_commitments(rule, filters, found.commitments, today), *_meetings(rule, filters, found.meetings)]
    return sorted(numbered(every), key=lambda one: str(one.data["date"]))


def numbered(firings: Iterable[Firing]) -> Iterator[Firing]:
    """One sentence may make the same step of several commitments of the same sides; each is told of."""
    often: Counter[str] = Counter()
    for one in firings:
        often[one.subject] += 1
        n = often[one.subject]
        yield one if n == 1 else Firing(f"{one.subject}#{n}", one.report, one.data)


def _commitments(rule: Rule, filters: Filters, threads: Sequence[Thread], today: str) -> Iterator[Firing]:
    for t in threads if rule.subject == "commitment" else ():
        if not between(filters, Sides(frozenset(t.obligor), frozenset(t.obligee))):
            continue
        for step in t.history:
            if step.state in rule.state and says(filters.words, step.quote.text):
                subject = f"{step.report}:{step.quote.start} {step.state} {' '.join(t.obligor)}"
                yield Firing(subject, step.report, _commitment(t, step, "commitment"))
        last = t.history[-1]
        if rule.overdue and is_overdue(t, today) and says(filters.words, " ".join(step.quote.text for step in t.history)):
            first = t.history[0]
            subject = f"{first.report}:{first.quote.start} overdue {t.due} {' '.join(t.obligor)}"
            yield Firing(subject, last.report, _commitment(t, last, "overdue"))


def _commitment(t: Thread, step: Step, kind: str) -> dict[str, object]:
    return {
        "kind": kind, "commitment": t.id, "act": t.act, "obligor": list(t.obligor), "obligee": list(t.obligee), "state": step.state,
        "due": (step.due or t.due) if kind == "commitment" else t.due, "amount": t.amount, "amount_so_far": step.amount_so_far,
        "rule": step.rule, **_of_step(step),
    }  # fmt: skip


def _meetings(rule: Rule, filters: Filters, meetings: Sequence[Meeting]) -> Iterator[Firing]:
    for m in meetings if rule.meeting else ():
        if not together(filters, frozenset(m.participants)) or (filters.place and not any(at(one, m.place) for one in filters.place)):
            continue
        for step in m.history:
            if step.state in rule.meeting and says(filters.words, step.quote.text):
                subject = f"{step.report}:{step.quote.start} {step.state} {' '.join(sorted(m.participants))}"
                yield Firing(subject, step.report, _meeting(m, step))


def _meeting(m: Meeting, step: Step) -> dict[str, object]:
    return {
        "kind": "meeting", "meeting": m.id, "of": m.kind, "participants": list(m.participants), "place": m.place, "start": m.start,
        "end": m.end, "state": step.state, "rule": step.rule, **_of_step(step),
    }  # fmt: skip


def _of_step(step: Step) -> dict[str, object]:
    return {
        "date": step.date or step.published, "report": step.report, "published": step.published,
        "quotes": [quote(step.report, step.quote)],
    }  # fmt: skip


def between(filters: Filters, sides: Sides) -> bool:
    """Whether who owes and to whom it is owed are those asked for."""
    by = not filters.actor or any(is_among(who, sides.by) for who in filters.actor)
    to = not filters.recipient or any(is_among(who, sides.to) for who in filters.recipient)
    return by and to and (not filters.dyad or any(_is_dyad(dyad, sides) for dyad in filters.dyad))


def together(filters: Filters, participants: frozenset[str]) -> bool:
    """Whether those asked for take part."""
    some = not filters.actor or any(is_among(who, participants) for who in filters.actor)
    both = (is_among(dyad.one, participants) and is_among(dyad.other, participants) for dyad in filters.dyad)
    return some and (not filters.dyad or any(both))


def unknowable(filters: Filters) -> str | None:
    """What no commitment or meeting can fit: an actor without a code, a place without a name. None where all can be found."""
    everybody = (*filters.actor, *filters.recipient, *(side for dyad in filters.dyad for side in (dyad.one, dyad.other)))
    persons = [name for who in everybody if not who.codes for name in who.names]
    lands = [code for place in filters.place if not place.names for code in place.countries]
    return f"{persons[0]!r} has no code" if persons else f"{lands[0]!r} is a code, no name of a place" if lands else None


def _is_dyad(dyad: Dyad, sides: Sides) -> bool:
    one, other = dyad.one, dyad.other
    there = is_among(one, sides.by) and is_among(other, sides.to)
    joint = not sides.to and is_among(one, sides.by) and is_among(other, sides.by)
    return there or joint or (not dyad.directed and is_among(one, sides.to) and is_among(other, sides.by))


def is_among(who: Who, codes: frozenset[str]) -> bool:
    """By its code; following knows no names."""
    return bool({code.upper() for code in who.codes} & {code.upper() for code in codes})


def at(place: Where, name: str | None) -> bool:
    """Whether a meeting's place is one of these names."""
    return name is not None and fold(name) in map(fold, place.names)


def says(typed: str, sentence: str) -> bool:
    """Whether a sentence has the words, as they are written: no index takes their endings off."""
    wanted, unwanted = phrases(typed)
    words = terms.searched(sentence)
    return all(_stands(one, words) for one in wanted) and not any(_stands(one, words) for one in unwanted)


def _stands(phrase: Phrase, words: Sequence[str]) -> bool:
    *before, last = phrase.words
    length = len(phrase.words)
    runs = (words[n : n + length] for n in range(len(words) - length + 1))
    return any(list(run[:-1]) == before and (run[-1].startswith(last) if phrase.prefix else run[-1] == last) for run in runs)
