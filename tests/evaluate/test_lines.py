"""Times and places: files of JSON lines, what is left out, the figures and records."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.cli.evaluation import told
from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate import placed, timed

TIMES = {
    "doc_id": "t1", "dct": "2021-03-05", "text": "Norway met Chile on Monday. They will meet again in June.",
    "timexes": [
        {"text": "Monday", "start": 20, "end": 26, "value": "2021-03-01"},
        {"text": "June", "start": 52, "end": 56, "value": "2021-07"},
        {"text": None, "start": None, "end": None, "value": "PXD"},
        {"text": "They", "start": 28, "end": 32, "value": None},
        {"start": None, "end": None, "value": "2021-03-05", "function": "CREATION_TIME"},
    ],
}  # fmt: skip
PLACES = {
    "text": "Norway met Chile in Oslo and in Nowhereville.",
    "toponyms": [
        {"name": "Oslo", "start": 20, "end": 24, "lat": 59.91, "lon": 10.75},
        {"name": "Nowhereville", "start": 32, "end": 44, "lat": 1.0, "lon": 2.0},
        {"name": "Chile", "start": 11, "end": 16, "lat": None, "lon": None},
        {"name": "Norway", "lat": 60.0, "lon": 10.0},
    ],
}  # fmt: skip


def lines(folder: Path, *objects: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n\n".join(map(json.dumps, objects)) + "\n", encoding="utf-8")
    return path


def test_times(tmp_path: Path) -> None:
    found = timed.measure(lines(tmp_path, TIMES), dragoman.engine())
    assert (found.gold, found.found, found.strict_f1, found.relaxed_f1, found.value_f1) == (2, 2, 1, 1, 0.5)
    assert found.left_out == {"an expression without offsets": 1, "an expression without a value": 1}
    assert [(record.id, record.right) for record in found.records] == [("t1:20", True), ("t1:52", False)]
    assert "found as 2021-06" in found.records[1].text
    assert list(told(found, None))[-1] == "F1 of equal spans 1.000, of overlapping spans 1.000, of their values 0.500"


def test_a_date_of_publication_that_is_none(tmp_path: Path) -> None:
    found = timed.measure(lines(tmp_path, {**TIMES, "dct": "2021-02-30"}), dragoman.engine())
    assert any("2021-02-30" in note for note in found.notes)
    assert found.value_f1 == 0


def test_only_what_is_annotated_is_scored(tmp_path: Path) -> None:
    part = {**TIMES, "sentences": [[0, 27], [28, 57]], "fully_annotated_end": 27}
    found = timed.measure(lines(tmp_path, part), dragoman.engine())
    assert (found.gold, found.found, found.value_f1) == (1, 1, 1)
    assert [record.id for record in found.records] == ["t1:20"]


def test_places(tmp_path: Path) -> None:
    found = placed.measure(lines(tmp_path, PLACES), dragoman.engine())
    assert (found.names, found.found, found.within_161km) == (2, 0.5, 1)
    assert found.left_out == {"a name without coordinates": 1, "a name without offsets": 1}
    assert [(miss.name, miss.reason) for miss in found.misses] == [("Nowhereville", "not found")]
    assert list(told(found, None))[-1].startswith("found 0.500; of these within 161 km 1.000")


def test_a_place_far_off_and_none_found(tmp_path: Path) -> None:
    oslo = {"start": 20, "end": 24, "lat": -33.45, "lon": -70.66}
    far = placed.measure(lines(tmp_path, {**PLACES, "toponyms": [oslo]}), dragoman.engine())
    assert (far.within_161km, len(far.misses)) == (0, 1)
    assert "km off" in far.misses[0].reason
    none = placed.measure(lines(tmp_path, {**PLACES, "toponyms": PLACES["toponyms"][1:2]}), dragoman.engine())
    assert (none.found, none.median_km) == (0, None)
    assert list(told(none, None))[-1] == "found 0.000"


GEORGIA = {"text": "Georgia met Chile in Oslo on Monday.", "doc_id": "g"}


@pytest.mark.parametrize(("name", "level"), [
    ({"start": 0, "end": 7, "lat": 42.0, "lon": 43.5}, (1, 1.0)),
    ({"start": 0, "end": 7, "lat": 33.0, "lon": -83.5}, (0, None)),
    ({"start": 0, "end": 7, "lat": 33.0, "lon": -83.5, "country": "USA"}, (1, 0.0)),
    ({"start": 0, "end": 7, "lat": 0.0, "lon": 0.0, "wiki": "https://en.wikipedia.org/wiki/Georgia_(country)"}, (1, 1.0)),
    ({"start": 0, "end": 7, "lat": 42.0, "lon": 43.5, "wiki": "https://en.wikipedia.org/wiki/Georgia_(U.S._state)"}, (0, None)),
    ({"start": 12, "end": 17, "lat": 0.0, "lon": 0.0, "wiki": "https://en.wikipedia.org/wiki/Chile"}, (1, 1.0)),
    ({"start": 21, "end": 25, "lat": 59.9, "lon": 10.8}, (0, None)),
])  # fmt: skip
def test_names_of_countries_are_counted_apart(tmp_path: Path, name: dict[str, Any], level: tuple[int, float | None]) -> None:
    found = placed.measure(lines(tmp_path, {**GEORGIA, "toponyms": [name]}), dragoman.engine())
    assert (found.country_names, found.country_right) == level
    assert (found.country_names + found.below_names, found.country_found + found.below_found) == (1, 1)
    assert (found.below_within_161km is None) == bool(found.country_names)
    assert any(line.startswith("names of countries: ") for line in told(found, None)) == bool(found.country_names)


@pytest.mark.parametrize("module", [timed, placed])
def test_bad_files(tmp_path: Path, module: Any) -> None:
    engine = dragoman.engine()
    with pytest.raises(Unreachable, match="no such file"):
        module.measure(tmp_path / "none.jsonl", engine)
    with pytest.raises(BadInput, match="empty"):
        module.measure(lines(tmp_path), engine)
    with pytest.raises(BadInput, match="line 1"):
        module.measure(lines(tmp_path, {"text": 3}), engine)
    with pytest.raises(BadInput, match="nothing to find"):
        module.measure(lines(tmp_path, {"text": "Norway.", "timexes": [], "toponyms": []}), engine)
