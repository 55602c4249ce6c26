"""Folders, `file://` and what fsspec knows: what is put is there whole, names cannot lead out."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.archive import rows
from dragoman.archive.stores import Store, apart, below
from dragoman.errors import MissingPackage, Unreachable, Unwritable
from dragoman.packages import package
from tests.archive.made import asked, contents, made

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("address", ["{folder}/there", "file://{folder}/there", "memory://bucket/there"])
def test_what_is_put_is_there(address: str, tmp_path: Path) -> None:
    store = Store(address.format(folder=tmp_path))
    assert store.sizes() == {}
    store.put("events/year=2020/1.parquet", b"first")
    store.put("events/year=2020/1.parquet", b"second")
    store.put("plan.json", b"")
    assert store.get("events/year=2020/1.parquet") == b"second"
    there = {name: size for name, size in store.sizes().items() if not name.startswith("_")}
    assert there == {"events/year=2020/1.parquet": 6, "plan.json": 0}
    assert store.has("plan.json")
    store.drop("events")
    store.drop("plan.json")
    store.drop("nothing")
    assert not store.has("plan.json")
    with pytest.raises(Unreachable):
        store.get("plan.json")


def test_the_same_in_memory_as_on_the_disk(reports: Path, alone: Path) -> None:
    made(asked(reports), "memory://bucket/archive")
    store = Store("memory://bucket/archive")
    assert {name: store.get(name) for name in store.sizes()} == contents(alone)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file")
    with pytest.raises(Unwritable, match="cannot be written"):
        Store(str(tmp_path / "there")).put("plan.json", b"{}")


@pytest.mark.parametrize("published", ["../../etc", "2020-1/", "2020%2F1", "\0", "", None, "２０２０-０１", "20 0-01", "2020"])
def test_no_day_leads_out_of_the_archive(published: str | None) -> None:
    assert rows.partition(published, "month") == "unknown"


def test_days_that_are_some() -> None:
    assert [rows.partition("2020-09-04", by) for by in ("year", "month", "day")] == ["2020", "2020-09", "2020-09-04"]
    assert [rows.partition("2020-09", by) for by in ("year", "month", "day")] == ["2020", "2020-09", "unknown"]


def test_options_of_an_address() -> None:
    assert apart("s3://b/a*.jsonl?region=x&scheme=http") == ("s3://b/a*.jsonl", "?region=x&scheme=http")
    assert apart("s3://b/a?.jsonl") == ("s3://b/a?.jsonl", "")
    assert apart("/tmp/a?b=c") == ("/tmp/a?b=c", "")
    assert below("s3://b/c/?region=x", "links") == "s3://b/c/links?region=x"


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(MissingPackage) as error:
        package("nosuchpackage.part", "ray", "--engine ray")
    assert error.value.what == "--engine ray needs the package nosuchpackage"
    assert error.value.remedy == "pip install nosuchpackage, or pip install dragoman[ray]"


def test_neither_ray_nor_pyarrow_is_imported_with_dragoman() -> None:
    program = "import sys, dragoman, dragoman.cli.archive, dragoman.archive.run; print({'ray', 'pyarrow', 'fsspec'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "set()\n"
