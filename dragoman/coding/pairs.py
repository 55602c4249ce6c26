"""The two states that a report is about, for talks and deals of which a sentence names no side: "the second round ended on Friday"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding import homes
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.coding.nameless import BETWEEN, PARTY
from dragoman.coding.report import ECHO_REACH
from dragoman.model import Actor

#: the third state that a report names is named at most so often, as a part of what the second is
THIRD = 0.5


def of_report(report: Report) -> tuple[Actor, ...]:
    """The two, each as it is named first; nobody where the report is about one, or about more than two."""
    count = homes.mentions(report.views, homes.EVERY) - homes.scenes(report.views)
    ranked = count.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < homes.LEAST or (len(ranked) == 3 and ranked[2][1] > THIRD * ranked[1][1]):
        return ()
    found = []
    for code, _ in ranked[:2]:
        hit = next(h for v in report.views for h in v.hits if h is not None and h.name.country == code and h.name.sort in homes.EVERY)
        found.append(Actor(hit.text, code, "government", "GOV", None, None, hit.start, hit.end))
    return tuple(found)


def with_pair(drafts: Sequence[Draft], pair: Sequence[Actor]) -> list[Draft]:
    """An act of two that names no side, and is no further mention of one that does, is between the two of the report."""
    if len(pair) != 2:
        return list(drafts)
    told = [d for d in drafts if not d.echo and d.type in BETWEEN]
    return [_between(d, pair) if _alone(d, told) else d for d in drafts]


def _alone(d: Draft, told: Sequence[Draft]) -> bool:
    """Whether nothing in reach tells of such an act."""
    if not d.echo or d.type not in BETWEEN or d.mode == "visit" or (d.type != "CONSULT" and PARTY not in d.candidate.why):
        return False  # "the treaty" may be any, "the talks" are those that the report is about
    return not any(other.type == d.type and abs(other.sentence - d.sentence) <= ECHO_REACH for other in told)


def _between(d: Draft, pair: Sequence[Actor]) -> Draft:
    return replace(d, actors=tuple(pair), echo=False, why=(*d.why, "between the two states that the report is about"))
