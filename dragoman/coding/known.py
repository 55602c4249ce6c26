"""Names that a report leaves without office and state, looked up in a register of offices on the report's day.

Only such: what the report says of somebody itself always counts more, and what it leads to is inferred as ever (`homes`).
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.entities import Entity
from dragoman.coding.homes import Towns, located
from dragoman.coding.view import View
from dragoman.model import Actor, Event
from dragoman.register.index import NOBODY_OF_THE_NAME, Answer, Register, find

if TYPE_CHECKING:
    from dragoman.register.holdings import Holding

THROUGH = "resolved through the register: "
Tell = Callable[[str], None]
#: what the register adds to the people of a report
Knowing = Callable[[Sequence[Entity], Sequence[View]], list[Entity]]


def as_told(found: Sequence[Entity], views: Sequence[View]) -> list[Entity]:
    """Nothing is added."""
    return list(found)


class Looking(Struct, frozen=True):
    """A register on a day: `day` is the report's, None where it is unknown; `towns` knows the names of large towns."""

    register: Register
    day: str | None
    towns: Towns
    tell: Tell

    def __call__(self, found: Sequence[Entity], views: Sequence[View]) -> list[Entity]:
        """The same entities; those with a name only as the register has them."""
        places = {view.sentence.tokens[i].text for view in views for i in located(view)}
        return [self._known(e, places) if _name_only(e) else e for e in found]

    def _known(self, e: Entity, places: set[str]) -> Entity:
        name = " ".join(e.words)
        if len(e.words) == 1 and not e.human and (name in places or self.towns(name)):
            return e  # "in Lincoln"
        answer = find(self.register, name, self.day)
        if answer.holding is None:
            if answer.why != NOBODY_OF_THE_NAME:
                self.tell(f"{e.name!r} is not resolved: {answer.why}")
            return e
        self.tell(f"{e.name!r} is {answer.why}")
        return _as_held(e, answer, answer.holding)


def _name_only(e: Entity) -> bool:
    """Whether the report says nothing of this name: no title, no state, nobody whose it is."""
    return not (e.office or e.country or e.role or e.counterpart or e.owner)


def _as_held(e: Entity, answer: Answer, h: Holding) -> Entity:
    """The entity with office, state, kind and sector. It has no evidence: the report does not say who holds the office.

    The reason names the first sighting, which stays while the register grows; the last one would change with every report.
    """
    office = f"former {h.office}" if answer.former else h.office
    since = f", first seen in {h.sources[0]}" if h.sources else ""
    return replace(
        e,
        name=h.person,
        kind=h.kind if h.kind != "unknown" else "person",
        sector=h.sector,
        country=h.country,
        office=office,
        former=answer.former,
        human=True,
        why=f"{THROUGH}{h.person}, {office}, {h.country}{since}",
    )


def looking(register: Register | None, day: str | None, towns: Towns, tell: Tell) -> Knowing:
    """What a register adds on a day; without one nothing."""
    return as_told if register is None else Looking(register, day, towns, tell)


def with_reasons(event: Event, found: Sequence[Entity]) -> Event:
    """The event, with a line for each of its people whom the register named."""
    lines = tuple(dict.fromkeys(_lines((*event.actors, *event.recipients), found)))
    return replace(event, why=event.why + lines) if lines else event


def _lines(actors: Sequence[Actor], found: Sequence[Entity]) -> Iterator[str]:
    for actor in actors:
        for e in found:
            if actor.person == e.name and e.evidence is None and e.why.startswith(THROUGH):
                yield e.why
