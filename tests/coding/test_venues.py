"""Places that no phrase of the event's own clause gives."""

from __future__ import annotations

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Norway on Monday banned the Iranian airline Zed Air from flying in the Nordic country.", "COERCE", ("Norway", "NOR", "country")),
        ("Norway's defence minister flew to visit Norwegian soldiers at Zedra Airfield West, called the Nest, in northern Iraq on Monday.",
         "CONSULT", ("northern Iraq", "IRQ", "region")),
        ("The Norwegian defence minister visited Norwegian soldiers on Monday.", "CONSULT", None),
        ("The Norwegian prime minister visited Chile on Monday.", "CONSULT", ("Chile", "CHL", "country")),
        ("Norway's prime minister met her Chilean counterpart in the Vietnamese capital on Monday.", "CONSULT", ("Hanoi", "VNM", "city")),
        ("Norway and Chile held a conference on ports in Santos on Monday.", "CONSULT", ("Santos", "BRA", "city")),
    ],
)  # fmt: skip
def test_place(text: str, type_: str, place: tuple[str, str, str] | None) -> None:
    events = [e for e in dragoman.code(text, published="2024-03-05").events if e.type == type_]
    found = next((e.place for e in events if e.place is not None), None)
    if place is None:
        assert found is None
        return
    assert found is not None
    assert (found.country, found.precision) == place[1:]
    assert found.name == place[0] or place[0] == "Hanoi"  # the text names it by its state
