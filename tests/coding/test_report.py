"""Merging: mentions of one event become one entry with several sentences; different events stay apart."""

from __future__ import annotations

import pytest

from dragoman.coding.report import dates_agree, identity, numbered
from dragoman.model import Event, EventDate
from tests.coding.stage import Case, cases, coded, params


def told(event: Event) -> str:
    """An event as the cases write it."""
    return f"{event.type}{'/' + event.mode if event.mode else ''} {len(event.evidence)}"


@pytest.mark.parametrize("case", params("report"))
def test_distinct_events(case: Case) -> None:
    events = [told(e) for e in coded(case["text"], "2024-01-10").events]
    kinds = {e.split()[0] for e in case["events"]}
    kept = [e for e in events if not case.get("loose") or e.split()[0] in kinds]
    assert sorted(kept) == sorted(case["events"]), events


def test_there_are_enough() -> None:
    assert len(cases("report")) >= 10


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (None, ("2020-09-03", "2020-09-03"), True),
        (("2020-09", "2020-09"), ("2020-09-03", "2020-09-03"), True),
        (("2020-09-02", "2020-09-04"), ("2020-09-03", "2020-09-03"), True),
        (("2020-09-03", "2020-09-03"), ("2020-09-04", "2020-09-04"), False),
        (("2020-06", "2020-06"), ("2020-09-03", "2020-09-03"), False),
        ((None, "2021-12-31"), ("2021-03-01", "2021-03-01"), True),
    ],
)
def test_dates_of_one_event_agree(one: tuple[str | None, str | None] | None, other: tuple[str, str], agree: bool) -> None:
    first = EventDate(*one, None, "test") if one else None
    second = EventDate(*other, None, "test")
    assert dates_agree(first, second) == agree
    assert dates_agree(second, first) == agree


def test_ids_of_one_trigger_are_told_apart() -> None:
    event = coded(cases("report")[0]["text"], "2024-01-10").events[0]
    ids = [e.id for e in numbered([event, event, event])]
    assert ids == [event.id, f"{event.id}.2", f"{event.id}.3"]


def test_an_id_is_of_document_and_span() -> None:
    assert identity("d", 1, 2, "e") == identity("d", 1, 2, "e") != identity("d", 1, 3, "e")
