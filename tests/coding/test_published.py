"""The date of a report that came without one."""
from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.published import infer_date
from dragoman.entries import DateWords

LEXICON = Path(__file__).parent.parent.parent / "dragoman" / "data" / "lexicon" / "en" / "dates.toml"
WORDS = msgspec.convert(tomllib.loads(LEXICON.read_text(encoding="utf-8")), DateWords)

CASES = [
    ("Envoys meet\n\nVIENNA, March 3, 2019 (Agency) - The envoys met.", "2019-03-03", "dateline"),
    ("Envoys meet\n\nVIENNA, 3 March 2019 — The envoys met.", "2019-03-03", "dateline"),
    ("Envoys meet\n\nWednesday, January 23, 2019\n\nThe envoys met.", "2019-01-23", "dateline"),
    ("Envoys meet\n\n23 January 2019, 18:30\n\nThe envoys met.", "2019-01-23", "dateline"),
    ("Envoys meet\n\nPublished: 4 May 2016\nFrom: the ministry\n\nThe envoys met.", "2016-05-04", "dateline"),
    ("Envoys meet\n\n2016-05-04\n\nThe envoys met.", "2016-05-04", "dateline"),
    ("Envoys meet\n\nThe envoys met on Wednesday, January 23, 2019, in Vienna.", "2019-01-23", "inferred"),
    ("Envoys meet\n\nThe envoys met in Vienna on 4 May 2016.", "2016-05", "inferred"),
    ("Envoys meet\n\nThe envoys, who last met on 4 May 1996, broke off talks in 2019.", None, "unknown"),
    ("Envoys meet\n\nVIENNA, March 3 (Agency) - The envoys met.", None, "unknown"),
    ("Parade held\n\nThe parade marked the 75th anniversary of the end of World War II.", "2020", "inferred"),
    ("Parade\n\nThe 75th anniversary of victory in World War II is near. It is 10 June.", "2020-06", "inferred"),
    ("Parade held\n\nIt marks the 100th anniversary of the end of World War I.", "2018", "inferred"),
    ("Parade\n\nPARIS, 11 November (AP) - The 100th anniversary of the end of World War I", "2018-11-11", "inferred"),
    ("Leaders gather\n\nAt the seventieth anniversary of the founding of NATO they met.", "2019", "inferred"),
    ("Leaders gather\n\nAt the Seventy-fifth anniversary of the founding of NATO they met.", "2024", "inferred"),
    ("Leaders gather\n\nThe 70th anniversary of the founding of NATO: 4 April and 9 September.", "2019", "inferred"),
    ("Leaders gather\n\nIt was the 30th anniversary of the bakery.", None, "unknown"),
    ("Envoys meet\n\nThe envoys met on Friday.", None, "unknown"),
    ("", None, "unknown"),
]


@pytest.mark.parametrize(("text", "date", "basis"), CASES, ids=[case[0][-50:] for case in CASES])
def test_table(text: str, date: str | None, basis: str) -> None:
    found, why = infer_date(text, WORDS)
    assert (found, why.partition(":")[0]) == (date, basis)
    assert basis == "dateline" or len(why) > len(basis) + 2


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    date, basis = infer_date(text, WORDS)
    assert (date is None) == basis.startswith("unknown: ")
