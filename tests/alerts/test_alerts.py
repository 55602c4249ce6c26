"""Alerts: rules of a file, what they find, each fired once, delivered to files, commands and a real server, on both databases."""
from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman import resources
from dragoman.alerts import run as running
from dragoman.alerts.deliver import SIGNED, signature
from dragoman.alerts.rules import load
from dragoman.alerts.run import Ran
from dragoman.cli import build
from dragoman.errors import DragomanError
from dragoman.ledger import fired
from dragoman.ledger.store import Ledger
from dragoman.net.allow import parse_allowed
from dragoman.net.post import post
from dragoman.readers import make_document
from tests.following.test_as_of import NAMES, Taking, codings
from tests.servers import refusing

TEXTS = (
    ("2024-03-05", "OSLO - Norway expelled two Chadian diplomats on Tuesday, the Foreign Ministry said."),
    ("2024-03-06", "OSLO - Norway expelled three Malian diplomats on Wednesday, the Foreign Ministry said."),
    ("2024-03-07", "OSLO - Norway expelled a Chadian consul on Thursday, the Foreign Ministry said."),
    ("2024-03-08", "OSLO - Norway's foreign minister met his Peruvian counterpart in Lima on Friday, the Foreign Ministry said."),
)


@cache
def coded(number: int):  # type: ignore[no-untyped-def]
    day, text = TEXTS[number]
    return dragoman.code_document(make_document(text, published=day, published_basis="given"))


def take(ledger: Ledger, *numbers: int) -> None:
    world = Taking(ledger)
    for number in numbers:
        world.run(("take", coded(number)))


def rules(folder: Path, more: str, to: str = "") -> Path:
    path = folder / "alerts.toml"
    where = to or f"file = {json.dumps(str(folder / 'out.jsonl'))}"
    path.write_text(f'[[alert]]\nname = "one"\n{more}\n[alert.deliver]\n{where}\n', "utf-8")
    return path


def fire(ledger: Ledger, path: Path, *, all_of_it: bool = True, today: str = "2026-01-01") -> Ran:
    send = partial(post, allowed=parse_allowed(["127.0.0.1"]))
    return running.run(ledger, load(path), partial(resources.load, None), send, today=today, sleep=lambda _: None, all_of_it=all_of_it)


def said(folder: Path) -> list[str]:
    path = folder / "out.jsonl"
    return [json.loads(line)["says"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []


EXPEL = 'actors = ["NOR"]\ntype = ["SANCTION"]'


def test_each_event_fires_once(ledger: Ledger, tmp_path: Path) -> None:
    path = rules(tmp_path, EXPEL)
    take(ledger, 0, 3)
    assert fire(ledger, path).fired == 1
    assert fire(ledger, path).fired == 0
    take(ledger, 1)
    assert fire(ledger, path).fired == 1
    assert said(tmp_path) == ["2024-03-05: NOR SANCTION/expel TCD, occurred", "2024-03-06: NOR SANCTION/expel MLI, occurred"]


def test_at_its_first_run_a_rule_only_notes_what_is_there(ledger: Ledger, tmp_path: Path) -> None:
    path = rules(tmp_path, EXPEL)
    take(ledger, 0)
    assert fire(ledger, path, all_of_it=False).fired == 0
    take(ledger, 1)
    assert fire(ledger, path, all_of_it=False).fired == 1
    with ledger.reading() as c:
        assert len(fired.every(c)) == 1


def test_the_first_of_its_kind_and_so_many_in_so_few_days(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, 0, 1, 2)
    fire(ledger, rules(tmp_path, f"{EXPEL}\nfirst = true"))
    assert [line.split(" ")[3] for line in said(tmp_path)] == ["TCD,", "MLI,"]
    (tmp_path / "out.jsonl").unlink()
    many = rules(tmp_path, f"{EXPEL}\nat_least = 3\nwithin_days = 3")
    many.write_text(many.read_text("utf-8").replace('"one"', '"many"'), "utf-8")
    fire(ledger, many)
    assert [line[:10] for line in said(tmp_path)] == ["2024-03-07"]


def test_steps_of_commitments_and_meetings_and_what_is_overdue(ledger: Ledger, tmp_path: Path) -> None:
    world = Taking(ledger)
    for coding in (*codings(NAMES[0])[:3], *codings(NAMES[1])[:3]):
        world.run(("take", coding))
    path = tmp_path / "alerts.toml"
    to = f"[alert.deliver]\nfile = {json.dumps(str(tmp_path / 'out.jsonl'))}\n"
    path.write_text(
        f'[[alert]]\nname = "late"\nactors = ["RUS"]\ncommitment = ["delayed"]\n{to}'
        f'[[alert]]\nname = "moved"\nmeeting = ["rescheduled", "cancelled"]\n{to}'
        f'[[alert]]\nname = "due"\noverdue = true\n{to}', "utf-8",
    )  # fmt: skip
    assert fire(ledger, path, today="2025-04-01").fired == 2
    assert [line.split(": ", 1)[1] for line in said(tmp_path)] == [
        "delayed: RUS > IND, five regiments of Vartan-3 air defence systems", "rescheduled: visit of KEN, UGA",
    ]  # fmt: skip
    assert fire(ledger, path, today="2026-04-01").fired == 1
    assert said(tmp_path)[-1].startswith("overdue since 2025-12-31: RUS > IND")
    assert fire(ledger, path, today="2026-04-02").fired == 0


class Hook(BaseHTTPRequestHandler):
    """Answers with the codes that it is given, then with 200; keeps what it gets."""

    got: list[tuple[bytes, str | None]]
    answers: list[int]

    def do_POST(self) -> None:
        self.got.append((self.rfile.read(int(self.headers["Content-Length"])), self.headers[SIGNED]))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def hook(*answers: int) -> Iterator[tuple[str, list[tuple[bytes, str | None]]]]:
    kind = type("OneHook", (Hook,), {"got": [], "answers": list(answers)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/x", kind.got  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_is_signed_and_tried_again(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "fiction")
    take(ledger, 0)
    with hook(503, 500) as (url, got):
        ran = fire(ledger, rules(tmp_path, EXPEL, f'webhook = "{url}"\nsecret = "HOOK_SECRET"'))
    assert (ran.delivered, ran.failed, len(got)) == (1, (), 3)
    body, signed = got[-1]
    assert signed == signature(body, "fiction") != signature(body, "other")
    assert json.loads(body)["about"]["type"] == "SANCTION"


def test_what_cannot_be_delivered_waits(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, 0)
    refused = fire(ledger, rules(tmp_path, EXPEL, f'webhook = "{refusing()}"'))
    assert (refused.fired, refused.delivered, len(refused.failed)) == (1, 0, 1)
    with ledger.reading() as c:
        assert [(one.tries, one.delivered_at) for one in fired.every(c)] == [(1, None)]
    with hook(404) as (url, got):
        assert fire(ledger, rules(tmp_path, EXPEL, f'webhook = "{url}"')).delivered == 0
        assert len(got) == 1
        assert fire(ledger, rules(tmp_path, EXPEL, f'webhook = "{url}"')).delivered == 1
        assert fire(ledger, rules(tmp_path, EXPEL, f'webhook = "{url}"')).delivered == 0


def test_an_address_of_the_local_network_is_refused_unless_it_is_allowed(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, 0)
    with hook() as (url, got):
        ran = running.run(ledger, load(rules(tmp_path, EXPEL, f'webhook = "{url}"')), partial(resources.load, None), post, all_of_it=True)
    assert (ran.delivered, got) == (0, [])
    assert "--allow-local" in str(ran.failed[0])


def test_a_command_gets_the_alert_and_its_failure_is_told(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, 0)
    out = tmp_path / "got.json"
    script = f"import sys, pathlib; pathlib.Path({str(out)!r}).write_bytes(sys.stdin.buffer.read())"
    assert fire(ledger, rules(tmp_path, EXPEL, f"command = {json.dumps([sys.executable, '-c', script])}")).delivered == 1
    assert json.loads(out.read_bytes())["quote"].startswith("Norway expelled two Chadian diplomats")
    take(ledger, 1)
    ran = fire(ledger, rules(tmp_path, EXPEL, f"command = {json.dumps([sys.executable, '-c', 'raise SystemExit(3)'])}"))
    assert "ended with 3" in str(ran.failed[0])


@pytest.mark.parametrize(
    ("more", "to", "why"),
    [
        ('tpye = ["AID"]', "", "tpye"),
        ('commitment = ["late"]', "", "late: no such state"),
        ('meeting = ["held"]\ntype = ["AID"]', "", "asked of events"),
        ("at_least = 0", "", "1 or more"),
        ("", 'secret = "X"', "signs what goes to a webhook"),
        ("", "command = []", "nothing is said of where to"),
        ("name2 =", "", "no TOML"),
    ],
)
def test_rules_that_are_wrong(tmp_path: Path, more: str, to: str, why: str) -> None:
    with pytest.raises(DragomanError, match=why):
        load(rules(tmp_path, more, to))


def test_a_name_that_is_none_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="Atlantis"):
        fire(ledger, rules(tmp_path, 'actors = ["Atlantis"]'))


def test_the_commands(tmp_path: Path) -> None:
    db, report, path = str(tmp_path / "x.db"), tmp_path / "r.txt", rules(tmp_path, EXPEL)
    report.write_text(TEXTS[0][1], "utf-8")
    runner = CliRunner()
    taken = runner.invoke(build(), ["ingest", str(report), "--date", TEXTS[0][0], "--db", db, "--alerts", str(path)])
    assert "1 alerts fired, 1 delivered, 0 wait" in taken.stderr
    again = runner.invoke(build(), ["alerts", "run", str(path), "--db", db])
    assert "0 alerts fired, 0 delivered" in again.stderr
    assert "one: 2024-03-05: NOR SANCTION/expel TCD, occurred (delivered)" in runner.invoke(build(), ["alerts", "list", "--db", db]).stdout
    wrong = runner.invoke(build(), ["alerts", "run", str(tmp_path / "none.toml"), "--db", db])
    assert wrong.exit_code == 1
    assert "docs/howto/alerts.md" in wrong.stderr
