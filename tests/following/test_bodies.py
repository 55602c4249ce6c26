"""The states that belong to an organisation which meets: on its day, without the suspended, and only where it is the one that meets."""
from __future__ import annotations

import pytest

from dragoman.following.bodies import belonging
from dragoman.following.meetings import Kind, Meeting
from dragoman.following.told import Step
from dragoman.model import Place, Span
from dragoman.resources import load


def met(*participants: str, day: str = "2023-07-03", kind: Kind = "multilateral", host: str | None = None) -> Meeting:
    step = Step("r", day, "held", day, None, None, Span("", 0, 0), "told")
    where = Place("the capital", host, None, None, "country") if host else None
    return Meeting("e-1", kind, participants, frozenset(), where, day, day, "held", [step])


def test_the_members_on_the_day_without_the_suspended() -> None:
    states = belonging(met("ECOWAS"), load())["ECOWAS"]
    assert {"BEN", "NGA", "GHA"} <= set(states)
    assert not {"MLI", "BFA", "GIN"} & set(states)  # suspended after coups (data/codes/organisations.toml)
    assert {"MLI", "BFA", "GIN"} <= set(belonging(met("ECOWAS", day="2019-07-03"), load())["ECOWAS"])


def test_the_host_may_stand_beside_it() -> None:
    assert set(belonging(met("CARICOM", "TTO", host="TTO"), load())) == {"CARICOM"}


OTHERS = (
    met("UN", "RUS", "UKR"), met("CARICOM", "TTO", host="GUY"), met("EU", "TUR", kind="bilateral"), met("BEN"), met("EU", kind="visit"),
)  # fmt: skip


@pytest.mark.parametrize("one", OTHERS)
def test_a_go_between_or_a_guest_does_not_bring_its_members(one: Meeting) -> None:
    assert belonging(one, load()) == {}


def test_they_are_sides_of_the_meeting() -> None:
    one = met("CARICOM")
    one.members = belonging(one, load())
    assert {"CARICOM", "GUY", "HTI"} <= one.sides
    assert "BRA" not in one.sides
