"""Kind of actor by the body that a role phrase names."""

from __future__ import annotations

import pytest

from dragoman.coding import bodies
from dragoman.coding.names import Hit, Name
from dragoman.coding.view import RoleAt
from dragoman.entries import Role
from dragoman.model import Actor, Kind


def at(role: str, kind: Kind = "unknown") -> RoleAt:
    return RoleAt(Role(role, (role,), kind, "GOV", True), 0)


def hit(sort: str, kind: Kind, sector: str) -> Hit:
    return Hit(0, 3, "ABC", Name("ABC", "ABC", kind, sector, sort))


ALLIANCE, GROUP = hit("organisation", "organisation", "IGO"), hit("organisation", "armed_group", "REB")
HOUSE, STATE = hit("legislature", "legislature", "LEG"), hit("names", "government", "GOV")


@pytest.mark.parametrize(
    ("role", "kind", "plural", "named", "found"),
    [
        ("president", "government", False, HOUSE, ("legislature", "LEG")), ("minister", "government", False, HOUSE, None),
        ("spokesperson", "government", False, HOUSE, None), ("forces", "military", True, GROUP, ("armed_group", "REB")),
        ("delegation", "government", False, GROUP, ("armed_group", "REB")), ("ministry", "government", False, GROUP, None),
        ("envoy", "government", False, ALLIANCE, ("organisation", "IGO")), ("leader", "unknown", False, ALLIANCE, ("organisation", "IGO")),
        ("leader", "unknown", True, ALLIANCE, None), ("forces", "military", True, ALLIANCE, None),
        ("foreign minister", "government", True, ALLIANCE, None), ("leader", "unknown", False, STATE, None),
        ("forces", "military", True, hit("organisation", "company", "BUS"), None),
    ],
)  # fmt: skip
def test_kind_by_the_name_in_the_phrase(role: str, kind: Kind, plural: bool, named: Hit, found: tuple[Kind, str] | None) -> None:
    assert bodies.kind_by_name(at(role, kind), plural, [named]) == found


def test_kind_by_the_body_behind_of() -> None:
    court, state = Actor("court", "KEN", "judiciary", "JUD"), Actor("Kenya", "KEN", "government", "GOV")
    assert bodies.kind_by_body(at("president"), [state, court]) == ("judiciary", "JUD")
    assert bodies.kind_by_body(at("president"), [state]) is None
    assert bodies.kind_by_body(at("minister"), [court]) is None
