"""The status of given events: files of JSON lines, classes and the scale, what is left out, the records."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli import build
from dragoman.cli.evaluation import told
from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate import status
from dragoman.evaluate.factuality import (
    Factuality,
    Judged,
    OfClass,
    class_of_facets,
    correlation,
    degree_of_facets,
    factuality,
    macro_f1,
    per_class,
)
from dragoman.evaluate.status import Statuses

DOCS = Path(__file__).parents[2] / "docs"
TEXT = "Ghana frees crew\nGhana freed the crew. It will not visit Togo. It may hold talks soon."


def mention(word: str, certainty: str | None, polarity: str | None, time: str | None = "NON_FUTURE") -> dict[str, Any]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "text": word, "certainty": certainty, "polarity": polarity, "time": time}


ARTICLE = {
    "doc_id": "s1", "title": "Ghana frees crew", "text": TEXT, "sentences": [[0, 16], [17, 38], [39, 62], [63, 85]],
    "events": [
        mention("frees", "CERTAIN", "POS"), mention("freed", "CERTAIN", "POS"), mention("visit", "CERTAIN", "NEG", "FUTURE"),
        mention("talks", "CERTAIN", "POS"), mention("hold", None, None), {"certainty": "CERTAIN", "polarity": "POS"},
    ],
}  # fmt: skip


def lines(folder: Path, *objects: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, objects)) + "\n", encoding="utf-8")
    return path


def test_classes_scale_and_records(tmp_path: Path) -> None:
    found = status.measure(lines(tmp_path, ARTICLE), dragoman.engine())
    assert (found.documents, found.mentions, found.accuracy, found.negated_f1) == (1, 4, 0.75, 1)
    assert found.confusion == {"negated": {"negated": 1}, "asserted": {"open": 1, "asserted": 2}}
    assert found.factuality.mean_absolute_error == pytest.approx(2 / 4)
    assert found.left_out == {"an event without certainty or polarity": 1, "an event without offsets": 1}
    assert [record.right for record in found.records] == [True, True, True, False]
    assert "coded as possible: modal 'may'" in found.records[3].text
    assert list(told(found, None))[-1] == "accuracy 0.750, F1 of the negated 1.000, macro F1 0.900"


def test_what_ends_beyond_the_annotated_part_is_not_scored(tmp_path: Path) -> None:
    found = status.measure(lines(tmp_path, {**ARTICLE, "fully_annotated_end": 38}), dragoman.engine())
    assert found.mentions == 2


def test_sentences_are_found_where_none_are_given(tmp_path: Path) -> None:
    bare = {key: value for key, value in ARTICLE.items() if key in ("text", "events")}
    assert status.measure(lines(tmp_path, bare), dragoman.engine()).mentions == 4


def test_the_command(tmp_path: Path) -> None:
    path = str(lines(tmp_path, ARTICLE))
    result = CliRunner().invoke(build(), ["evaluate", "status", path, "--json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["kind"], found["mentions"]) == ("status", 4)
    assert set(found["factuality"]) == {"macro_f1", "mean_absolute_error", "correlation"}
    (tmp_path / "before.json").write_text(result.stdout, encoding="utf-8")
    again = CliRunner().invoke(build(), ["evaluate", "status", path, "--against", str(tmp_path / "before.json")])
    assert "GAINED (0)" in again.stdout


def test_bad_files(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no such file"):
        status.measure(tmp_path / "none.jsonl", dragoman.engine())
    with pytest.raises(BadInput, match="nothing to judge"):
        status.measure(lines(tmp_path, {"text": "Norway.", "events": []}), dragoman.engine())


@pytest.mark.parametrize(
    ("certainty", "polarity", "time", "kind", "degree"),
    [
        ("CERTAIN", "POS", "NON_FUTURE", "asserted", 3),
        ("CERTAIN", "POS", "FUTURE", "open", 2),
        ("CERTAIN", "NEG", "NON_FUTURE", "negated", -3),
        ("POSSIBLE", "NEG", "FUTURE", "negated", -1),
        ("PROBABLE", "POS", "FUTURE", "open", 2),
        ("POSSIBLE", "POS", "NON_FUTURE", "open", 1),
        ("UNDERSPECIFIED", "UNDERSPECIFIED", "FUTURE", "open", 0),
        ("PROBABLE", "UNDERSPECIFIED", None, "open", 1),
    ],
)
def test_facets(certainty: str, polarity: str, time: str | None, kind: str, degree: int) -> None:
    assert class_of_facets(certainty, polarity, time) == kind
    assert degree_of_facets(certainty, polarity, time) == degree


def test_the_figures() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    assert per_class(pairs, ("a",))["a"] == OfClass(1.0, 0.5, 2 / 3, 2)
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert correlation([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1)
    assert correlation([(1, 1), (1, 2)]) == correlation([]) == 0
    scale = factuality([Judged("asserted", "open", 3, 2), Judged("negated", "negated", -3, -3)])
    assert (scale.mean_absolute_error, scale.macro_f1) == (0.5, 0.5)


def test_the_reference_names_every_field() -> None:
    page = (DOCS / "reference" / "evaluate.md").read_text(encoding="utf-8")
    fields = {field.name for struct in (Statuses, Factuality) for field in msgspec.structs.fields(struct)}
    assert {name for name in fields if f"`{name}`" not in page} == set()
