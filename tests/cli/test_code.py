"""`dragoman code`: output, batches, bad input, exit codes."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman import exports
from dragoman.cli import build
from dragoman.errors import MissingModel
from dragoman.model import Coding, Document
from tests.cli import coder
from tests.servers import refusing, serve

REPORT = "Minister flies to Oslo\n\nEstonia's foreign minister flew to Oslo on Monday.\n"
RUSSIAN = "Министр иностранных дел вылетел в Осло в понедельник, сообщили источники."
CHINESE = "外交部长星期一飞往奥斯陆，双方将就贸易问题举行会谈。"
FRENCH = "Le ministre des Affaires étrangères s’est rendu à Oslo lundi pour y rencontrer son homologue norvégien, a dit un porte-parole."
SAY_WHY = "why: "
SAY_WHAT_TO_DO = "try: "


@pytest.fixture(autouse=True)
def _without_a_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dragoman, "code_document", coder.code_document, raising=False)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve() as address:
        yield address


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(build(), ["code", *arguments], input=stdin)


def test_json_is_the_contract(report: str) -> None:
    result = run(report, "--json", "--date", "2020-09-04")
    coding = json.loads(result.stdout)
    assert list(coding) == ["document", "coder", "events", "commitments", "offices", "relations", "named", "progress"]
    assert coding["document"]["text"] == REPORT
    assert (coding["document"]["published"], coding["document"]["published_basis"]) == ("2020-09-04", "given")
    assert result.exit_code == 0


def test_jsonl_is_one_object_a_line(report: str) -> None:
    result = run(report, report, "--jsonl")
    texts = [json.loads(line)["document"]["text"] for line in result.stdout.splitlines()]
    assert texts == [REPORT, REPORT]


def test_json_of_several_is_one_object_after_another(report: str) -> None:
    text = run(report, report, "--json").stdout
    first, end = json.JSONDecoder().raw_decode(text)
    assert json.loads(text[end:]) == first


def test_every_exporter_has_a_help_and_can_be_named(report: str) -> None:
    for name in exports.names():
        assert exports.exporter(name).__doc__
        assert run(report, "--to", name).exit_code == 0


def test_standard_input_and_the_profile() -> None:
    coding = json.loads(run("-", "--json", "--profile", "cameo", stdin=REPORT).stdout)
    assert (coding["document"]["source"], coding["coder"]["profile"]) == ("-", "cameo")


def test_the_least_confidence_is_handed_on(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float | None] = []

    def code_document(document: Document, *, min_confidence: float | None = None, **options: object) -> Coding:
        given.append(min_confidence)
        return coder.full()

    monkeypatch.setattr(dragoman, "code_document", code_document)
    assert [run(report, *option).exit_code for option in ((), ("--min-confidence", "0"), ("--min-confidence", ".7"))] == [0, 0, 0]
    assert given == [None, 0.0, 0.7]


@pytest.mark.parametrize("chance", ["-0.1", "2", "nan", "much"])
def test_a_confidence_that_is_no_chance_is_refused(report: str, chance: str) -> None:
    result = run(report, f"--min-confidence={chance}")
    assert result.exit_code == 2
    assert "--min-confidence" in result.stderr


def test_the_table_is_the_default(report: str) -> None:
    assert "No event found" in run(report).stdout


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "nothing"),
        ("picture.txt", b"\x89PNG\r\n", "PNG"),
        ("big.txt", b"a" * 10_000_000, "MB"),
        ("page.html", b"<html><body><p", "markup"),
        ("blank.txt", b" \n\n\t", "nothing"),
        ("noise.txt", bytes(range(256)) * 4, "zero bytes"),
        ("russian.txt", RUSSIAN.encode(), "another script"),
        ("chinese.txt", CHINESE.encode(), "another script"),
        ("french.txt", FRENCH.encode("cp1252"), "English"),
        ("spanish.txt", b"El ministro sale el lunes de la capital para reunirse con el rey. " * 5, "English"),
    ],
)
def test_bad_input_is_named_and_the_others_are_coded(
    report: str, tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(data)
    result = run(report, str(bad), report, "--jsonl")
    assert len(result.stdout.splitlines()) == 2
    complaint, cause, remedy, summary = result.stderr.splitlines()
    assert complaint.startswith(f"dragoman: {bad}: ")
    assert SAY_WHY in cause
    assert why in cause
    assert SAY_WHAT_TO_DO in remedy
    assert summary == f"dragoman: 3 reports, 2 coded, 1 failed: {bad}"
    assert result.exit_code == 1


def test_a_directory_and_a_file_that_is_not_there(report: str, tmp_path: Path) -> None:
    result = run(str(tmp_path), report, str(tmp_path / "none.txt"), "--jsonl")
    assert "it is a directory" in result.stderr
    assert "no such file" in result.stderr
    assert "3 reports, 1 coded, 2 failed" in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert result.exit_code == 1


def test_the_model_by_option_or_environment(report: str) -> None:
    assert json.loads(run(report, "--json", "--model", "one").stdout)["coder"]["model"] == "one"
    by_environment = CliRunner().invoke(build(), ["code", report, "--json"], env={"DRAGOMAN_MODEL": "two"})
    assert json.loads(by_environment.stdout)["coder"]["model"] == "two"


@pytest.mark.parametrize("path", ["/loop", "/status/404", "/broken"])
def test_bad_addresses(server: str, path: str) -> None:
    result = run(server + path)
    assert result.stderr.startswith(f"dragoman: {server}{path}: ")
    assert SAY_WHAT_TO_DO in result.stderr
    assert result.exit_code == 1


def test_a_refused_connection() -> None:
    address = refusing()
    result = run(address)
    assert address in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize("arguments", ["--date 2020-02-30", "--json --to jsonl", "--to xml", "--profile none"])
def test_misuse(report: str, arguments: str) -> None:
    result = run(report, *arguments.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_an_impossible_date_says_what_to_do(report: str) -> None:
    result = run(report, "--date", "2020-02-30")
    assert "'2020-02-30'" in result.stderr
    assert SAY_WHY in result.stderr
    assert SAY_WHAT_TO_DO in result.stderr


def test_a_missing_model_is_said_once(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MissingModel("no English parser", "none is installed", "make run")

    monkeypatch.setattr(dragoman, "code_document", fail)
    result = run(report, report)
    assert result.stderr.count("no English parser") == 1
    assert result.exit_code == 1


def test_a_fault_of_ours_does_not_cost_the_other_reports(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(dragoman, "code_document", fail)
    result = run(report, report)
    assert "fault in Dragoman itself (KeyError: 'oops')" in result.stderr
    assert "2 reports, 0 coded, 2 failed" in result.stderr
    assert result.exit_code == 1
