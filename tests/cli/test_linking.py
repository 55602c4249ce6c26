"""`dragoman link`, `judge` and `review`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from tests.ledger.happenings import Act, report

TALKS = Act(kind=0, who=0, whom=1, day=1, place=1, status=0, words=0, name=0)
BLAME = Act(kind=3, who=2, whom=0, day=2, place=0, status=0, words=1, name=0)
CODINGS = [report(0, [TALKS, BLAME]), report(1, [TALKS]), report(2, [TALKS])]
A, B, C = (coding.events[0].id for coding in CODINGS)


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        for coding in CODINGS:
            ledger.add(Entry(coding, Sighting("Wire", None, coding.document.id)))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments), env={"COLUMNS": "120"})


def loaded(*arguments: str) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_records_are_linked_explained_parted_and_joined_again(db: str) -> None:
    assert loaded("link", "--db", db)["records_moved"] == 2
    assert loaded("link", "--db", db)["records_moved"] == 0
    assert loaded("link", "--all", "--db", db) == {"likely_pairs": 3, "records_moved": 0}
    why = loaded("link", "--explain", A, B, "--db", db)
    assert why["same"]
    assert why["path"]
    assert {sign["name"] for sign in why["signs"]} >= {"all_sides", "same_place"}
    assert why["base"] + sum(sign["weight"] for sign in why["signs"]) > 0
    done = run("judge", A, B, "not-same", "--coder", "Ida Berg", "--note", "two rounds", "--db", db)
    assert done.exit_code == 0
    said = run("link", "--explain", A, B, "--db", db).stdout
    assert "Ida Berg: not same (two rounds)" in said
    assert "judged not the same" in said
    assert f"{A} is of event" in said
    run("judge", B, A, "undo", "--coder", "Ida Berg", "--db", db)
    assert loaded("link", "--explain", A, B, "--db", db)["events"] == why["events"]


def test_what_cannot_be_one_is_told(db: str) -> None:
    run("link", "--db", db)
    said = run("link", "--explain", CODINGS[0].events[1].id, B, "--db", db).stdout
    assert "ACCUSE and CONSULT are different acts" in said
    assert "not compared: no kindred types" in said
    assert "two records of one report" in run("link", "--explain", A, CODINGS[0].events[1].id, "--db", db).stdout


def test_what_is_misused_is_told(db: str) -> None:
    assert run("judge", A, B, "same", "--coder", "machine", "--db", db).exit_code == 2
    assert "no record e-none" in run("judge", A, "e-none", "same", "--coder", "Ida Berg", "--db", db).stderr
    assert "is on two records" in run("judge", A, A, "same", "--coder", "Ida Berg", "--db", db).stderr
    assert "no field of a record" in run("review", "record", A, "--coder", "Ida Berg", "--correct", "colour", "--db", db).stderr
    assert "nothing was said" in run("review", "record", A, "--coder", "Ida Berg", "--db", db).stderr
    assert run("review", "record", A, "--coder", "Ida Berg", "--set", "type", "--db", db).exit_code == 2
    assert "there are: none" in run("review", "next", "--queue", "q", "--coder", "Ida Berg", "--db", db).stderr
    assert "no record" in run("link", "--explain", A, "e-none", "--db", db).stderr


def test_two_coders_review_blindly_a_third_decides(db: str) -> None:
    made = loaded("review", "queue", "first", "--size", "10", "--kind", "uncertain", "--db", db)
    assert [(one["items"], one["done"]) for one in made] == [(4, 0)]
    assert "already" in run("review", "queue", "first", "--db", db).stderr
    for coder, wrong in (("Ida Berg", A), ("Jon Dahl", B)):
        while (done := run("review", "next", "--queue", "first", "--coder", coder, "--json", "--db", db)).stdout:
            name = json.loads(done.stdout)["id"]
            said = ["--set", "status=planned"] if name == wrong else []
            assert run("review", "record", name, "--coder", coder, "--is", "correct", *said, "--db", db).exit_code == 0
        assert "nothing is left" in done.stderr
    assert loaded("review", "queue", "--db", db)[0]["done"] == 4
    assert "nothing is left for Kari Lund" in run("review", "next", "--queue", "first", "--coder", "Kari Lund", "--db", db).stderr

    agreed = {one["field"]: one for one in loaded("review", "agreement", "--db", db)}
    assert agreed["status"]["records"] == 4
    assert agreed["status"]["alpha"] < agreed["type"]["alpha"] == 1
    assert agreed["status"]["kappa"]["Ida Berg, Jon Dahl"] == pytest.approx(-1 / 3)
    machine = {one["field"]: one for one in loaded("review", "agreement", "--machine", "--db", db)}
    assert machine["status"]["kappa"]["Ida Berg, machine"] == 0
    assert {one["record"]: one["field"] for one in loaded("review", "adjudicate", "--db", db)} == {A: "status", B: "status"}
    for name in (A, B):
        run("review", "adjudicate", name, "--coder", "Kari Lund", "--correct", "status", "--db", db)
    assert loaded("review", "adjudicate", "--db", db) == []
    whole = loaded("review", "precision", "--db", db)[-1]
    assert (whole["type"], whole["right"], whole["of"]) == ("all", 4, 4)
    run("review", "adjudicate", A, "--coder", "Kari Lund", "--is", "wrong", "--note", "no meeting", "--db", db)
    assert loaded("review", "precision", "--db", db)[-1]["right"] == 3
    for command in ("queue", "agreement", "precision", "adjudicate"):
        assert run("review", command, "--db", db).exit_code == 0
