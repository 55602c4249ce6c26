"""`dragoman actors` and `dragoman places`."""
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def test_find() -> None:
    result = run("actors", "find", "Red Army", "--date", "1985")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["Red", "Army", "SUN", "military", "MIL", "military"]
    assert result.stdout.splitlines()[-1] == "SUN on 1985: Correlates of War 365, Gleditsch-Ward 365"


def test_find_as_json() -> None:
    found = json.loads(run("actors", "find", "Serbia", "--date", "2010-01-01", "--json").stdout)
    assert found["found"] == [
        {"name": "Serbia", "code": "SRB", "country": "SRB", "kind": "government", "sector": "GOV", "list": "names"}
    ]
    assert (found["day"], found["numbers"]) == ("2010-01-01", {"SRB": {"code": "SRB", "cow": 345, "gw": 340}})


def test_show() -> None:
    lines = run("actors", "show", "NATO", "--date", "2024-03-06").stdout.splitlines()
    assert lines[0] == "NATO  NATO (organisation, sector IGO)"
    assert "members, 2024-03-06: 31" in lines
    france = run("actors", "show", "FRA", "--date", "1988-01-01").stdout
    assert france.startswith("FRA  France (government, sector GOV, ISO 3166-1 FRA FR)\nFRA on 1988-01-01: Correlates of War 220, ")
    assert "GIN (suspended)" in run("actors", "show", "ECOWAS", "--date", "2024").stdout
    assert "at home in    RWA COD" in run("actors", "show", "FDLR").stdout
    assert "acts for MEX" in run("actors", "show", "MEX_PAN").stdout


def test_show_as_json() -> None:
    card = json.loads(run("actors", "show", "DEU", "--date", "1989-11-09", "--json").stdout)
    assert (card["code"], card["iso2"], card["numbers"]) == ("DEU", "DE", {"code": "DEU", "cow": 260, "gw": 260})
    assert {"names", "members", "member_of", "homes", "groups", "day"} <= card.keys()


def test_places() -> None:
    assert [line.split()[1] for line in run("places", "find", "Tripoli").stdout.splitlines()][:2] == ["LBY", "LBN"]
    first = json.loads(run("places", "find", "Kashmir", "--json").stdout)[0]
    assert (first["feature"], first["country"], first["countries"]) == ("disputed", None, ["IND", "PAK", "CHN"])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("actors", "find", "Kremln"), 1, "did you mean Kremlin?"), (("actors", "show", "XQZ"), 1, "actors find NAME"),
        (("actors", "show", "FRA", "--date", "2020-13-01"), 2, "no date"), (("actors", "find", "France", "--date", "today"), 2, "no date"),
        (("places", "find", "Isanbul"), 1, "Istanbul"), (("actors", "show"), 2, "CODE"),
    ],
)  # fmt: skip
def test_what_is_not_there(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert words in result.stderr


def test_the_page_on_adding_an_actor(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto" / "add-an-actor.md").read_text(encoding="utf-8")
    entries, printed = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("toml", "text"))
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.toml").write_text("\n".join(entries), encoding="utf-8")
    mine = ("--lexicon", str(tmp_path))
    assert [run("actors", "show", "LAKEUNION", "--date", "2018-01-01", *mine).stdout] == printed
    assert run("actors", "find", "uls", *mine).stdout.split()[:2] == ["ULS", "LAKEUNION"]
