"""Which state an official acts for, where no word beside the name says it: read from the whole report, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding.entities import Entity
from dragoman.coding.view import View


def with_homes(found: Sequence[Entity], views: Sequence[View]) -> list[Entity]:
    """Officials without a country get the one that the report speaks of them with, if one stands out."""
    described = described_roles(views, found)
    counted = mentions(views)
    foreign = {e.country for e in found if e.counterpart and e.country}
    away = destinations(views)
    return [_home(e, found, described, counted, foreign | away) for e in found]


def mentions(views: Sequence[View]) -> Counter[str]:
    """How often each country is named, as a name or an adjective."""
    count: Counter[str] = Counter()
    for view in views:
        for hit in {id(h): h for h in view.hits if h is not None}.values():
            if hit.name.sort in ("names", "adjectives") and hit.name.country:
                count[hit.name.country] += 1
    return count


def described_roles(views: Sequence[View], found: Sequence[Entity]) -> dict[str, Counter[str]]:
    """Countries of role phrases without a name: "the Indian minister" says minister: IND."""
    seen: dict[str, Counter[str]] = {}
    for view in views:
        for i, at in enumerate(view.roles):
            if at is None or not at.role.office or at.first == 0 or view.sentence.tokens[i].tag == "NNPS":
                continue
            hit = view.hits[at.first - 1]
            after = view.sentence.tokens[i + 1] if i + 1 < len(view.sentence.tokens) else None
            if hit is not None and hit.name.country and not (after is not None and after.tag == "NNP"):
                seen.setdefault(at.role.id, Counter())[hit.name.country] += 1
    return seen


def destinations(views: Sequence[View]) -> set[str]:
    """Countries that somebody goes to or is in: "left for Russia", "visit to Iraq"; a guest is not at home there."""
    away = set()
    for view in views:
        for i, token in enumerate(view.sentence.tokens):
            hit = view.hits[i]
            if hit is None or not hit.name.country:
                continue
            goal = view.sentence.tokens[token.head] if token.dep in ("amod", "compound") else token
            prep = view.sentence.tokens[goal.head]
            governor = view.sentence.tokens[prep.head]
            if goal.dep == "dobj" and prep.lemma in ("visit", "tour", "reach"):
                away.add(hit.name.country)
            if goal.dep != "pobj":
                continue
            if (prep.lemma, governor.lemma) in {
                (p, g) for p in ("to", "for") for g in ("visit", "trip", "tour", "leave", "travel", "fly", "depart", "head", "arrive")
            }:
                away.add(hit.name.country)
    return away


def _home(e: Entity, found: Sequence[Entity], described: dict[str, Counter[str]], counted: Counter[str], away: set[str]) -> Entity:
    if e.country or not e.office:
        return e
    taken = {o.country for o in found if o.role == e.role and o.country and o.name != e.name}
    for role, countries in described.items():
        if role == e.role or (e.office and role in e.office.lower()):
            free = [c for c, _ in countries.most_common() if c not in taken]
            if free:
                return replace(e, country=free[0], why=f"the report speaks of the {free[0]} {role}")
    same_office = [o for o in found if o.country and o.office and not o.counterpart and o.name != e.name and o.office == e.office]
    ranked = [(c, n) for c, n in counted.most_common() if c not in away and not any(o.country == c for o in same_office)]
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return replace(
            e,
            country=ranked[0][0],
            why=f"{ranked[0][0]} is the country that the report names most, apart from destinations and counterparts",
        )
    return e
