"""The weights of `weights.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "weights.toml"


class Weights(Struct, frozen=True):
    """Log odds of each sign; from `threshold` on (a chance) two records are linked."""

    threshold: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def standard() -> Weights:
    """Those that ship with the package."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Weights(data["threshold"], data["weights"])
