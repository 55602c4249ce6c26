"""`dragoman evaluate`: kinds, JSON, an earlier run, bad files, exit codes."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build

TEXT = "Norway accused Chile of spying on Monday. Peru frobnicated Ghana."
EVENTS = [
    {"id": "e1", "type": "ACCUSE", "status": "occurred", "trigger": "accused", "evidence": [TEXT[:41]],
     "actors": [{"country": "NOR"}], "recipients": [{"country": "CHL"}], "date": {"start": "2021-03-01", "end": "2021-03-01"}},
    {"id": "e2", "type": "ASSAULT", "status": "occurred", "trigger": "frobnicated", "evidence": [TEXT[42:]],
     "actors": [{"country": "PER"}], "recipients": [{"country": "GHA"}], "date": {"start": "one day"}},
]  # fmt: skip
ROWS = [
    ("1", "Norway accused Chile of spying.", "Norway", "Chile", "ACCUSE"),
    ("2", "Peru attacked Ghana.", "Peru", "Ghana", "ASSAULT"),
    ("3", "Peru frobnicated Ghana.", "Peru", "Ghana", ""),
]
SHARED = {"text": "Norway met Chile in Oslo on Monday.", "dct": "2021-03-05", "doc_id": "d"}
MONDAY = {"text": "Monday", "start": 28, "end": 34, "value": "2021-03-01"}
OSLO = {"start": 20, "end": 24, "lat": 59.91, "lon": 10.75}


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(build(), ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with a file, or folders, of each kind."""
    for name, content in (("reports", {"text": TEXT, "date": "2021-03-05"}), ("A", {"events": EVENTS}), ("B", {"events": EVENTS[:1]})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.json").write_text(json.dumps(content), encoding="utf-8")
    rows = [("id", "sentence", "source", "target", "gold_root"), *ROWS]
    (tmp_path / "relations.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    line = {**SHARED, "timexes": [MONDAY], "toponyms": [OSLO]}
    for name in ("times.jsonl", "places.jsonl"):
        (tmp_path / name).write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path


def of_reports(gold: Path, *more: Any) -> Result:
    return run("reports", gold / "reports", gold / "A", *more)


def test_reports_with_the_reason_of_a_miss(gold: Path) -> None:
    result = of_reports(gold)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[-2:] == [
        "recall of events the annotator coded 0.500 (1/2), precision against it 1.000 (1/1)",
        "F1 0.667",
    ]
    assert "  one/e2  ASSAULT  PER > GHA  'frobnicated'" in lines
    assert any(line.strip().startswith("no trigger: ") for line in lines)
    assert "the date 'one day' is none" in result.stderr


def test_reports_as_one_object(gold: Path) -> None:
    found = json.loads(of_reports(gold, gold / "B", "--json").stdout)
    assert (found["kind"], found["profile"], found["annotators"]) == ("reports", "plover", ["A", "B"])
    assert (found["f1"], found["recall"], found["precision"]) == (1, 1, 1)
    assert [(pair["one"], pair["other"]) for pair in found["pairs"]] == [("A", "B"), ("system", "A"), ("system", "B")]
    assert found["per_type"]["ACCUSE"]["f1"] == 1
    assert found["confusion"] == {"ACCUSE": {"ACCUSE": 1}}
    assert "changes" not in found


def test_what_was_gained_and_lost(gold: Path) -> None:
    before = gold / "before.json"
    before.write_text(of_reports(gold, "--json").stdout, encoding="utf-8")
    same = of_reports(gold, "--against", before)
    assert "GAINED (0)" in same.stdout
    (gold / "reports" / "one.json").write_text(json.dumps({"text": TEXT.replace("accused", "painted")}), encoding="utf-8")
    lost = json.loads(of_reports(gold, "--against", before, "--json").stdout)["changes"]
    assert [record["id"] for record in lost["lost"]] == ["one/e1"]
    assert lost["gained"] == []
    other = run("times", gold / "times.jsonl", "--against", before)
    assert other.exit_code == 1
    assert "of another kind" in other.stderr


def test_relations(gold: Path) -> None:
    found = json.loads(run("relations", gold / "relations.tsv", "--json").stdout)
    assert (found["kind"], found["profile"], found["rows"]) == ("relations", "cameo", 2)
    assert {"accuracy", "macro_f1", "quad_macro_f1", "per_type", "confusion", "intervals"} <= set(found)
    assert [(record["id"], record["right"]) for record in found["records"]] == [("1", True), ("2", True)]
    plain = run("relations", gold / "relations.tsv", "--profile", "plover")
    assert "left out: 1 x " in plain.stderr
    assert [line.split()[1] for line in plain.stdout.splitlines() if line.startswith("all ")] == ["2"]


def test_times_and_places(gold: Path) -> None:
    times = json.loads(run("times", gold / "times.jsonl", "--json").stdout)
    assert (times["strict_f1"], times["relaxed_f1"], times["value_f1"]) == (1, 1, 1)
    places = json.loads(run("places", gold / "places.jsonl", "--json").stdout)
    assert (places["found"], places["within_161km"]) == (1, 1)
    assert {"median_km", "auc"} <= set(places)
    for kind in ("times", "places"):
        assert run(kind, gold / f"{kind}.jsonl").exit_code == 0


def test_a_report_that_cannot_be_coded(gold: Path) -> None:
    (gold / "reports" / "one.json").write_text(json.dumps({"text": " "}), encoding="utf-8")
    result = of_reports(gold, "--json")
    assert result.exit_code == 1
    assert "one: not coded" in result.stderr
    assert json.loads(result.stdout)["failed"] == ["one"]


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("reports", "reports"), 2, "annotator"),
        (("relations", "relations.tsv", "times.jsonl"), 2, "one table"),
        (("pictures", "times.jsonl"), 2, "pictures"),
        (("reports", "reports", "none"), 1, "no such folder"),
        (("relations", "none.tsv"), 1, "no such file"),
        (("relations", "reports"), 1, "directory"),
        (("relations", "times.jsonl"), 1, "sentence"),
        (("times", "relations.tsv"), 1, "not JSON"),
        (("places", "none.jsonl"), 1, "no such file"),
        (("times", "times.jsonl", "--against", "relations.tsv"), 1, "not JSON"),
    ],
)
def test_misuse_and_bad_files(gold: Path, arguments: tuple[str, ...], code: int, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(gold)
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert why in result.stderr
    if code == 1:
        assert "why: " in result.stderr
        assert "try: " in result.stderr


def test_a_table_in_another_encoding(gold: Path) -> None:
    (gold / "relations.tsv").write_bytes("sentence\tsource\ttarget\tgold_root\nÉire\tÉ\té\tAID\n".encode("latin-1"))
    result = run("relations", gold / "relations.tsv")
    assert result.exit_code == 1
    assert "UTF-8" in result.stderr
