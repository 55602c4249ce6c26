"""`dragoman serve`: on this machine only, with an address that opens."""
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.ledger.store import Ledger


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::", "127.0.0.1.example.org"])
def test_other_addresses_are_refused(host: str, tmp_path: Path) -> None:
    shown = CliRunner().invoke(build(), ["serve", "--host", host, "--db", str(tmp_path / "x.db")])
    assert shown.exit_code == 2
    assert "no users yet" in " ".join(re.sub("[│╭╰─╮╯]", " ", shown.stderr).split())


def test_without_a_ledger_it_says_so(tmp_path: Path) -> None:
    shown = CliRunner().invoke(build(), ["serve", "--db", str(tmp_path / "none.db")])
    assert shown.exit_code == 1
    assert "none.db" in shown.stderr


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    Ledger.open(path, create=True).close()
    command = [sys.executable, "-m", "dragoman", "serve", "--port", "0", "--db", path]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
        assert address is not None
        assert httpx.get(address[0]).status_code == 200
        again = [*command[:5], address[0].split(":")[-1].strip("/"), "--db", path]
        taken = subprocess.run(again, capture_output=True, text=True, timeout=60)
        assert taken.returncode == 1
        assert "port" in taken.stderr
        running.send_signal(signal.SIGINT)
        assert running.wait(20) in (0, -2, 130)
