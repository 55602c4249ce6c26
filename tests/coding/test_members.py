"""Members on a day as reports count them; what whole sentences give is in tests/suites/actors/members.toml."""

from __future__ import annotations

import pytest

import dragoman
from dragoman import membership, resources
from dragoman.coding import members, pipeline
from dragoman.coding.trace import Trace
from dragoman.readers import make_document


@pytest.mark.parametrize(
    ("code", "number", "day", "found"),
    [
        ("E3", None, "2020-06-01", 3), ("SCO", 8, "2020-09-04", 8), ("SCO", 8, "2024-09-04", 0), ("ECOWAS", 15, "2024-06-01", 15),
        ("ECOWAS", 11, "2024-06-01", 11),  # those that were not suspended
        ("P5+1", None, "2021-06-01", 0), ("NOBODY", None, "2021-06-01", 0), ("SCO", 10, None, 10),
    ],
)  # fmt: skip
def test_members_on_a_day(code: str, number: int | None, day: str | None, found: int) -> None:
    named, why = members.on_day(code, number, day, resources.load(), membership.histories())
    assert len(named) == found
    assert why


def steps(text: str, day: str) -> list[str]:
    trace = Trace()
    pipeline.code(make_document(text, published=day, published_basis="given"), dragoman.engine(), trace, 0)
    return [step.text for step in trace.steps if step.stage == "members"]


def test_the_trace_tells_why_members_are_filled_in_or_not() -> None:
    (right,) = steps("All eight SCO member states condemned Chad.", "2020-09-04")
    assert right.endswith("members of SCO on 2020-09-04: 8, as the list has")
    (wrong,) = steps("All seven SCO member states condemned Chad.", "2020-09-04")
    assert wrong.endswith("7, but the list has 8: they are not filled in")
    _, besides = steps("India met the ministers of all eight SCO member states.", "2020-09-04")
    assert besides == "the event names IND itself: no member of SCO is added"


def test_implied_members_have_no_place_in_the_text_and_follow_the_organisation() -> None:
    (event,) = dragoman.code("The E3 condemned Chad.", published="2020-06-01", min_confidence=0).events
    assert [(a.name, a.country, a.start) for a in event.actors] == [
        ("E3", "E3", 4), ("France", "FRA", None), ("Germany", "DEU", None), ("United Kingdom", "GBR", None),
    ]  # fmt: skip
    assert [a.country for a in event.recipients] == ["TCD"]
