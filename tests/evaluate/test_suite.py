"""Attribution and amounts measured on tables in the format of the suites."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import BadInput
from dragoman.evaluate import suite

ATTRIBUTION = """# a remark
officials\tOfficials said Poland would [send] tanks to Moldova.
Reuters\tNorway [expelled] two Cuban diplomats.
-\tKenya [condemned] the raid, and nobody said so.\tmarked as known to fail
"""


def table(folder: Path, text: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_attribution(tmp_path: Path) -> None:
    result = suite.attribution(table(tmp_path, ATTRIBUTION), dragoman.engine())
    assert (result.rows, result.right.whole, result.right_known.part, result.right_known.whole) == (3, 3, 1, 2)
    assert [record.right for record in result.records][:2] == [True, False]
    assert result.records[1].text.startswith("'Reuters' expected, '-' found")


def test_amounts(tmp_path: Path) -> None:
    rows = "The raid killed nine villagers.\tnine villagers | 9 | - | - | - | villagers\nNobody came.\tten | 10 | - | - | - | -\n"
    result = suite.amounts(table(tmp_path, rows), dragoman.engine())
    assert (result.right.part, result.right.whole) == (1, 2)


@pytest.mark.parametrize(("text", "why"), [("", "empty"), ("a\tb\tc\td", "4 cells"), ("x\tno word marked", "brackets")])
def test_a_table_that_is_none(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        suite.attribution(table(tmp_path, text), dragoman.engine())
