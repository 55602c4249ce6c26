"""`dragoman events`, `report`, `reports`, `sources`, `retract`, `forget`, `import`."""
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.fiction import codings
from benchmarks.million import fill
from dragoman.cli import build
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from tests.ledger.made import coding


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        for number in range(3):
            ledger.add(Entry(coding(number), Sighting("Baltic Wire", f"https://example.org/{number}")))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments), env={"COLUMNS": "120"})


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events(db: str) -> None:
    shown = run("events", "--db", db, "--actor", "Estonia", "--limit", "2")
    assert shown.exit_code == 0
    assert shown.stdout.count("CONSULT") == 2
    assert "report " in shown.stdout
    assert "of 2024-03-04, Baltic Wire" in shown.stdout
    cursor = shown.stderr.split("--after ")[1].strip()
    rest = run("events", "--db", db, "--actor", "Estonia", "--limit", "2", "--after", cursor)
    assert (rest.stdout.count("CONSULT"), rest.stderr) == (1, "")
    assert run("events", "--db", db, "--after", "1").stderr == "dragoman: no more events\n"


def test_events_as_lines(db: str) -> None:
    everything = lines(run("events", "--db", db, "--jsonl", "--limit", "0"))
    assert len(everything) == 6
    one = everything[0]
    records = one.pop("records")
    assert isinstance(records, list)
    assert one.pop("texts") == 1
    assert set(records[0]) == {"record", "report", "published", "source", "status", "evidence"}
    report = json.loads(run("report", "--db", db, str(records[0]["report"]), "--json").stdout)
    assert one in report["codings"]["machine"]["events"]


def test_nothing_found_and_names_that_are_none(db: str, tmp_path: Path) -> None:
    nothing = run("events", "--db", db, "--type", "ASSAULT", "--jsonl")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "none found: 3 reports were read" in nothing.stderr
    Ledger.open(str(tmp_path / "new.db"), create=True).close()
    assert "no report read" in run("events", "--db", str(tmp_path / "new.db")).stderr
    wrong = run("events", "--db", db, "--actor", "Estonja")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "did you mean" in wrong.stderr
    assert run("events", "--db", db, "--since", "2024-02-30").exit_code == 2
    missing = run("events", "--db", str(tmp_path / "none.db"))
    assert (missing.exit_code, (tmp_path / "none.db").exists()) == (1, False)


def test_reports_and_one_of_them(db: str) -> None:
    found = lines(run("reports", "--db", db, "--jsonl"))
    assert len(found) == 3
    name = str(found[0]["id"])
    page = run("reports", "--db", db, "--limit", "1")
    assert page.stdout.startswith(f"{name}  2024-03-04   2 records  Baltic Wire: Estonia and Latvia talk")
    assert f"--after {name}" in page.stderr
    shown = run("report", "--db", db, name[:7])
    assert "It was round" in shown.stdout
    assert "https://example.org/" in shown.stdout
    assert "Commitments" in shown.stdout
    assert run("report", "--db", db, "zzzz").exit_code == 1


def test_reports_by_the_words_of_their_texts(db: str) -> None:
    [found] = lines(run("reports", "--db", db, "--words", '"round 2"', "--jsonl"))
    [passage] = found["passages"]  # type: ignore[misc]
    text = coding(2).document.text
    assert [text[mark["start"] : mark["end"]] for mark in passage["marks"]] == ["round 2"]
    shown = run("reports", "--db", db, "--words", "rounds talk*", "--limit", "1")
    assert shown.stdout.splitlines()[1:] == ["    It was round 2 of the talks."]
    assert "--after" in shown.stderr
    for words, why in (("moscow", "3 reports were read, and no text has these words"), ("the", "has no word that can be searched for")):
        assert why in run("reports", "--db", db, "--words", words).stderr
    day = lines(run("sources", "--db", db, "--jsonl"))[0]["last"]
    assert len(lines(run("reports", "--db", db, "--met", str(day), "--jsonl"))) == 3
    assert lines(run("reports", "--db", db, "--met", "2001", "--jsonl")) == []
    assert run("reports", "--db", db, "--met", "2024-13").exit_code == 2


def test_evidence_is_marked() -> None:
    from dragoman.cli.report import marked

    told = coding(1)
    [text] = marked(told)
    assert text.plain == told.document.text
    bold = {text.plain[span.start : span.end] for span in text.spans if span.style == "bold"}
    assert bold == {span.text for event in told.events for span in event.evidence}


def test_sources(db: str) -> None:
    [source] = lines(run("sources", "--db", db, "--jsonl"))
    assert (source["name"], source["read"], source["new"]) == ("Baltic Wire", 3, True)
    assert "new" in run("sources", "--db", db).stdout
    assert "silent since" in run("sources", "--db", db, "--until", "2099").stdout


def test_retract_and_forget(db: str) -> None:
    name = str(lines(run("reports", "--db", db, "--jsonl"))[0]["id"])
    assert run("retract", "--db", db, name).exit_code == 2, "a reason is needed"
    assert run("retract", "--db", db, name, "--why", "withdrawn").stdout == f"report {name} is retracted, with its 2 records\n"
    assert "as it was already" in run("retract", "--db", db, name, "--why", "again").stdout
    assert len(lines(run("events", "--db", db, "--jsonl"))) == 4
    assert len(lines(run("events", "--db", db, "--jsonl", "--retracted"))) == 6
    assert "(retracted)" in run("reports", "--db", db, "--retracted").stdout
    assert "holds again" in run("retract", "--db", db, name, "--why", "the wrong one", "--undo").stdout
    forgotten = run("forget", "--db", db, name, "--why", "asked by its publisher")
    assert (forgotten.exit_code, forgotten.stdout) == (0, f"report {name} is forgotten; its 2 records keep their codes\n")
    assert "backups" in forgotten.stderr
    shown = run("report", "--db", db, name).stdout
    assert "forgotten" in shown
    assert "Riga on 3 March" not in shown


def test_import(db: str, tmp_path: Path) -> None:
    table, mapping, bad = tmp_path / "kept.csv", tmp_path / "kept.toml", tmp_path / "bad.csv"
    table.write_text("Type,Who,Paper\nCONSULT,Peru; Chile,Lima Courier\nTALK,Peru,Lima Courier\n", encoding="utf-8")
    mapping.write_text('kind = "events"\n[columns]\ntype = "Type"\nactors = "Who"\nsource = "Paper"\n', encoding="utf-8")
    command = ("import", str(table), "--map", str(mapping), "--db", db, "--coder")
    assert run(*command, " ").exit_code == 2
    assert run(*command, "machine").exit_code == 2
    checked = run(*command, "Rosa Lind", "--check")
    assert checked.stdout == "2 rows: 1 good, 1 set aside\n"
    assert lines(run("events", "--db", db, "--jsonl", "--dyad", "PER:CHL")) == []
    done = run(*command, "Rosa Lind", "--bad", str(bad))
    assert (done.exit_code, done.stdout) == (1, "2 rows: 1 good, 1 new, 0 changed, 0 known, 1 set aside\n")
    assert "line 3: 'TALK' is no type" in done.stderr
    assert bad.read_text(encoding="utf-8").splitlines()[1].startswith("TALK,Peru,Lima Courier,")
    assert len(lines(run("events", "--db", db, "--jsonl", "--dyad", "PER:CHL"))) == 1
    again = json.loads(run(*command, "Rosa Lind", "--json").stdout)
    assert again["taken"] == {"new": 0, "changed": 0, "known": 1, "reports": 1}
    last = str(lines(run("reports", "--db", db, "--jsonl"))[-1]["id"])
    assert "coded by Rosa Lind" in run("report", "--db", db, last).stdout


def test_the_page_on_importing(db: str, tmp_path: Path) -> None:
    """Its example is taken in as it stands, and twice is once."""
    page = (Path(__file__).parents[2] / "docs" / "howto" / "import-hand-kept.md").read_text(encoding="utf-8")
    for kind in ("toml", "csv"):
        [example] = re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)
        (tmp_path / f"talks.{kind}").write_text(example, encoding="utf-8")
    command = ("import", str(tmp_path / "talks.csv"), "--map", str(tmp_path / "talks.toml"), "--coder", "Rosa Lind", "--db", db)
    said = [run(*command).stdout for _ in range(2)]
    assert said == ["2 rows: 2 good, 2 new, 0 changed, 0 known, 0 set aside\n", "2 rows: 2 good, 0 new, 0 changed, 2 known, 0 set aside\n"]
    assert len(lines(run("events", "--db", db, "--jsonl", "--source", "Lima Courier"))) == 2


def test_the_millions_questions_on_a_small_ledger(tmp_path: Path) -> None:
    from benchmarks.million import measure, questions, size

    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        fill(ledger, codings(400))
        with ledger.reading() as connection:
            asked = questions(connection)
        took = measure(ledger, runs=1)
        assert took.keys() == asked.keys()
        assert max(milliseconds for milliseconds, _ in took.values()) < 2000
        assert size(ledger)["records"] == 400
