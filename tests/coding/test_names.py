"""Known names in a text: whole words, the longest first, and abbreviations that the report introduces."""

from __future__ import annotations

import pytest

from dragoman.coding.names import Hit, find_names, learned
from tests.frozen import engine


def found(text: str) -> list[Hit]:
    return find_names(text, engine().names)


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(h.text, h.name.country) for h in found(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iran and Iraq met.", [("Iran", "IRN"), ("Iraq", "IRQ")]),
        ("Iranian Kurds fled.", [("Iranian", "IRN")]),
        ("Niger, not Nigeria, left.", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("The Chadwick family left.", []),
        ("Omanis cheered.", [("Omanis", "OMN")]),
        ("A Perugia court ruled.", []),
        ("South Sudan's army fled.", [("South Sudan", "SSD")]),
        ("The U.S.-led force left.", [("U.S.", "USA")]),
        ("Anti-Japan marches grew.", [("Japan", "JPN")]),
        ("Chile’s and Peru's fleets met.", [("Chile", "CHL"), ("Peru", "PER")]),
        ("Papua New Guinea voted.", [("Papua New Guinea", "PNG")]),
        ("“Kenya”, she said.", [("Kenya", "KEN")]),
    ],
)
def test_whole_words_longest_first(text: str, names: list[tuple[str, str | None]]) -> None:
    assert pairs(text) == names


def test_hits_slice_and_do_not_overlap() -> None:
    text = "The Democratic Republic of Congo and the Republic of Congo asked the African Union and South Africa to help Guinea-Bissau."
    hits = found(text)
    assert all(text[h.start : h.end] == h.text for h in hits)
    assert all(a.end <= b.start for a, b in zip(hits, hits[1:], strict=False))
    assert {"COD", "COG", "AU", "ZAF", "GNB"} <= {h.name.country for h in hits}


def test_an_abbreviation_that_the_report_introduces() -> None:
    text = "The Front for the Defence of Rivers (FDR) seized a dam. Later the FDR left."
    names = learned(text, [])
    assert names["FDR"].kind == "armed_group"
    assert [text[h.start : h.end] for h in found(text)] == ["FDR", "FDR"]


def test_an_abbreviation_of_a_known_organisation_is_its_own() -> None:
    text = "The Gulf Cooperation Council (GULFCO) met. GULFCO agreed."
    assert {h.name.country for h in found(text)} == {"GCC"}


@pytest.mark.parametrize("text", ["The River Dam (see map) broke.", "The Union of Rowers (XYZ) met.", "Ann Lee (R) spoke."])
def test_no_abbreviation(text: str) -> None:
    assert learned(text, []) == {}


def test_a_learned_abbreviation_is_a_whole_word_too() -> None:
    text = "The Rivers Defence Front (RDF) met. RDFs and pre-RDF talks mean nothing."
    assert [h.start for h in found(text) if h.text == "RDF"] == [text.index("RDF")]
