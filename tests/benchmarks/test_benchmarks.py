"""The benchmark's own reckoning: what the scorer prints, floors, the table. Nothing is measured here."""
from __future__ import annotations

import json
from pathlib import Path

from benchmarks import printed, reports
from benchmarks.figures import Figure, broken, load_floors, table
from benchmarks.texts import all_texts

FLOORS = Path(__file__).parents[2] / "benchmarks" / "floors.json"
PRINTED = """\
one                      recall 3/4  precision 5/8
annotators  A-B   F1 0.900  (9 agree; 10 and 10 events)   roles 0.900/9  status 1.000/9
system      S-A   F1 0.500  (5 agree; 10 and 10 events)   roles 0.800/5  status 0.600/5  not-occurred 0.500/2  {}
system      S-B   F1 0.400  (4 agree; 10 and 10 events)   roles 0.750/4  status 0.700/4  not-occurred 0.250/4  {}
offices      recall 3/4  precision 3/6
commitments  recall 1/2  precision 1/4  right due date on 1 of 3 dated
recall of events both annotators coded 0.750 (3/4), precision against either 0.625 (5/8)
F1 0.682
""".replace("{}", "date 0.500/4  dated 0.500/2  place 1.000/4  placed 1.000/2  mode 0.500/2  said-by 0.000/1")


def test_what_the_scorer_prints() -> None:
    found = {figure.name.removeprefix("reports."): figure.value for figure in printed.figures_of(PRINTED)}
    assert set(found) | {"unlike_script"} == {name.removeprefix("reports.") for name in reports.NAMES}
    assert found["f1"] == 0.682
    assert (found["recall"], found["precision"], found["annotators_f1"]) == (0.75, 0.625, 0.9)
    assert (found["roles"], found["status"], found["not-occurred"]) == (0.75, 0.6, 0.25)
    assert (found["offices_recall"], found["offices_precision"], found["commitments_due"]) == (0.75, 0.5, 1 / 3)


def test_floors() -> None:
    figures = [Figure("a", 0.4), Figure("b", 70, lower_is_better=True), Figure("c", None), Figure("d", 1)]
    faults = broken(figures, {"a": 0.5, "b": 60, "c": 1, "absent": 1})
    assert list(map(str, faults)) == ["a is 0.4, below its floor of 0.5", "b is 70, above its ceiling of 60"]


def test_table_says_what_was_not_measured() -> None:
    lines = table([Figure("a", None, "no texts"), Figure("b", 1.5, lower_is_better=True)], {"b": 2}).splitlines()
    assert "not measured" in lines[2]
    assert "<= 2" in lines[3]


def test_every_floor_is_a_number() -> None:
    assert all(isinstance(floor, float) for floor in load_floors(FLOORS).values())


def test_texts_of_a_gold_folder(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.json").write_text(json.dumps({"text": "A.", "title": "T", "date": None}))
    (tmp_path / "places-dev.jsonl").write_text(json.dumps({"text": "B."}) + "\n")
    (tmp_path / "plv-dev.tsv").write_text('id\tsentence\n0\tA "C.\n1\tA "C.\n')
    assert [text.text for text in all_texts(tmp_path)] == ["A.", "B.", 'A "C.']
    assert list(all_texts(tmp_path / "none")) == []
