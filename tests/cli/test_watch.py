"""`dragoman watch` and `dragoman feeds`: as programs, against a real server."""
from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman.cli import build
from tests.cli import coder
from tests.net.hostile import Server, item, rss, serve

OPML = "<opml version='2.0'><body><outline text='News'><outline text='World' xmlUrl='{0}/fine'/></outline></body></opml>"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(build(), [*arguments, "--db", str(folder / "news.db")])


@pytest.fixture
def _without_a_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dragoman, "code_document", coder.code_document, raising=False)


def test_feeds_are_added_listed_and_removed(tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML.format("http://news.example"))
    added = run(tmp_path, "feeds", "add", "http://other.example/rss", str(tmp_path / "list.opml"))
    assert (added.exit_code, added.stdout) == (0, "2 added, 0 were there\n")
    assert run(tmp_path, "feeds", "add", "http://other.example/rss").stdout == "0 added, 1 were there\n"
    listed = [json.loads(line) for line in run(tmp_path, "feeds", "list", "--jsonl").stdout.splitlines()]
    assert [(feed["url"], feed["title"]) for feed in listed] == [("http://other.example/rss", None), ("http://news.example/fine", "World")]
    assert "not polled yet" in run(tmp_path, "feeds", "list").stdout
    gone = run(tmp_path, "feeds", "remove", "http://other.example/rss", "http://no.example/")
    assert (gone.exit_code, gone.stdout) == (1, "1 removed\n")
    assert "http://no.example/: not watched" in gone.stderr


@pytest.mark.parametrize(("source", "why"), [("ftp://news.example/x", "neither http"), ("no-such.opml", "No such file"), ("", "directory")])
def test_what_is_no_feed(tmp_path: Path, source: str, why: str) -> None:
    result = run(tmp_path, "feeds", "add", source)
    assert result.exit_code == 1
    assert why in result.stderr


@pytest.mark.usefixtures("_without_a_coder")
def test_once(tmp_path: Path, server: Server) -> None:
    (tmp_path / "list.opml").write_text(OPML.format(server.address))
    allowed = ("--once", "--pause", "0", "--allow-local", server.host)
    first = run(tmp_path, "watch", str(tmp_path / "list.opml"), f"{server.address}/loop", *allowed)
    assert first.exit_code == 1, "one of the feeds is broken"
    assert sorted(line.split()[0] for line in first.stdout.splitlines()) == ["broken", "new"]
    assert "2 read: 2 new, 0 failed" in first.stderr
    second = run(tmp_path, "watch", *allowed)
    assert (second.exit_code, second.stdout) == (0, "")
    assert "loop: not before" in second.stderr
    named = run(tmp_path, "watch", f"{server.address}/fine", "--jsonl", *allowed)
    assert json.loads(named.stdout)["outcome"] == "same"


@pytest.mark.usefixtures("_without_a_coder")
def test_the_local_network_is_refused(tmp_path: Path, server: Server) -> None:
    before = server.asked.total()
    result = run(tmp_path, "watch", f"{server.address}/fine", "--once")
    assert result.exit_code == 1
    assert result.stdout.startswith("refused")
    assert run(tmp_path, "ingest", f"{server.address}/page/1").exit_code == 1
    assert server.asked.total() == before
    assert run(tmp_path, "ingest", f"{server.address}/page/1", "--allow-local", "127.0.0.0/8").exit_code == 0


def test_a_watch_without_feeds_says_so(tmp_path: Path) -> None:
    assert "no feed is watched" in run(tmp_path, "watch", "--once").stderr


@pytest.fixture
def fresh() -> Iterator[Server]:
    with serve() as running:
        yield running


def test_an_interruption(tmp_path: Path, fresh: Server) -> None:
    """The whole program with its parser: Ctrl-C in the middle, and what was begun is whole; the next run has the rest."""
    server = fresh
    server.changing = rss(*(item(number) for number in range(12)))
    program = [sys.executable, "-m", "dragoman", "watch", f"{server.address}/changing", "--allow-local", server.host, "--pause", "0.05"]
    program += ["--db", str(tmp_path / "news.db")]
    running = subprocess.Popen(program, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while server.asked["/page/2"] == 0 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "Traceback" not in said
    assert "stopped" in said
    assert run(tmp_path, "db", "check").exit_code == 0
    again = subprocess.run([*program, "--once", "--jsonl"], capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["items"] == 12
    listed = run(tmp_path, "reports", "--jsonl").stdout.splitlines()
    assert len(listed) == 12
