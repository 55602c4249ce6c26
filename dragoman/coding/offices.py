"""Who holds which office, as the report says or plainly implies."""

from __future__ import annotations

from dragoman.coding.entities import Entity
from dragoman.coding.formerly import former_offices
from dragoman.coding.found import Report
from dragoman.model import Office


def offices(report: Report) -> tuple[Office, ...]:
    """One entry for each person with an office; a counterpart holds the office of the one who is spoken of."""
    found = []
    for entity in report.entities:
        if not entity.human or entity.evidence is None:
            continue
        office = entity.office or (_counterparts_office(report, entity) if entity.counterpart else None)
        if office:
            found.append(Office(entity.name, office, entity.country, entity.former, entity.evidence))
    known = {(o.person, o.office.lower()) for o in found}
    return (*found, *(o for o in former_offices(report) if (o.person, o.office.lower()) not in known))


def _counterparts_office(report: Report, entity: Entity) -> str | None:
    """ "his Russian counterpart X" in a report on a defence minister: X is defence minister too."""
    # by the report's own words: what a register knows of somebody must not come back as a report's word for another one
    holders = [e for e in report.entities if e.office and e.evidence and not e.counterpart and e.country != entity.country]
    same_sentence = [e for e in holders if e.evidence == entity.evidence]
    chosen = (same_sentence or holders)[:1]
    return chosen[0].office if chosen else None
