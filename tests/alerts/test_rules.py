"""Rules of alerts: what a file may say, and what is said of one that is wrong."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.alerts.rules import load
from dragoman.errors import DataError

TARGET = 'file = "out.jsonl"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_are_read(tmp_path: Path) -> None:
    text = f'[[alert]]\nname = "visits"\nactors = "EST"\ntype = ["CONSULT"]\n{TARGET}[[alert]]\nname = "late"\noverdue = true\n{TARGET}'
    visits, late = load(written(tmp_path, text))
    assert (visits.actors, visits.type, visits.subject) == (("EST",), ("CONSULT",), "event")
    assert (late.subject, late.overdue) == ("commitment", True)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (f'actor = "EST"\n{TARGET}', ["unknown key 'actor'", "did you mean actors?"]),
        (f"zzz = 1\n{TARGET}", ["unknown key 'zzz'", "its keys are name, actors"]),
        ("", ["none to deliver to", "file, command and webhook"]),
        (f'command = ["cat"]\n{TARGET}', ["file and command to deliver to"]),
        ('command = "cat x"\n', ["Expected `array`", "command"]),
        ('webhook = "https://example.org/"\n', ["webhook and secret go together", "environment variable"]),
        ('webhook = "ftp://example.org/"\nsecret = "S"\n', ["no http or https address"]),
        ('webhook = "https://example.org:99999/"\nsecret = "S"\n', ["no http or https address"]),
        ('webhook = "https:///in"\nsecret = "S"\n', ["no http or https address"]),
        (f'state = ["late"]\n{TARGET}', ["'late' is no state", "delayed"]),
        (f'meeting = ["gone"]\n{TARGET}', ["'gone' is no meeting", "cancelled"]),
        (f'meeting = ["held"]\noverdue = true\n{TARGET}', ["both meeting and state or overdue"]),
        (f'overdue = true\ntype = "AID"\n{TARGET}', ["type with a rule on a commitment"]),
        (f"at_least = 3\n{TARGET}", ["at_least and within_days go together"]),
        (f"at_least = 1\nwithin_days = 2\n{TARGET}", ["too small"]),
        (f"at_least = 2\nwithin_days = 2\nfirst = true\n{TARGET}", ["both first and at_least"]),
        (f"min_confidence = 2.0\n{TARGET}", ["min_confidence 2"]),
    ],
)
def test_wrong_rules_name_the_file_the_entry_and_the_remedy(tmp_path: Path, entry: str, says: list[str]) -> None:
    path = written(tmp_path, f'[[alert]]\nname = "mine"\n{entry}')
    with pytest.raises(DataError) as caught:
        load(path)
    told = str(caught.value)
    assert f"{path}, entry [alert 1: mine]" in told
    assert [said for said in says if said not in told] == [], told
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no \\[\\[alert\\]\\] entry"),
        ("[[alert]\n", "is no TOML"),
        (f'[[alert]]\nname = "a"\n{TARGET}[settings]\n', "'settings' is unknown"),
        (f"[[alert]]\n{TARGET}", "missing required field `name`"),
        (f'[[alert]]\nname = "a"\n{TARGET}' * 2, "two alerts are named 'a'"),
    ],
)
def test_files_that_are_no_rules(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        load(written(tmp_path, text))
    with pytest.raises(DataError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_the_rules_of_the_manual_are_read(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "howto" / "alerts.md").read_text(encoding="utf-8")
    block = manual[manual.index("    [[alert]]") : manual.index("**A ledger")]
    rules = load(written(tmp_path, block))
    assert [rule.subject for rule in rules] == ["event", "commitment", "event"]
