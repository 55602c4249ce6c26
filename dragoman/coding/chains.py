"""Which mentions of a report are of one entity: passes from the surest to the least sure, no model.

The order is that of Lee et al. 2013 (Deterministic coreference resolution based on entity-centric, precision-ranked rules), cut to
what needs no list of people: names and their short forms; appositions, titles, "X is the ..."; relative pronouns; nouns ("the
company"); pronouns; what a headline says before the report does.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from dragoman.coding.describing import link_described, link_headline
from dragoman.coding.found import Report
from dragoman.coding.linking import Links
from dragoman.coding.mentions import mentions
from dragoman.coding.naming import link_beside, link_name, link_relative
from dragoman.coding.phrases import Mention
from dragoman.coding.pronouns import link_pronoun

#: each pass with the forms of mentions that it is for, and whether it also takes those that are in a chain already
PASSES: tuple[tuple[Callable[[Links, int], None], tuple[str, ...], bool], ...] = (
    (link_name, ("name",), False),
    (link_beside, ("name", "noun"), True),
    (link_relative, ("relative",), False),
    (link_described, ("noun", "group"), False),
    (link_pronoun, ("pronoun",), False),
    (link_headline, ("noun",), True),
)


class Chain(Struct, frozen=True):
    """One entity of the report with its mentions, in the order of the text."""

    mentions: tuple[Mention, ...]


def chains(report: Report) -> list[Chain]:
    """Every entity of the report, in the order of first mention; pronouns that mean nobody known are left out."""
    links = linked(report)
    found = sorted(sorted(members) for members in links.members.values())
    return [Chain(tuple(links.mentions[k] for k in members)) for members in found]


def linked(report: Report) -> Links:
    """All passes, each through the whole report."""
    links = Links(report, mentions(report))
    for link, forms, again in PASSES:
        for k, m in enumerate(links.mentions):
            if m.form in forms and (again or links.chain[k] is None):
                link(links, k)
    return links
