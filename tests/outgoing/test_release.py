"""A release is frozen, whole, checked, cited, and says what changed."""
from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman import resources
from dragoman.cli import build
from dragoman.intake.link import relink
from dragoman.intake.reviewing import review
from dragoman.ledger import forget
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.reviews import Said
from dragoman.ledger.store import Ledger
from dragoman.outgoing.changes import changes, summary
from tests.ledger import happenings
from tests.outgoing.test_export import MONTH, PLAN, TALKS, fill

DAY = "2099-01-01"
FILES = {
    "CHANGES.md", "CITATION.cff", "MANIFEST.json", "README.md", "SHA256SUMS", "changes.csv", "codebook.md", "commitments.csv", "events.csv",
    "events.jsonl", "events.parquet", "precision.csv", "reports.csv",
}  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def released(db: str, name: str, *more: str) -> Path:
    folder = Path(db).parent / "releases"
    done = run("release", name, "-o", str(folder), "--as-of", DAY, "--db", db, *more)
    assert done.exit_code == 0, done.stderr
    return folder / name


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_a_release_is_whole_and_its_sums_hold(db: str) -> None:
    folder = released(db, "2026.1", "--author", 'The "Wire" desk')
    assert {path.name for path in folder.iterdir()} == FILES
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0
    assert run("release", "--verify", str(folder)).exit_code == 0
    manifest = json.loads((folder / "MANIFEST.json").read_text())
    assert manifest["counts"] == {"events": 3, "reports": 3, "commitments": 0}
    assert len(rows(folder / "events.csv")) == len((folder / "events.jsonl").read_text().splitlines()) == 3
    assert "Not measured" in (folder / "README.md").read_text()
    assert '  - name: "The \\"Wire\\" desk"' in (folder / "CITATION.cff").read_text()
    book = (folder / "codebook.md").read_text()
    for kind in resources.load().types.values():
        assert f"### {kind.id}" in book
        assert all(f"| `{mode}` |" in book for mode in kind.modes)


def test_the_same_gives_the_same_bytes_and_nothing_is_overwritten(db: str, tmp_path: Path) -> None:
    one = released(db, "2026.1")
    done = run("release", "2026.1", "-o", str(tmp_path / "other"), "--as-of", DAY, "--db", db)
    assert done.exit_code == 0
    assert (one / "SHA256SUMS").read_bytes() == (tmp_path / "other" / "2026.1" / "SHA256SUMS").read_bytes()
    again = run("release", "2026.1", "-o", str(one.parent), "--as-of", DAY, "--db", db)
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_what_changed_since_the_release_before(db: str) -> None:
    released(db, "2026.1")
    with Ledger.open(db) as ledger:
        ledger.add(Entry(happenings.report(7, [MONTH]), Sighting("Wire")), relink)
        with ledger.writing() as c:
            forget.retract(c, 1, "wrong")
            relink(c, 1)
    folder = released(db, "2026.2")
    found = rows(folder / "changes.csv")
    assert [row["kind"] for row in found if row["kind"] == "gone"] == ["gone"], "the plan was told by the retracted report only"
    assert {row["field"] for row in found if row["kind"] == "changed"} >= {"records", "reports"}
    assert "since 2026.1" in (folder / "CHANGES.md").read_text()
    back = run("release", "2026.3", "-o", str(folder.parent), "--previous", str(folder.parent / "none"), "--as-of", DAY, "--db", db)
    assert (back.exit_code, "is no release" in back.stderr) == (1, True)


def test_a_file_that_was_touched_is_found(db: str) -> None:
    folder = released(db, "2026.1")
    with open(folder / "events.csv", "a") as table:
        table.write("x\n")
    (folder / "note.txt").write_text("mine")
    (folder / "codebook.md").unlink()
    checked = run("release", "--verify", str(folder))
    assert checked.exit_code == 1
    assert checked.stdout.splitlines() == ["codebook.md: missing", "events.csv: changed", "note.txt: added"]
    assert "is no release" in run("release", "--verify", str(folder.parent)).stderr


def test_measured_precision_stands_in_it(db: str) -> None:
    with Ledger.open(db) as ledger, ledger.writing() as c:
        review(c, happenings.report(0, [TALKS, PLAN]).events[0].id, "Ida Berg", [Said(None, "correct", None, None)], "coder")
    folder = released(db, "2026.1")
    found = {row["type"]: (row["right"], row["of"]) for row in rows(folder / "precision.csv")}
    assert found["CONSULT"] == ("1", "1")
    assert "| CONSULT | 1 | 1 | 1.000 |" in (folder / "README.md").read_text()


@pytest.mark.parametrize("name", ["", "a/b", ".hidden", ".."])
def test_a_name_that_is_none(db: str, name: str) -> None:
    assert run("release", name, "--db", db).exit_code == 2


def test_changes_of_fields() -> None:
    old = {"a": {"id": "a", "status": "planned"}, "b": {"id": "b", "status": "occurred"}}
    new = {"a": {"id": "a", "status": "occurred", "fresh": "column"}, "c": {"id": "c", "status": "occurred"}}
    found = list(changes(old, new))
    assert [(one.event, one.kind, one.field, one.before, one.after) for one in found] == [
        ("a", "changed", "status", "planned", "occurred"), ("b", "gone", "", "", ""), ("c", "added", "", "", ""),
    ]  # fmt: skip
    assert "| `status` | 1 |" in summary(found, "2", "1")
