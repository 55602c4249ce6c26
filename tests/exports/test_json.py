"""JSON and JSON lines hold the whole coding, and read back as the same."""
from __future__ import annotations

import io

import msgspec

from dragoman.exports import json, jsonl
from dragoman.model import Coding
from tests.cli.coder import full


def test_jsonl_reads_back() -> None:
    out = io.BytesIO()
    jsonl.write([full(), full()], out)
    assert [msgspec.json.decode(line, type=Coding) for line in out.getvalue().splitlines()] == [full(), full()]


def test_json_is_the_same_indented() -> None:
    out = io.BytesIO()
    json.write([full()], out)
    assert msgspec.json.decode(out.getvalue(), type=Coding) == full()
    assert out.getvalue().startswith(b'{\n  "document": {\n')
