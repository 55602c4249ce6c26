"""What holds for every text, whatever it is: spans slice to their text, ids are unique, JSON comes back the same, and
nothing but the report decides - no hash seed, no time zone, no locale."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.model import Coding
from dragoman.readers import make_document

ROOT = Path(__file__).parent.parent
REPORTS = sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests" / "golden").rglob("*.txt")])
EXAMPLE = REPORTS[0]
#: bits of reports, for random texts in which something is found
BITS = [
    "Norway", "expelled", "two Ghanaian diplomats", "Defence Minister Ann Lee", "will visit", "Moscow", "on Friday", "said", "“", "”",
    "his Russian counterpart", "ruled out", "talks with", "the two sides", "(CSTO)", "$4 million", "by the end of 2021", ".", ",", "\n\n",
    "\u00a0", "\u2028", "\t", "-", "’s", "U.S.", "He", "in Kashmir", "\U0001f600", "İstanbul", "ﬁ", "e\u0301", "\u200b", "\r\n", "’",
]  # fmt: skip
SEEDED = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a coding that says where it stands, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from spans(inner)


def check(text: str, coding: Coding) -> None:
    """What must hold for every coding."""
    assert coding.document.text == text
    for span in spans(msgspec.to_builtins(coding)):
        assert text[span["start"] : span["end"]] == (span["text"] if "text" in span else span["name"])
    for found in (coding.events, coding.commitments):
        assert len({thing.id for thing in found}) == len(found)
    for event in coding.events:
        assert event.trigger.text.strip()
        assert event.evidence
        assert event.why
        assert event.actors or event.recipients
        assert (event.negation is None) or event.status == "negated"
    assert msgspec.json.decode(msgspec.json.encode(coding), type=Coding) == coding


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reports(path: Path) -> None:
    document = make_document(path.read_text(encoding="utf-8"))
    check(document.text, dragoman.code_document(document))


@SEEDED
@given(st.text(max_size=300))
def test_any_unicode(text: str) -> None:
    check(text, dragoman.code_document(make_document(text)))


@SEEDED
@given(st.lists(st.sampled_from(BITS) | st.text(max_size=3), max_size=40), st.sampled_from(["", " "]))
def test_bits_of_reports(bits: list[str], between: str) -> None:
    text = between.join(bits)
    check(text, dragoman.code_document(make_document(text)))


@SEEDED
@given(st.data())
def test_a_report_cut_anywhere(data: st.DataObject) -> None:
    whole = EXAMPLE.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(whole) - 1))
    text = whole[start : start + data.draw(st.integers(0, 400))]
    check(text, dragoman.code_document(make_document(text)))


def coded_under(**environment: str) -> str:
    """The JSON that a fresh process gives for the example report."""
    script = (
        "import sys, msgspec, dragoman; from dragoman.readers import read; "
        "print(msgspec.json.encode(dragoman.code_document(read(sys.argv[1]))).decode('ascii', 'backslashreplace'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(EXAMPLE)],
        env={**os.environ, **environment}, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


def test_nothing_but_the_report_decides() -> None:
    plain = coded_under(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert '"events":[{' in plain
    assert coded_under(PYTHONHASHSEED="77", TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8") == plain
    assert coded_under(PYTHONHASHSEED="4242", TZ="America/Los_Angeles", LC_ALL="C") == plain
