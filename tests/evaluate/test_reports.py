"""Annotated reports: the same figures as the script of the gold prints, reasons, what is left out."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.figures import Figure
from benchmarks.printed import figures_of
from benchmarks.reports import figures_from, unlike
from benchmarks.settings import from_environment
from dragoman.cli.evaluation import told
from dragoman.errors import BadInput, Unreachable, WrongLanguage
from dragoman.evaluate.changes import changes
from dragoman.evaluate.coded import Coded, Coder
from dragoman.evaluate.reports import Reports, measure
from dragoman.model import (
    Actor,
    Attribution,
    Coding,
    Commitment,
    Event,
    EventDate,
    Office,
    Place,
    Span,
)
from dragoman.model import (
    Coder as CoderInfo,
)
from dragoman.readers import make_document
from tests.evaluate import invented

PRINTED = Path(__file__).parent / "printed.txt"  # what score.py prints of the invented reports
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def span(of: dict[str, Any]) -> Span:
    return Span(of["text"], of["start"], of["end"])


def actors(of: list[dict[str, Any]]) -> tuple[Actor, ...]:
    return tuple(Actor(one["name"], one["country"]) for one in of)


def event(one: dict[str, Any], name: str) -> Event:
    date, place, said, trigger = one["date"], one["place"], one["attributed_to"], span(one["trigger"])
    return Event(
        id=name, type=one["type"], mode=one["mode"], contexts=(), quad="", score=0, cameo=None, confidence=1,
        status=one["status"], negation=None, certainty=3, actors=actors(one["actors"]), recipients=actors(one["recipients"]),
        date=EventDate(date["start"], date["end"], None, "") if date else None,
        place=Place("a port", place["country"], None, None, "city") if place else None,
        attributed_to=Attribution(said["name"], None, "unknown", trigger) if said else None,
        amounts=(), topics=(), trigger=trigger, evidence=tuple(map(span, one["evidence"])), why=("made/up",),
    )  # fmt: skip


def coding(read: dict[str, Any]) -> Coding:
    """A coding with the fields that are compared; the others are of no account."""
    events = tuple(event(one, f"{one['id']}-{number}") for number, one in enumerate(read["events"]))
    owed = tuple(
        Commitment(str(n), actors(p["obligor"]), (), span(p["evidence"][0]), None, p["due"], "offered", tuple(map(span, p["evidence"])), ())
        for n, p in enumerate(read["commitments"])
    )
    offices = tuple(Office(one["person"], "minister", one["country"], False, Span("", 0, 0)) for one in read["offices"])
    return Coding(make_document(read["document"]["text"]), CoderInfo("0", "l", "m", "plover"), events, owed, offices, ())


def stored(folder: Path) -> Coder:
    """A coder that gives what stands in a folder."""

    def code(name: str, text: str, published: str | None) -> Coded:
        read = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert read["document"]["text"] == text
        return Coded(coding(read))

    return code


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, Path]:
    return invented.write(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def result(folders: tuple[Path, Path, Path, Path]) -> Reports:
    return measure(folders[0], folders[1:3], stored(folders[3]), "plover")


def lines_like_the_script(result: Reports) -> list[str]:
    """The figures in the script's own words."""

    def tally(pair: Any) -> str:
        facets = "  ".join(f"{name} {share.value:.3f}/{share.whole}" for name, share in pair.tally.facets.items())
        return f"F1 {pair.f1:.3f}  ({pair.tally.agree} agree; {pair.tally.one} and {pair.tally.other} events)   {facets}"

    def share(found: Any) -> str:
        return f"recall {found.recall.part}/{found.recall.whole}  precision {found.precision.part}/{found.precision.whole}"

    due, recall, precision = result.commitments_due, result.events.recall, result.events.precision
    names = (("annotators  A-B   ", 0), ("system      S-A   ", 1), ("system      S-B   ", 2))
    return [
        *(f"{one.name:24} {share(one.found)}" for one in result.per_report),
        *(name + tally(result.pairs[at]) for name, at in names),
        f"offices      {share(result.offices)}",
        f"commitments  {share(result.commitments)}  right due date on {due.part} of {due.whole} dated",
        f"recall of events both annotators coded {result.recall:.3f} ({recall.part}/{recall.whole}), "
        f"precision against either {result.precision:.3f} ({precision.part}/{precision.whole})",
        f"F1 {result.f1:.3f}",
    ]


def test_the_same_figures_as_the_script_of_the_gold(result: Reports) -> None:
    assert lines_like_the_script(result) == PRINTED.read_text(encoding="utf-8").splitlines()
    assert result.events.recall.whole > 30  # enough of everything for the comparison to mean something
    assert all(share.whole > 5 for pair in result.pairs for share in pair.tally.facets.values())


def test_the_script_itself_where_it_is_at_hand(folders: tuple[Path, Path, Path, Path]) -> None:
    script = from_environment().gold / "score.py"
    if script.is_file():
        command = [sys.executable, str(script), *map(str, folders)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == PRINTED.read_text(encoding="utf-8")


def test_the_bench_compares_both(result: Reports) -> None:
    printed = figures_of(PRINTED.read_text(encoding="utf-8"))
    assert unlike(figures_from(result), printed) == []
    assert unlike(figures_from(result), [Figure("reports.f1", 0.9), *printed[1:]]) == ["reports.f1"]


def test_every_figure_of_the_script_is_printed(result: Reports) -> None:
    lines = list(told(result, None))
    text = "\n".join(lines)
    assert [line for line in lines if len(line) > 100] == []
    for pair in result.pairs:
        for share in pair.tally.facets.values():
            assert f"{share.value:.3f}/{share.whole}" in text
    assert lines[-1] == f"F1 {result.f1:.3f}"
    assert lines[-2] == PRINTED.read_text(encoding="utf-8").splitlines()[-2]


def test_types_add_up(result: Reports) -> None:
    assert sum(one.found.whole for one in result.per_type.values()) == result.events.recall.whole
    assert sum(one.right.part for one in result.per_type.values()) == result.events.precision.part
    rows = {name: sum(row.values()) for name, row in result.confusion.items()}
    assert sum(n for name, n in rows.items() if name != "none") == result.events.recall.whole
    assert sum(result.confusion[name].get(name, 0) for name in result.confusion) == result.events.recall.part
    assert len(result.misses) == result.events.recall.whole - result.events.recall.part
    assert len(result.extras) == result.events.precision.whole - result.events.precision.part


def test_intervals_hold_the_figure_and_are_the_same_again(result: Reports, folders: tuple[Path, Path, Path, Path]) -> None:
    low, high = result.intervals["f1"]
    assert low < result.f1 < high
    assert set(result.intervals) == {"f1", "recall", "precision", "A-B f1", "system-A f1", "system-B f1"}
    again = measure(folders[0], folders[1:3], stored(folders[3]), "plover")
    assert msgspec.json.encode(again) == msgspec.json.encode(result)


def test_one_annotator_and_three(folders: tuple[Path, Path, Path, Path]) -> None:
    alone = measure(folders[0], folders[1:2], stored(folders[3]), "plover")
    assert alone.events.recall.part == alone.events.precision.part == alone.pairs[0].tally.agree
    assert (alone.annotators, len(alone.pairs)) == (("A",), 1)
    three = measure(folders[0], [*folders[1:3], folders[1]], stored(folders[3]), "plover")
    assert len(three.pairs) == 6
    assert three.annotators == ("1.A", "2.B", "3.A")
    for each in (alone, three):
        assert list(told(each, None))[-1] == f"F1 {each.f1:.3f}"


def test_gained_and_lost(result: Reports, folders: tuple[Path, Path, Path, Path]) -> None:
    def nothing(name: str, text: str, published: str | None) -> Coded:
        return Coded(Coding(make_document(text), CoderInfo("0", "l", "m", "plover"), (), (), (), ()))

    empty = measure(folders[0], folders[1:3], nothing, "plover")
    assert (empty.f1, empty.recall, empty.precision) == (0, 0, 0)
    gains = changes(empty.records, result.records)
    assert (len(gains.gained), len(gains.lost), len(gains.worse)) == (result.events.recall.part, 0, len(result.extras))
    losses = changes(result.records, empty.records)
    assert (losses.lost, losses.better) != ((), ())
    assert [record.id for record in losses.lost] == [record.id for record in gains.gained]
    assert all(record.id in "\n".join(told(empty, losses)) for record in losses.lost)


REPORT = {"date": "2021-02-30", "title": "", "text": "Ane Vik left for Chile."}
GOOD = {"id": "e1", "type": "CONSULT", "evidence": ["Ane Vik left for Chile."], "date": {"start": "2021-13", "end": None}}


def written(folder: Path, report: Any, annotation: Any) -> tuple[Path, list[Path]]:
    for name, content in (("reports", report), ("A", annotation)):
        (folder / name).mkdir(exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name / "one.json").write_text(text, encoding="utf-8")
    return folder / "reports", [folder / "A"]


def refusing(name: str, text: str, published: str | None) -> Coded:
    raise WrongLanguage(f"{name}: not in English", "too few English words", "translate it")


def test_a_coding_is_an_annotation_too(folders: tuple[Path, Path, Path, Path], tmp_path: Path) -> None:
    """Whoever corrects what the coder wrote need not rewrite it; unchanged it agrees with itself, but for unfair evidence."""
    found = measure(folders[0], [folders[3]], stored(folders[3]), "plover")
    assert found.recall > 0.9
    assert found.pairs[0].tally.facets["roles"].value == 1


def test_a_fault_in_one_report_does_not_cost_the_others(folders: tuple[Path, Path, Path, Path]) -> None:
    def faulty(name: str, text: str, published: str | None) -> Coded:
        return stored(folders[3])(name, text, published) if name != "r03" else 1 / 0  # type: ignore[return-value]

    found = measure(folders[0], folders[1:3], faulty, "plover")
    assert found.failed == ("r03",)
    assert any("ZeroDivisionError" in note for note in found.notes)
    assert found.events.recall.part > 0


def test_what_cannot_be_compared_is_left_out_and_counted(tmp_path: Path) -> None:
    bare = {"id": "e2", "evidence": ["Ane Vik left for Chile."]}
    unquoted = {"id": "e3", "type": "CONSULT", "evidence": []}
    owed = [{"obligor": [], "due": "soon", "evidence": "Ane Vik left for Chile."}, {"obligor": []}]
    found = measure(*written(tmp_path, REPORT, {"events": [GOOD, bare, unquoted], "commitments": owed}), refusing, "plover")
    assert found.events.recall.whole == 1
    assert found.left_out == {
        "an event without a type": 1, "an event without evidence": 1, "a commitment without evidence": 1,
    }  # fmt: skip
    assert found.failed == ("one",)
    notes = "\n".join(found.notes)
    assert "publication date '2021-02-30' is none" in notes
    assert "'2021-13' is none" in notes
    assert "'soon' is none" in notes
    assert found.commitments_due.whole == 0
    assert [miss.reason for miss in found.misses] == ["not coded"]


def test_a_report_that_an_annotator_has_not(tmp_path: Path) -> None:
    reports, annotators = written(tmp_path, REPORT, {"events": [GOOD]})
    (reports / "two.json").write_text(json.dumps(REPORT), encoding="utf-8")
    found = measure(reports, annotators, refusing, "plover")
    assert (found.reports, sum(found.left_out.values())) == (1, 1)
    (annotators[0] / "one.json").rename(annotators[0] / "other.json")
    with pytest.raises(BadInput, match="no annotated reports"):
        measure(reports, annotators, refusing, "plover")


@pytest.mark.parametrize(
    ("report", "annotation", "why"),
    [
        ("{", {"events": []}, "not JSON"),
        ({"title": "no text"}, {"events": []}, "text"),
        (REPORT, [], "shape"),
        (REPORT, {"events": [{"type": 3}]}, "events"),
        (REPORT, {}, "events"),
    ],
)
def test_files_of_another_shape(tmp_path: Path, report: Any, annotation: Any, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        measure(*written(tmp_path, report, annotation), refusing, "plover")


def test_folders_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no such folder"):
        measure(tmp_path / "none", [tmp_path], refusing, "plover")
    with pytest.raises(BadInput, match="no reports"):
        measure(tmp_path, [tmp_path], refusing, "plover")
