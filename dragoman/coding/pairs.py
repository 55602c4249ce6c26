"""The two states that a report is about, for talks and deals of which a sentence names no side: "the second round ended on Friday"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding import homes
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.coding.parties import BETWEEN, PARTY
from dragoman.coding.report import ECHO_REACH
from dragoman.model import Actor

#: the third state that a report names is named at most so often, as a part of what the second is
THIRD = 0.5


def of_report(report: Report) -> tuple[Actor, ...]:
    """The two, each as it is named first; the only one of a report that is about one; nobody where it is about more than two."""
    count = homes.mentions(report.views, homes.EVERY, report.passed) - homes.scenes(report.views)
    ranked = count.most_common(3)
    if len(ranked) == 3 and (ranked[1][1] < homes.LEAST or ranked[2][1] > THIRD * ranked[1][1]):
        return ()
    return tuple(_named(report, code) for code, _ in ranked[:2])


def _named(report: Report, code: str) -> Actor:
    named = (h for some in (*(v.hits for v in report.views), report.passed) for h in some if h is not None)
    hit = min((h for h in named if h.name.country == code and h.name.sort in homes.EVERY), key=lambda h: h.start)
    return Actor(hit.text, code, "government", "GOV", None, None, hit.start, hit.end)


def with_pair(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """An act of two that names no side, and is no further mention of one that does, is between the two of the report.

    Those are the two of its other acts where all of them have the same two, else `of_report`; where that is one state alone, people
    who stand for both sides are its own, as far as the report tells.
    """
    told = [d for d in drafts if not d.echo and d.type in BETWEEN]
    pair = _of_acts(told) or of_report(report)
    return [_between(d, pair) if _alone(d, told) and _fits(d, pair, report) else d for d in drafts]


def _fits(d: Draft, pair: Sequence[Actor], report: Report) -> bool:
    """Whether the two are its sides: people are those of the report, "the session" not of two that its own sentence names otherwise."""
    if _parties(d):
        return bool(pair)
    here = report.views[d.sentence].sentence.segment
    return len(pair) == 2 and any(not here.start <= _place(a) < here.end for a in pair)


def _of_acts(told: Sequence[Draft]) -> tuple[Actor, ...]:
    """The two sides of the report's acts of two; nobody where one of them has others."""
    sides = [{a.country: a for a in reversed((*d.actors, *d.recipients)) if a.country} for d in told]
    twos = [both for both in sides if len(both) == 2]
    same = twos and all(both.keys() == twos[0].keys() for both in twos)
    return tuple(sorted(twos[0].values(), key=_place)) if same else ()


def _place(a: Actor) -> int:
    return a.start if a.start is not None else 0


def _parties(d: Draft) -> bool:
    return PARTY in d.candidate.why


def _alone(d: Draft, told: Sequence[Draft]) -> bool:
    """Whether nothing in reach tells of such an act."""
    if not d.echo or d.type not in BETWEEN or d.mode == "visit" or (d.type != "CONSULT" and not _parties(d)):
        return False  # "the treaty" may be any, "the talks" are those that the report is about
    return not any(other.type == d.type and abs(other.at - d.at) <= ECHO_REACH for other in told)


def _between(d: Draft, pair: Sequence[Actor]) -> Draft:
    return replace(d, actors=tuple(pair), echo=False, why=(*d.why, "between the states that the report is about"))
