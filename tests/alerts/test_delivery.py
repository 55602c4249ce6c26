"""Delivery to real files, commands and servers, on both databases: what does not arrive waits, and is tried again."""
from __future__ import annotations

import hashlib
import hmac
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.alerts import fired
from dragoman.alerts.desk import Desk, ready
from dragoman.alerts.rules import load
from dragoman.alerts.targets import append, run
from dragoman.alerts.webhook import Undelivered, post
from dragoman.errors import DataError
from dragoman.ledger.store import Ledger
from dragoman.net.allow import Allowed, parse_allowed
from dragoman.resources import load as resources
from tests.alerts.receiver import receiver
from tests.ledger.made import entry
from tests.net.test_gate import Clock
from tests.servers import refusing

HERE = parse_allowed(["127.0.0.1"])
SECRET = "a secret of the test"


def desk(ledger: Ledger, tmp_path: Path, target: str, clock: Clock | None = None, allowed: Allowed = HERE) -> Desk:
    path = tmp_path / "alerts.toml"
    path.write_text(f'[[alert]]\nname = "talks"\nactors = "EST"\ntype = "CONSULT"\n{target}', encoding="utf-8")
    time = clock or Clock()
    return Desk(ledger, ready(ledger, path, load(path), resources, allowed), clock=time, sleep=time.sleep)


def waiting(ledger: Ledger) -> list[fired.Fired]:
    with ledger.reading() as c:
        return fired.waiting(c, "talks")


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_file_grows_by_a_line(ledger: Ledger, tmp_path: Path) -> None:
    reports = [ledger.add(entry(n)).report for n in (1, 2)]
    to_file = desk(ledger, tmp_path, 'file = "out.jsonl"\n')
    to_file.after(reports[0])
    assert [line["report"] for line in lines(tmp_path / "out.jsonl")] == reports[:1]
    to_file.run()
    to_file.finish()
    told = lines(tmp_path / "out.jsonl")
    assert [(line["alert"], line["report"]) for line in told] == [("talks", one) for one in reports]
    assert (to_file.tally.fired["talks"], to_file.tally.delivered["talks"], to_file.tally.waits) == (2, 2, {})
    assert waiting(ledger) == []


def test_a_file_that_cannot_be_written_waits(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(entry(1))
    desk(ledger, tmp_path, 'file = "away/out.jsonl"\n').run()
    [one] = waiting(ledger)
    assert "No such file" in (one.error or "")
    (tmp_path / "away").mkdir()
    desk(ledger, tmp_path, 'file = "away/out.jsonl"\n').run()
    assert len(lines(tmp_path / "away" / "out.jsonl")) == 1


def test_a_command_gets_it_on_standard_input(ledger: Ledger, tmp_path: Path) -> None:
    report = ledger.add(entry(1)).report
    out = tmp_path / "a b; echo $HOME.json"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    desk(ledger, tmp_path, f"command = {json.dumps([sys.executable, '-c', script, str(out)])}\n").run()
    assert json.loads(out.read_text(encoding="utf-8"))["report"] == report


def test_a_webhook_is_signed(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERT_SECRET", SECRET)
    report = ledger.add(entry(1)).report
    with receiver() as received:
        desk(ledger, tmp_path, f'webhook = "{received.url}/in"\nsecret = "ALERT_SECRET"\n').run()
    [(headers, body)] = received.calls
    expected = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Dragoman-Signature"] == expected
    assert headers["Content-Type"] == "application/json"
    assert received.objects[0]["report"] == report
    assert received.objects[0]["quotes"][0]["text"].startswith("Foreign Minister")


def test_a_webhook_is_tried_again_with_growing_pauses(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERT_SECRET", SECRET)
    ledger.add(entry(1))
    clock = Clock()
    with receiver(503, 429) as received:
        made = desk(ledger, tmp_path, f'webhook = "{received.url}"\nsecret = "ALERT_SECRET"\n', clock)
        made.run()
    assert (len(received.calls), clock.slept, made.tally.delivered["talks"]) == (3, [1.0, 2.0], 1)


def test_what_a_webhook_refuses_waits_for_the_next_time(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERT_SECRET", SECRET)
    reports = [ledger.add(entry(n)).report for n in (1, 2)]
    with receiver(*[500] * 4) as received:
        target = f'webhook = "{received.url}"\nsecret = "ALERT_SECRET"\n'
        made = desk(ledger, tmp_path, target)
        made.run()
        assert "answered 500" in made.tally.waits["talks"]
        first, second = waiting(ledger)
        assert (first.tries, second.tries) == (1, 0), "what follows keeps its place"
        desk(ledger, tmp_path, target).run()
    assert waiting(ledger) == []
    assert [one["report"] for one in received.objects] == [reports[0]] * 5 + [reports[1]]


def test_a_receiver_that_fails_is_left_alone_while_reports_come_in(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALERT_SECRET", SECRET)
    clock = Clock()
    with receiver(500) as received:
        made = desk(ledger, tmp_path, f'webhook = "{received.url}"\nsecret = "ALERT_SECRET"\n', clock)
        for n in (1, 2):
            made.after(ledger.add(entry(n)).report)
        assert (len(received.calls), clock.slept) == (1, [])
        clock.now += 31
        made.tick()
        assert (len(received.calls), waiting(ledger)) == (3, [])


@pytest.mark.parametrize(
    ("sends", "why", "again"),
    [
        (lambda path: append(path, b"{}"), "Is a directory", False),
        (lambda path: run([str(path / "none")], b"{}"), "cannot be run", False),
        (lambda path: run([sys.executable, "-c", "raise SystemExit('no room')"], b"{}"), "exit code 1 (no room)", False),
        (lambda path: run([sys.executable, "-c", "import time; time.sleep(9)"], b"{}", 0.2), "longer than 0.2 seconds", False),
        (lambda path: post(refusing(), b"{}", b"s", HERE), "refused", True),
        (lambda path: post("http://127.0.0.1:1/", b"{}", b"s", Allowed()), "an address of this machine", False),
    ],
)
def test_why_it_did_not_arrive(tmp_path: Path, sends: Callable[[Path], None], why: str, again: bool) -> None:
    with pytest.raises(Undelivered) as caught:
        sends(tmp_path)
    assert (why in caught.value.why, caught.value.again) == (True, again), caught.value.why


@pytest.mark.parametrize(
    ("status", "again"), [(302, False), (307, False), (400, False), (404, False), (408, True), (429, True), (502, True)]
)
def test_what_a_receiver_may_answer(status: int, again: bool) -> None:
    with receiver(status) as received, pytest.raises(Undelivered, match=f"answered {status}") as caught:
        post(received.url, b"{}", b"s", HERE)
    assert caught.value.again == again
    assert len(received.calls) == 1, "no redirect is followed"


def test_a_secret_that_is_not_set(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="NO_SUCH_SECRET, which is not set") as caught:
        desk(ledger, tmp_path, 'webhook = "https://example.org/"\nsecret = "NO_SUCH_SECRET"\n')
    assert "talks" in str(caught.value)
    assert "export" in caught.value.remedy


def test_a_name_that_nobody_has(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Erewhonia: not found") as caught:
        desk(ledger, tmp_path, 'place = "Oslo"\nrecipients = "Erewhonia"\nfile = "x"\n')
    assert "alerts.toml, entry [talks]" in str(caught.value)


@pytest.mark.parametrize(
    ("keys", "why"),
    [('meeting = "held"\nactors = "Aino Kask"', "'Aino Kask' has no code"), ('meeting = "held"\nplace = "LVA"', "'LVA' is a code"),
     ('overdue = true\ndyad = "EST:Aino Kask"', "'Aino Kask' has no code")],
)  # fmt: skip
def test_what_no_step_can_fit(ledger: Ledger, tmp_path: Path, keys: str, why: str) -> None:
    ledger.add(entry(1))
    path = tmp_path / "alerts.toml"
    path.write_text(f'[[alert]]\nname = "talks"\n{keys}\nfile = "x"\n', encoding="utf-8")
    with pytest.raises(DataError, match=why):
        ready(ledger, path, load(path), resources, HERE)


def test_a_ledger_that_another_program_writes_to(ledger: Ledger, ledger_url: str, tmp_path: Path) -> None:
    report = ledger.add(entry(1)).report
    with Ledger.open(ledger_url, wait=0.2) as mine:
        made = desk(mine, tmp_path, 'file = "out.jsonl"\n')
        with ledger.writing():
            made.after(report)
        assert not (tmp_path / "out.jsonl").exists()
        made.after(ledger.add(entry(2)).report)
    assert len(lines(tmp_path / "out.jsonl")) == 2


def test_what_is_marked_is_not_sent(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(entry(1))
    made = desk(ledger, tmp_path, 'file = "out.jsonl"\n')
    made.run(mark=True)
    made.run()
    assert (made.tally.fired["talks"], (tmp_path / "out.jsonl").exists()) == (1, False)
    made.after(ledger.add(entry(2)).report)
    assert len(lines(tmp_path / "out.jsonl")) == 1
