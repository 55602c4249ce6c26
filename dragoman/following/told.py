"""What following looks at: a report's statements on things owed, with whom and what the report is about."""
from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dragoman.linking.told import content
from dragoman.model import Progress, Span

#: "Chunma-155", "S-400", "Sova-4": what tells one weapon from another
DESIGNATION = re.compile(r"\b[A-Z][\w]*-?\d+[\w-]*\b")
OF_TERMS = re.compile(
    r"\b(?:19|20)\d\d (?:\w+ )?(?:contract|deal|agreement|accord|order|treaty|pact|pledge|promise|memorandum|summit)\b", re.IGNORECASE
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Reported(Struct, frozen=True):
    """A report: `order` is its place among those published on one day; `named` the states it names, most often named first."""

    id: str
    published: str
    order: int
    source: str | None
    named: tuple[str, ...]
    progress: tuple[Progress, ...]


class Step(Struct, frozen=True):
    """One change: `date` when it happened as far as it is told; `rule` says why it is one; `due_before` the day that was due until then
    (of a meeting: on which it was to be), where it is another now.
    """

    report: str
    published: str
    state: str
    date: str | None
    due: str | None
    amount_so_far: float | None
    quote: Span
    rule: str
    due_before: str | None = None


def number(value: float) -> str:
    """As it is read: 5,400,000 and 2.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def designations(text: str) -> frozenset[str]:
    """In small letters, without the hyphen."""
    return frozenset(found.lower().replace("-", "") for found in DESIGNATION.findall(text) if not YEAR.fullmatch(found))


def stems(p: Progress) -> frozenset[str]:
    """Of the thing and of the sentence around it."""
    return content(p.evidence.text)


def is_past(p: Progress, published: str) -> bool:
    """Told of a year gone by: the background of a report, not its news. The year of a contract ("the 2024 deal") says nothing."""
    if p.date is not None and p.date[:4] >= published[:4]:
        return False
    years = [int(year) for year in YEAR.findall(OF_TERMS.sub("", p.evidence.text))]
    return bool(years) and max(years) < int(published[:4]) and p.state in ("fulfilled", "partly_fulfilled", "ordered", "agreed", "begun")


def in_order(reports: Sequence[Reported]) -> list[Reported]:
    """As a reader met them."""
    return sorted(reports, key=lambda one: (one.published, one.order, one.id))
