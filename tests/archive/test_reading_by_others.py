"""DuckDB and pandas read an archive as it is."""
from __future__ import annotations

import json
from pathlib import Path

import duckdb
import msgspec
import pandas

from dragoman.archive.kept import in_order, manifest_of
from dragoman.archive.reading import options_of
from dragoman.archive.rows import coding_of, item_of
from dragoman.archive.stores import Store
from dragoman.readers.collect import collect
from tests.archive.made import REPORTS


def test_duckdb(alone: Path) -> None:
    c = duckdb.connect()
    events = f"read_parquet('{alone}/events/*/*.parquet', hive_partitioning = true)"
    reports = f"read_parquet('{alone}/reports/*/*.parquet', hive_partitioning = true)"
    [(number, told)] = c.sql(f"SELECT count(*), sum(events) FROM {reports}").fetchall()
    assert number == REPORTS + 1
    assert c.sql(f"SELECT count(*) FROM {events}").fetchall() == [(told,)]
    both = f"{events} e JOIN {reports} r ON r.item = e.item"
    assert c.sql(f"SELECT count(*) FROM {both} WHERE e.trigger = r.text[e.trigger_start + 1 : e.trigger_end]").fetchall() == [(told,)]
    assert c.sql(f"SELECT count(*) FROM {reports} WHERE left(published, 4) <> year::VARCHAR").fetchall() == [(0,)]
    assert c.sql(f"SELECT kind FROM '{alone}/failures/*.parquet'").fetchall() == [("BrokenItem",)] * 2


def test_pandas(alone: Path) -> None:
    reports, events = pandas.read_parquet(alone / "reports"), pandas.read_parquet(alone / "events")
    assert len(reports) == REPORTS + 1
    assert len(events) == reports["events"].sum() > 0
    assert set(events["report"]) <= set(reports["id"])
    assert [list(row) == sorted(row) for row in events["evidence_starts"]].count(True) > 0


def test_what_is_kept_is_what_was_read_and_coded(reports: Path, alone: Path) -> None:
    import dragoman

    store = Store(str(alone))
    rows = [row for table, row in in_order(store, manifest_of(store), ("reports",)) if table == "reports"]
    read = [item for item in collect([str(reports)], options_of(manifest_of(store).asked)) if item.document]
    assert [item_of(row) for row in rows] == read
    codings = list(dragoman.code_many(item.document for item in read if item.document))
    assert [coding_of(row) for row in rows] == codings
    assert msgspec.json.encode(coding_of(rows[0])) == msgspec.json.encode(codings[0])


def test_the_manifest_counts_what_is_there(alone: Path) -> None:
    manifest = json.loads((alone / "manifest.json").read_text())
    there = {str(path.relative_to(alone)): path.stat().st_size for path in alone.rglob("*.parquet")}
    assert {one["name"]: one["bytes"] for one in manifest["files"]} == there
    assert manifest["totals"]["reports"] == sum(one["rows"] for one in manifest["files"] if one["name"].startswith("reports/"))
