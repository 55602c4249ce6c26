"""The contract for machines: one JSON object a report, each on a line of its own."""
from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from dragoman.model import Coding


def write(codings: Iterable[Coding], out: BinaryIO) -> None:
    """One line a coding."""
    for coding in codings:
        out.write(msgspec.json.encode(coding) + b"\n")
        out.flush()
