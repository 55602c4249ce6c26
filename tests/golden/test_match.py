"""The comparison itself, on a report of two sentences coded by hand."""
from __future__ import annotations

from typing import Any

import pytest

from tests.golden.match import compare, pairs
from tests.golden.rows import CommitmentRow, EventRow, Golden, OfficeRow, RelationRow

TEXT = "Norway asked Chad to release two pilots and to lift its ban. Foreign Minister Kari Moe will visit Chad in May."


def span(phrase: str) -> dict[str, Any]:
    start = TEXT.index(phrase)
    return {"text": phrase, "start": start, "end": start + len(phrase)}


def actor(country: str | None, kind: str = "government") -> dict[str, Any]:
    return {"name": str(country), "country": country, "kind": kind}


def event(kind: str, trigger: str, sentence: str, **more: Any) -> dict[str, Any]:
    blank = {"mode": None, "status": "occurred", "negation": None, "date": None, "place": None, "attributed_to": None}
    sides = {"actors": [actor("NOR")], "recipients": [actor("TCD")]}
    return {"type": kind, **blank, **sides, "trigger": span(trigger), "evidence": [span(sentence)], **more}


FIRST, SECOND = TEXT[:60], TEXT[61:]
REQUEST = event("REQUEST", "asked Chad", FIRST)
VISIT = event("CONSULT", "will visit Chad", SECOND, status="planned", mode="visit",
              date={"start": "2024-05", "end": "2024-05"}, place={"country": "TCD"})
ASK = EventRow(type="REQUEST", trigger="asked Chad", actors=("NOR",), recipients=("TCD",), status="occurred", must=True)
GO = EventRow(type="CONSULT", trigger="will visit", actors=("NOR",), recipients=("TCD",), status="planned",
              mode="visit", start="2024-05", end="2024-05", place="TCD")


def coding(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"commitments": [], "offices": [], "relations": []}
    return {"document": {"text": TEXT}, "events": list(events), **empty, **more}


def test_rows_found_and_extra_events() -> None:
    result = compare(Golden(event=(ASK, GO)), coding(VISIT, REQUEST, event("AID", "lift its ban", FIRST)))
    assert (result.missing, result.extra, result.recall) == ((), 1, 1.0)
    assert result.facets["mode"] == (1, 1)


def test_two_rows_need_two_events() -> None:
    result = compare(Golden(event=(ASK, ASK)), coding(REQUEST))
    assert [missing.differs for missing in result.missing] == [("right, but taken by another row",)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "expected"}, "status expected (expected planned)"),
        ({"type": "AID"}, "type AID (expected CONSULT)"),
        ({"date": None}, "start None (expected 2024-05)"),
        ({"place": None}, "place None (expected TCD)"),
        ({"recipients": [actor("NER")]}, "recipients ['NER'] (expected ['TCD'])"),
        ({"evidence": [span(FIRST)]}, "another sentence"),
    ],
)
def test_a_missing_row_names_the_field(change: dict[str, Any], said: str) -> None:
    (missing,) = compare(Golden(event=(GO,)), coding({**VISIT, **change})).missing
    assert said in missing.differs


def test_sides_of_a_meeting_may_stand_together() -> None:
    together = {**VISIT, "actors": [actor("TCD"), actor("NOR")], "recipients": []}
    assert compare(Golden(event=(GO,)), coding(together)).missing == ()


def test_optional_codes() -> None:
    row = EventRow(type="REQUEST", trigger="asked Chad", actors=("NOR",), optional=("TCD",))
    assert compare(Golden(event=(row,)), coding({**REQUEST, "recipients": []})).missing == ()
    assert compare(Golden(event=(row,)), coding({**REQUEST, "recipients": [actor("NER")]})).missing != ()
    assert compare(Golden(event=(row,)), coding({**REQUEST, "actors": [], "recipients": []})).missing != ()


def test_none_asks_for_null() -> None:
    row = EventRow(type="CONSULT", trigger="will visit", date="none")
    assert compare(Golden(event=(row,)), coding(VISIT)).missing[0].differs[0].startswith("date ")
    assert compare(Golden(event=(row,)), coding({**VISIT, "date": None})).missing == ()


def test_commitments_offices_relations() -> None:
    owed = {"what": span("release two pilots"), "obligor": [actor("TCD")], "obligee": [actor("NOR")], "due": None,
            "state": "agreed"}
    held = {"person": "Kari Moe", "office": "Minister of Foreign Affairs", "country": "NOR", "former": False}
    one_by_one = ([actor("AU"), actor(code)] for code in ("TCD", "NER"))
    members = [{"kind": "membership", "members": both, "status": "ongoing"} for both in one_by_one]
    golden = Golden(
        commitment=(CommitmentRow(what="two pilots", obligor=("TCD",), due="none", state="agreed"),),
        office=(OfficeRow(person="Kari Moe", office="foreign minister", country="NOR", former=False),),
        relation=(RelationRow(kind="membership", members=("AU", "TCD", "NER")),),
    )
    assert compare(golden, coding(commitments=[owed], offices=[held], relations=members)).missing == ()
    assert [missing.table for missing in compare(golden, coding()).missing] == ["commitment", "office", "relation"]


def test_pairs_gives_way() -> None:
    assert pairs([[0], [0, 1]]) == {0: 0, 1: 1}
    assert pairs([[0, 1], [0]]) == {0: 1, 1: 0}
