"""Every format read back by a library that its users have gives what was written, whatever the texts hold."""
from __future__ import annotations

import csv
import io
import json
import math
import warnings
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import packages
from dragoman.errors import MissingPackage
from dragoman.tables import geojson, parquet, spreadsheet, stata
from dragoman.tables.columns import EVENT, NAMES, Column, Row

ODD = ["=1+1", "+49", "-5 dead", "@home", "'quoted'", "\ttab", 'he said "no"', "a,b;c", "line\nbreak", "café 𝄞 ﷺ", "", " ", "2024-03-05"]
WORDS = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
FLOATS = st.none() | st.floats(-90, 90)


def value(column: Column) -> st.SearchStrategy[Any]:
    if column.name == "id":
        return st.text("abc123", min_size=1, max_size=8)
    if column.name in ("start", "end", "published"):
        return st.none() | st.sampled_from(["2024-03-05", "2024-03", "2024", "1900-01-01"])
    if column.name == "place_precision":
        return st.none() | st.sampled_from(["exact", "city", "region", "country", "unknown"])
    return {"text": st.none() | WORDS, "number": FLOATS, "integer": st.integers(-3, 10**6)}[column.kind]


ROWS = st.lists(st.fixed_dictionaries({column.name: value(column) for column in EVENT}), max_size=4)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def same(one: Any, other: Any) -> bool:
    """Equal, where a missing number may be NaN and a missing text empty."""
    if one is None:
        return other in ("", None) or (isinstance(other, float) and math.isnan(other))
    return bool(one == other or (isinstance(one, float) and one == pytest.approx(other)))


def check(rows: list[Row], back: list[Row], names: dict[str, str] | None = None) -> None:
    assert len(rows) == len(back)
    for row, again in zip(rows, back, strict=True):
        for name in NAMES:
            assert same(row[name], again[(names or {}).get(name, name)]), name


@QUICK
@given(ROWS)
def test_csv(rows: list[Row]) -> None:
    out = io.StringIO(newline="")
    assert spreadsheet.write(rows, NAMES, out) == len(rows)
    read = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert read[0] == list(NAMES)
    for row, cells in zip(rows, read[1:], strict=True):
        for column, cell in zip(EVENT, cells, strict=True):
            told = row[column.name]
            if column.kind == "text":
                assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
                assert spreadsheet.unsafe(cell) == (told or "")
            else:
                assert same(told, float(cell) if cell else None)


@QUICK
@given(ROWS)
def test_csv_in_pandas(rows: list[Row]) -> None:
    out = io.StringIO(newline="")
    spreadsheet.write(rows, NAMES, out)
    frame = pandas.read_csv(io.StringIO(out.getvalue(), newline=""), keep_default_na=False, dtype=str)
    numbers = {column.name for column in EVENT if column.kind != "text"}
    back = [
        {name: (float(cell) if cell else None) if name in numbers else spreadsheet.unsafe(cell) for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]
    check(rows, back)  # type: ignore[arg-type]


@QUICK
@given(ROWS)
def test_parquet(tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "events.parquet"
    assert parquet.write(rows, EVENT, path) == len(rows)
    table = pyarrow.parquet.read_table(path)
    assert table.to_pylist() == [dict(row) for row in rows]
    assert {str(table.schema.field(column.name).type) for column in EVENT if column.kind == "number"} == {"double"}


def test_parquet_holds_few_rows_at_once(tmp_path: Path) -> None:
    row = dict.fromkeys(NAMES)
    parquet.write(({**row, "id": str(n)} for n in range(parquet.GROUP + 5)), EVENT, tmp_path / "many.parquet")
    read = pyarrow.parquet.ParquetFile(tmp_path / "many.parquet")
    assert (read.metadata.num_rows, read.metadata.num_row_groups) == (parquet.GROUP + 5, 2)


@QUICK
@given(ROWS)
def test_stata(tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "events.dta"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert stata.write(rows, EVENT, path) == len(rows)
    frame = pandas.read_stata(path, convert_missing=False)
    check(rows, frame.to_dict("records"), stata.RENAMED)  # type: ignore[arg-type]
    for row, day in zip(rows, frame[stata.DAY], strict=True):
        told = row["start"]
        assert (str(day.date()) if not pandas.isna(day) else None) == (told if told and len(told) == 10 else None)


def test_stata_keeps_long_texts_and_labels(tmp_path: Path) -> None:
    long = "a sentence " * 400
    stata.write([{**dict.fromkeys(NAMES), "id": "e", "evidence": long}], EVENT, tmp_path / "long.dta")
    with pandas.io.stata.StataReader(tmp_path / "long.dta") as reader:
        assert reader.read()["evidence"][0] == long
        assert reader.variable_labels()["quad_class"] == "quad class"


@QUICK
@given(ROWS, st.booleans())
def test_geojson_in_a_gis(tmp_path: Path, rows: list[Row], centroids: bool) -> None:
    path = tmp_path / "events.geojson"
    with open(path, "w", encoding="utf-8") as out:
        assert geojson.write(rows, out, centroids=centroids) == len(rows)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    check(rows, [feature["properties"] for feature in features])
    if not rows:
        return
    frame = geopandas.read_file(path)
    for row, shape in zip(rows, frame.geometry, strict=True):
        point = row["place_lat"] is not None and row["place_lon"] is not None and (centroids or row["place_precision"] in ("exact", "city"))
        assert (shape is not None) == point
        if point:
            assert (shape.y, shape.x) == pytest.approx((row["place_lat"], row["place_lon"]))


def test_a_country_is_no_point() -> None:
    row = {**dict.fromkeys(NAMES), "id": "e", "place_lat": 1.0, "place_lon": 2.0, "place_precision": "country"}
    assert geojson.feature(row)["geometry"] is None
    middle = geojson.feature(row, centroids=True)
    assert middle["geometry"] == {"type": "Point", "coordinates": [2.0, 1.0]}
    assert middle["properties"]["is_point"] is False


def test_a_package_that_is_not_there() -> None:
    with pytest.raises(MissingPackage, match="nosuchpackage") as raised:
        packages.package("nosuchpackage.part")
    assert "pip install nosuchpackage" in raised.value.remedy
