"""The contract: one JSON object a report, indented to be read; several follow one another."""
from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from dragoman.model import Coding


def write(codings: Iterable[Coding], out: BinaryIO) -> None:
    """One object after another, each ending with a new line."""
    for coding in codings:
        out.write(msgspec.json.format(msgspec.json.encode(coding), indent=2) + b"\n")
        out.flush()
