"""`dragoman alerts`, `ingest --alerts` and `watch --alerts`, with the real engine, a real feed and a real receiver."""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build
from tests.alerts.receiver import receiver
from tests.net.hostile import rss, serve

REPORTS = {
    "expulsion.txt": "Envoys must leave\n\nChile expelled two Peruvian diplomats on Tuesday, the foreign ministry said.\n",
    "delay.txt": "RIGA - Delivery of four patrol boats from Sweden to Latvia has been delayed until 30 September 2024, the navy said.\n",
}
RULES = """
[[alert]]
name = "expulsions"
actors = "Chile"
mode = "expel"
file = "out.jsonl"

[[alert]]
name = "late"
state = "delayed"
file = "out.jsonl"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with reports and rules."""
    (tmp_path / "reports").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    (tmp_path / "alerts.toml").write_text(RULES, encoding="utf-8")
    return tmp_path


def run(arguments: Sequence[str], url: str, **environment: str) -> Result:
    return CliRunner().invoke(build(), [*arguments, "--db", url], env=environment)


def out(place: Path) -> list[str]:
    return [json.loads(line)["alert"] for line in (place / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_ingest_tells_of_each_report_and_only_once(place: Path, ledger_url: str) -> None:
    given = ["ingest", str(place / "reports"), "--date", "2024-05-07", "--alerts", str(place / "alerts.toml")]
    first = run(given, ledger_url)
    assert first.exit_code == 0, first.output
    assert "dragoman: alert expulsions: 1 fired, 1 delivered" in first.stderr
    assert sorted(out(place)) == ["expulsions", "late"]
    again = run(given, ledger_url)
    assert (again.exit_code, "alert" in again.stderr) == (0, False)
    assert run(["alerts", "run", str(place / "alerts.toml")], ledger_url).exit_code == 0
    assert sorted(out(place)) == ["expulsions", "late"]
    listed = run(["alerts", "list"], ledger_url).stdout
    assert "expulsions: " in listed
    assert "CHL > PER" in listed
    assert "late: " in listed
    assert "delayed, due 2024-09-30" in listed
    lines = [json.loads(line) for line in run(["alerts", "list", "--alert", "late", "--jsonl"], ledger_url).stdout.splitlines()]
    assert [(line["state"], bool(line["delivered_at"])) for line in lines] == [("delayed", True)]
    assert "no alert has fired" in run(["alerts", "list", "--undelivered"], ledger_url).stderr


def test_what_was_there_before_is_told_by_alerts_run(place: Path, ledger_url: str) -> None:
    assert run(["ingest", str(place / "reports"), "--date", "2024-05-07"], ledger_url).exit_code == 0
    marked = run(["alerts", "run", str(place / "alerts.toml"), "--mark"], ledger_url)
    assert "alert expulsions: 1 counted as told" in marked.stderr
    assert not (place / "out.jsonl").exists()
    other = place / "other.toml"
    other.write_text(RULES.replace("expulsions", "others"), encoding="utf-8")
    assert run(["alerts", "run", str(other)], ledger_url).exit_code == 0
    assert out(place) == ["others"]


def test_a_webhook_on_the_local_network_has_to_be_allowed(place: Path, ledger_url: str) -> None:
    assert run(["ingest", str(place / "reports"), "--date", "2024-05-07"], ledger_url).exit_code == 0
    rules = place / "hook.toml"
    with receiver() as received:
        target = f'webhook = "{received.url}"\nsecret = "HOOK_SECRET"\n'
        rules.write_text(f'[[alert]]\nname = "hook"\nmode = "expel"\n{target}', encoding="utf-8")
        refused = run(["alerts", "run", str(rules)], ledger_url, HOOK_SECRET="s")
        assert (refused.exit_code, received.calls) == (1, [])
        assert "an address of this machine" in refused.stderr
        assert "--allow-local" in refused.stderr
        assert "waits, 1 tries" in run(["alerts", "list", "--undelivered"], ledger_url).stdout
        done = run(["alerts", "run", str(rules), "--allow-local", "127.0.0.1"], ledger_url, HOOK_SECRET="s")
        assert (done.exit_code, len(received.calls)) == (0, 1), done.stderr
    assert received.objects[0]["type"]


@pytest.mark.parametrize("command", [["alerts", "run"], ["ingest", "reports", "--alerts"], ["watch", "--once", "--alerts"]])
def test_wrong_rules_end_a_run_before_it_begins(tmp_path: Path, command: list[str]) -> None:
    db = str(tmp_path / "ledger.db")
    assert run(["db", "init"], db).exit_code == 0
    rules = tmp_path / "alerts.toml"
    rules.write_text('[[alert]]\nname = "a"\ntypes = "AID"\nfile = "x"\n', encoding="utf-8")
    done = run([*command, str(rules)], db)
    assert done.exit_code == 1
    assert "entry [alert 1: a]" in done.stderr
    assert "did you mean type?" in done.stderr


def test_watch_tells_of_what_a_feed_brings(place: Path, tmp_path: Path) -> None:
    text = REPORTS["expulsion.txt"].partition("\n\n")[2]
    with serve() as server:
        server.changing = rss(f"<item><title>Envoys must leave</title><guid>1</guid><description>{text}</description></item>")
        allowed = ("--once", "--summary", "--pause", "0", "--allow-local", server.host)
        given = ["watch", f"{server.address}/changing", *allowed, "--alerts", str(place / "alerts.toml")]
        db = str(tmp_path / "ledger.db")
        done = run(given, db)
        assert "alert expulsions: 1 fired, 1 delivered" in done.stderr, done.output
        assert out(place) == ["expulsions"]
        run(given, db)
    assert out(place) == ["expulsions"]
