"""Relations with source and target given: reading rows, figures, and invented rows of all types under CAMEO's conventions."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BadInput
from dragoman.evaluate.relations import figures, marked, measure, plain, type_scores, usable

ROWS = Path(__file__).parent / "relations.tsv"
HEADER = "sentence\tsource\ttarget\tgold_root\n"
QUAD = {"AID": "material_cooperation", "AGREE": "verbal_cooperation", "COERCE": "material_conflict", "YIELD": "material_cooperation"}
#: rows of relations.tsv that come out wrong, strictly: one that comes right is to be taken out here
WISH = {"12", "27", "29", "47", "84", "134", "158", "170", "178", "244", "250"}


def table(folder: Path, text: str) -> Path:
    """A file of rows."""
    path = folder / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_give_the_places() -> None:
    found = marked("<t>Chad</t> was praised by <s>the king</s>.")
    assert found == ("Chad was praised by the king.", (20, 28), (0, 4))


def test_one_mark_will_do_and_none_will_not() -> None:
    assert marked("<s>Nurses</s> went on strike.") == ("Nurses went on strike.", (0, 6), (0, 0))
    assert marked("Nurses went on strike.") is None


def test_without_marks_the_target_stands_apart_from_the_source() -> None:
    row = {"sentence": "Iran's navy warned Iran.", "source": "Iran's navy", "target": "Iran"}
    assert plain(row) == ("Iran's navy warned Iran.", (0, 11), (19, 23))


def test_rows_are_left_out_with_their_reason() -> None:
    good = {"sentence": "Togo aided Chad.", "source": "Togo", "target": "Chad", "gold_root": "AID"}
    lines = [good, {**good, "gold_root": ""}, {**good, "gold_root": "SING"}, {**good, "source": "Peru", "target": "Cuba"}]
    rows, left_out = usable(lines, frozenset({"AID"}))
    assert [row.source for row in rows] == [(0, 4)]
    assert left_out == {"no type": 1, "unknown type": 1, "source or target not found": 1}


def test_figures_by_hand() -> None:
    pairs = [("AID", "AID"), ("AID", "YIELD"), ("AGREE", "AGREE"), ("COERCE", "AGREE")]
    scores = type_scores(pairs)
    assert (scores["AID"].precision, scores["AID"].recall) == (1, 0.5)
    assert [scores[name].f1 for name in ("AGREE", "AID", "COERCE")] == pytest.approx([2 / 3, 2 / 3, 0])
    found = figures(pairs, QUAD)
    assert (found.rows, found.accuracy) == (4, 0.5)
    assert (found.macro_f1, found.quad_macro_f1) == pytest.approx((4 / 9, 5 / 9))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="gold_root"):
        measure(table(tmp_path, "sentence\tsource\ttarget\nTogo aided Chad.\tTogo\tChad\n"))


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no row"):
        measure(table(tmp_path, HEADER + "Togo aided Chad.\tTogo\tChad\tSING\n"))


def test_types_are_kept_apart_where_the_gold_keeps_them(tmp_path: Path) -> None:
    text = "Togo withdrew its troops from Chad.\tTogo\tChad\tRETREAT\nTogo freed two men from Chad.\tTogo\ttwo men from Chad\tCONCEDE\n"
    found = measure(table(tmp_path, HEADER + text))
    assert {row.gold: row.coded for row in found.coded} == {"RETREAT": "RETREAT", "CONCEDE": "CONCEDE"}
    assert (found.odd, found.even) == (None, None)


def test_profiles_differ(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER + "The Kenyan premier will visit Uganda.\tThe Kenyan premier\tUganda\tCONSULT\n")
    assert [measure(path, profile).coded[0].coded for profile in ("plover", "cameo")] == ["CONSULT", "AGREE"]


def test_invented_rows() -> None:
    found = measure(ROWS)
    assert {row.id for row in found.coded if row.gold != row.coded} == WISH, [row for row in found.coded if row.gold != row.coded]
    assert found.rows == sum(sum(row.values()) for row in found.confusion.values()) == sum(s.support for s in found.per_type.values())
    assert found.intervals["macro_f1"].low <= found.macro_f1 <= found.intervals["macro_f1"].high
    assert all(row.reason for row in found.coded)
