"""The golden reports: written for this project before the code, annotated by hand."""
from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dragoman.reference import coding_schema
from tests.golden.match import CodeReport, Comparison, compare
from tests.golden.rows import Golden, load

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
LIKE, TRIPS, WORLD, NOTHING = (sorted((HERE / kind).glob("*.txt")) for kind in ("like", "trips", "world", "nothing"))
EXAMPLE = EXAMPLES / "minister-travels.txt"
PUBLISHED_NOTHING = "2024-05-15"


def golden_of(report: Path) -> Golden:
    """The rows of a report; a report without politics has none but a date."""
    if report.parent.name == "nothing":
        return Golden(published=PUBLISHED_NOTHING)
    return load(HERE / "example.toml" if report == EXAMPLE else report.with_suffix(".toml"))


def compared(report: Path, code_report: CodeReport) -> Comparison:
    """A report's rows against its coding."""
    golden = golden_of(report)
    return compare(golden, code_report(report, golden.published))


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a coding that has text, start and end as a span does, however deep."""
    if isinstance(value, dict):
        if {"text", "start", "end"} == set(value):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from spans(inner)


def floor(name: str) -> float:
    """A figure of floors.toml."""
    return float(tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))[name])


def listing(results: dict[str, Comparison]) -> str:
    """What is missing, report by report."""
    return "\n".join(f"{name}: {missing}" for name, result in results.items() for missing in result.missing)


@pytest.mark.parametrize("report", [*LIKE, *TRIPS, *WORLD, EXAMPLE], ids=lambda report: report.stem)
def test_golden_phrases_stand_in_the_text(report: Path) -> None:
    golden, text = golden_of(report), report.read_text(encoding="utf-8")
    told = [phrase for row in golden.event for phrase in (row.trigger, *row.also)]
    phrases = [*told, *(row.what for row in golden.commitment)]
    assert [phrase for phrase in phrases if text.count(phrase) != 1] == []
    assert [row.person for row in golden.office if row.person not in text] == []


@pytest.mark.parametrize("report", [*LIKE, *TRIPS, EXAMPLE], ids=lambda report: report.stem)
def test_rows_that_must_be_found(report: Path, code_report: CodeReport) -> None:
    missing = [row for row in compared(report, code_report).missing if row.must]
    assert not missing, "\n" + "\n".join(map(str, missing))


@pytest.mark.parametrize("report", [*LIKE, *TRIPS, *WORLD, *NOTHING, EXAMPLE], ids=lambda report: report.stem)
def test_schema_and_spans(report: Path, code_report: CodeReport) -> None:
    coding = code_report(report, golden_of(report).published)
    jsonschema.validate(coding, coding_schema())
    text = coding["document"]["text"]
    wrong = [span for span in spans(coding) if text[span["start"]:span["end"]] != span["text"]]
    assert wrong == []


@pytest.mark.parametrize(("kind", "reports"), [("like", LIKE), ("trips", TRIPS), ("world", WORLD)])
def test_recall_of_all_rows(kind: str, reports: list[Path], code_report: CodeReport) -> None:
    results = {report.stem: compared(report, code_report) for report in reports}
    rows = sum(result.rows for result in results.values())
    found = rows - sum(len(result.missing) for result in results.values())
    assert found / rows >= floor(kind), f"{found}/{rows}\n{listing(results)}"


def test_reports_without_politics_give_almost_nothing(code_report: CodeReport) -> None:
    events = {report.stem: code_report(report, PUBLISHED_NOTHING)["events"] for report in NOTHING}
    told = [f"{name}: {e['type']} “{e['trigger']['text']}”" for name, found in events.items() for e in found]
    assert len(told) / len(events) <= floor("nothing"), "\n".join(told)


def test_the_example_dates_itself(code_report: CodeReport) -> None:
    document = code_report(EXAMPLE, None)["document"]
    assert (document["published"], document["published_basis"]) == ("2023-11-14", "dateline")
