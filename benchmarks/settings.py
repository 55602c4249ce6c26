"""Where the benchmark finds its texts, and how often it measures."""
from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
GOLD_VARIABLE = "DRAGOMAN_GOLD"


class Settings(Struct, frozen=True):
    """`gold` is the folder of annotated texts, which is not part of the project and may be absent."""

    gold: Path
    root: Path = ROOT
    cold_runs: int = 5
    warm_runs: int = 20


def from_environment() -> Settings:
    """DRAGOMAN_GOLD names the gold's folder; without it, the folder beside the project's."""
    return Settings(gold=Path(os.environ.get(GOLD_VARIABLE) or ROOT.parent / "shared" / "gold"))
