"""Parquet: rows as reports, by the columns that are named; what is no table, or has none of them."""
from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest

from dragoman.errors import BrokenItem
from dragoman.readers.collect import Options
from dragoman.readers.mapping import parse_mapping
from tests.readers.reports import TODAY, items

TEXT = "Foreign Minister Aino Kask of Estonia met her Latvian counterpart in Riga on 3 March to talk about the border."


def table(file: Path, rows: list[dict[str, Any]], **how: Any) -> Path:
    pandas.DataFrame(rows).to_parquet(file, **how)
    return file


def test_every_row_is_a_report(tmp_path: Path) -> None:
    rows = [{"text": f"{TEXT} {n}", "title": "Talks", "source": "Wire", "url": f"https://example.org/{n}", "id": n} for n in range(700)]
    found = items(table(tmp_path / "a.parquet", rows, row_group_size=300))
    assert [one.item.rpartition(":")[2] for one in found] == [str(n) for n in range(1, 701)]
    assert [(one.id, one.url) for one in found[:2]] == [("0", "https://example.org/0"), ("1", "https://example.org/1")]
    assert found[699].document is not None
    assert found[699].document.text == f"Talks\n\n{TEXT} 699"


@pytest.mark.parametrize("day", ["2021-03-04", date(2021, 3, 4), datetime(2021, 3, 4, 12, 30)])
def test_days_of_every_kind(day: Any, tmp_path: Path) -> None:
    [found] = items(table(tmp_path / "a.parquet", [{"text": TEXT, "published": day}]))
    assert (found.published, found.document and found.document.published_basis) == ("2021-03-04", "metadata")


def test_other_columns_and_fields_within(tmp_path: Path) -> None:
    file = table(tmp_path / "a", [{"body": {"lead": "It was so.", "rest": TEXT}, "head": "Talks"}])
    options = Options(mapping=parse_mapping(["text=body.lead+body.rest", "title=head"]), today=TODAY)
    [found] = items(file, options)
    assert found.document is not None
    assert found.document.text == f"Talks\n\nIt was so.\n\n{TEXT}"


def test_one_bad_row_does_not_stop_the_others(tmp_path: Path) -> None:
    found = items(table(tmp_path / "a.parquet", [{"text": TEXT}, {"text": None}, {"text": TEXT + " Twice."}]))
    assert [type(one.error) for one in found] == [type(None), BrokenItem, type(None)]
    assert "no text" in str(found[1].error)


def test_what_has_no_texts_or_is_no_table_says_so(tmp_path: Path) -> None:
    [found] = items(table(tmp_path / "a.parquet", [{"body": TEXT}]))
    assert "no column 'text'" in str(found.error)
    assert "it has the columns body" in str(found.error)
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-20])
    [found] = items(tmp_path / "b.parquet")
    assert "broken Parquet" in str(found.error)
