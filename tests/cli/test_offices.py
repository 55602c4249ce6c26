"""`dragoman offices`: codings to a register, a name looked up, lists in and out of a ledger."""
from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.register.listing import COLUMNS, read
from tests.register.made import coding

OWN = "person,office,country,first_seen\nGrace Okello,PM,UGA,2019-01\nOmar Marbat,FM,Egypt,\n"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(build(), ["offices", *map(str, arguments)], input=stdin)


def lines(*days: str) -> bytes:
    return b"".join(msgspec.json.encode(coding(day, "Grace Okello, PM, UGA", "Ann Lee, envoy, ?")) + b"\n" for day in days)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_codings_become_a_list(tmp_path: Path) -> None:
    first, second, out = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "out.csv"
    first.write_bytes(lines("2019-01-01"))
    second.write_bytes(lines("2019-05-01"))
    result = run("build", second, first, "-o", out)
    assert result.exit_code == 0
    assert result.stderr == (
        "dragoman: 1 holdings; left out: 2 offices of no state, 0 of reports without a date, 0 lines that are no coding\n"
    )
    (holding,) = read(out).register.holdings
    assert (holding.person, holding.office, holding.first_seen, holding.last_seen) == (
        "Grace Okello", "prime minister", "2019-01-01", "2019-05-01",
    )  # fmt: skip


def test_a_line_that_is_no_coding_is_named(tmp_path: Path) -> None:
    result = run("build", "-", stdin=lines("2019-01-01") + b'{"document": 1}\n\nno\n')
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert "set aside: -, line 2: " in result.stderr
    assert "set aside: -, line 4: " in result.stderr
    assert result.stderr.endswith("2 lines that are no coding\n")


def test_what_cannot_be_read_or_written(tmp_path: Path) -> None:
    missing = run("build", tmp_path / "none.jsonl")
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (1, True)
    there = tmp_path / "a.jsonl"
    there.write_bytes(lines("2019-01-01"))
    refused = run("build", there, "-o", tmp_path)
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (1, True)


def test_find_in_a_file(own: Path) -> None:
    found = run("find", "Okello", "--offices", own, "--date", "2020-05")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        "2020-05: Grace Okello, prime minister, UGA, seen 2019-01-01 to open",
        "holds    Grace Okello, prime minister, UGA, 2019-01-01 to",
    ]
    assert "line 3: set aside: country 'Egypt' is no code" in found.stderr
    early = run("find", "Okello", "--offices", own, "--date", "2018", "--json")
    assert early.exit_code == 1
    assert json.loads(early.stdout)["answer"]["holding"] is None
    assert len(json.loads(early.stdout)["holdings"]) == 1
    assert run("find", "Okello", "--offices", own, "--date", "yesterday").exit_code == 2


def test_a_ledgers_register(tmp_path: Path, own: Path) -> None:
    db = tmp_path / "l.db"
    with Ledger.open(str(db), create=True) as ledger:
        for day in ("2018-03-01", "2018-08-01"):
            ledger.add(Entry(coding(day, "Omar Marbat, FM, EGY", "Peter Auma, acting PM, UGA"), Sighting("agency")))
    looked_up = run("find", "Marbat", "--date", "2018-10-01", "--db", db)
    assert "Omar Marbat, foreign minister, EGY, seen 2018-03-01 to 2018-08-01" in looked_up.stdout
    taken = run("import", own, "--coder", "desk", "--db", db)
    assert taken.exit_code == 1  # one row is wrong
    assert "new, 1 offices as report " in taken.stderr
    assert "known, 1 offices as report " in run("import", own, "--coder", "desk", "--db", db).stderr
    out = tmp_path / "out.csv"
    assert run("export", "-o", out, "--db", db).exit_code == 0
    assert [(h.person, h.office, h.first_seen, h.last_seen) for h in read(out).register.holdings] == [
        ("Grace Okello", "prime minister", "2019-01-01", None),
        ("Omar Marbat", "foreign minister", "2018-03-01", "2018-08-01"),
        ("Peter Auma", "acting prime minister", "2018-03-01", "2018-08-01"),
    ]


def test_no_ledger(tmp_path: Path) -> None:
    result = run("export", "--db", tmp_path / "none.db")
    assert (result.exit_code, "there is no ledger" in result.stderr) == (1, True)
