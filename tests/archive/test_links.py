"""Copies and happenings of an archive are those that a ledger finds which took the reports in by their days."""
from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from dragoman.archive.links.run import FILE, Linked, link
from dragoman.archive.taking import take
from dragoman.errors import DragomanError
from dragoman.ledger.store import Ledger
from dragoman.readers.item import Tally
from tests.archive.made import asked, contents, made

ROOT = Path(__file__).parents[2]
STORIES = 14


def told(seed: int = 20_261_127) -> list[dict[str, Any]]:
    """Reports of the project's own stories, and copies of some: word for word, under another headline, with a sentence less."""
    rnd = random.Random(seed)
    rows = [row for path in sorted((ROOT / "tests/stories/links").glob("*.toml"))[:STORIES] for row in _reports(path)]
    copies = [dict(row, source="Reprint (fiction)") for row in rnd.sample(rows, 5)]
    copies += [dict(row, title=f"{row['title']} once more", source="Reprint (fiction)") for row in rnd.sample(rows, 8)]
    more = " Nobody could be reached for more on it."
    copies += [dict(row, text=row["text"] + more, source="Edited (fiction)") for row in rnd.sample(rows, 8)]
    return rows + copies


def _reports(path: Path) -> Iterator[dict[str, Any]]:
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        title, _, body = one["text"].strip().partition("\n\n")
        yield {"title": title, "text": body or title, "published": one.get("published"), "source": f"{one.get('source')} (fiction)"}


def written(rows: list[dict[str, Any]], file: Path) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One of reports in any order, and one in the order of their days."""
    folder = tmp_path_factory.mktemp("stories")
    rows = told()
    random.Random(1).shuffle(rows)
    made(asked(written(rows, folder / "any.jsonl"), shard=50, partition="month"), folder / "any")
    rows.sort(key=lambda row: (row["published"] is None, str(row["published"])))
    made(asked(written(rows, folder / "sorted.jsonl"), shard=50, partition="month"), folder / "sorted")
    return folder / "any", folder / "sorted"


@pytest.mark.parametrize("window", [0, 400])
def test_they_are_those_of_a_ledger(archives: tuple[Path, Path], window: int, tmp_path: Path) -> None:
    *_, done = link(str(archives[0]), str(tmp_path / "links"), window)
    assert isinstance(done, Linked)
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        list(take(ledger, str(archives[1]), "full", True, Tally()))
        with ledger.reading() as c:
            events = dict(map(tuple, c.exec_driver_sql("SELECT id, event FROM record WHERE to_seq IS NULL")))
            copies = [tuple(row) for row in c.exec_driver_sql("SELECT r.id, o.id FROM report r JOIN report o ON o.pk = r.duplicate_of")]
            [(pairs,)] = c.exec_driver_sql("SELECT count(*) FROM proposal").all()
    members = pandas.read_parquet(tmp_path / "links" / "members")
    assert dict(zip(members["record"], members["happening"], strict=True)) == events
    assert 0 < len(set(events.values())) == done.happenings < done.records == len(events)
    found = pandas.read_parquet(tmp_path / "links" / "copies")
    assert sorted(zip(found[found.kind != "same"].report, found[found.kind != "same"].of, strict=True)) == sorted(copies)
    assert (done.same, done.pairs) == (5, pairs)
    assert done.copies == len(copies) > 5


def test_happenings_tell_of_their_records(archives: tuple[Path, Path], tmp_path: Path) -> None:
    *_, done = link(str(archives[0]), str(tmp_path / "links"), 0)
    first = contents(tmp_path / "links")
    happenings, members = (pandas.read_parquet(tmp_path / "links" / name) for name in ("happenings", "members"))
    assert {name: sorted(some) for name, some in zip(happenings.id, happenings.members, strict=True)} == {
        name: sorted(some) for name, some in members.groupby("happening").record
    }
    events = pandas.read_parquet(archives[0] / "events").drop_duplicates("id").set_index("id")
    assert all(events.loc[one.id].type == one.type for one in happenings.itertuples())
    assert (happenings.records >= happenings.texts).all()
    *_, again = link(str(archives[0]), str(tmp_path / "links"), 0)
    assert again == done
    assert contents(tmp_path / "links") == first


def test_copies_are_looked_for_in_a_window_of_days(tmp_path: Path) -> None:
    [row] = told()[:1]
    rows = [dict(row, title=f"{row['title']} {day}", published=day) for day in ("2026-01-05", "2026-01-20", "2026-05-20")]
    made(asked(written(rows, tmp_path / "a.jsonl"), partition="month"), tmp_path / "archive")
    counts = {}
    for window in (0, 30):
        *_, done = link(str(tmp_path / "archive"), str(tmp_path / "links"), window)
        assert isinstance(done, Linked)
        counts[window] = done.copies
    assert counts == {0: 2, 30: 1}


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="no archive"):
        list(link(str(tmp_path), str(tmp_path / "links")))
    assert not (tmp_path / "links" / FILE).exists()
