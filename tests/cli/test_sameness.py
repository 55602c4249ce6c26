"""The command gives the same bytes whatever the hash seed, time zone, locale and cache are, and whatever else it codes."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ONE, OTHER = (str(ROOT / part) for part in ("examples/minister-travels.txt", "tests/golden/world/sanctions.txt"))


def lines(*files: str, **environment: str) -> list[bytes]:
    """What `dragoman code --jsonl` prints for these files in a process of its own."""
    command = [sys.executable, "-m", "dragoman", "code", *files, "--jsonl", "--date", "2023-11-14"]
    done = subprocess.run(command, env={**os.environ, **environment}, cwd=ROOT, capture_output=True, check=True, timeout=120)
    return done.stdout.splitlines()


def test_two_reports_in_any_order_and_any_surroundings(tmp_path: Path) -> None:
    plain = lines(ONE, OTHER, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert len(plain) == 2
    assert all(b'"events":[{' in line for line in plain)
    empty = {"DRAGOMAN_CACHE": str(tmp_path)}  # compiled anew, not read from what another run has kept
    assert lines(OTHER, ONE, PYTHONHASHSEED="99", TZ="Asia/Kathmandu", LC_ALL="tr_TR.UTF-8", **empty) == plain[::-1]
    assert lines(OTHER, PYTHONHASHSEED="5", TZ="America/Los_Angeles", LC_ALL="C") == plain[1:]
