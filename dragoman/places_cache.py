"""The compiled gazetteer in the user's cache directory: written whole or not at all, ignored where it does not fit."""
from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from dragoman.placenames import Compiled


def cache_directory() -> Path:
    """Where programs keep what they can make again: XDG's, Apple's or Windows' place, with ours below it."""
    if own := os.environ.get("DRAGOMAN_CACHE"):
        return Path(own)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "dragoman"


def _file(key: str) -> Path:
    return cache_directory() / f"places-{key}.msgpack"


def recall(key: str) -> Compiled | None:
    """What was kept under `key`; None where there is nothing, or nothing that can be read."""
    try:
        return msgspec.msgpack.decode(_file(key).read_bytes(), type=Compiled)
    except (OSError, RuntimeError, msgspec.DecodeError):  # RuntimeError: no home directory
        return None


def remember(key: str, compiled: Compiled) -> bool:
    """Keep it and drop what older data left; False where the directory cannot be written, which is no error."""
    try:
        target = _file(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix="places-", suffix=".part", delete=False) as part:
            part.write(msgspec.msgpack.encode(compiled))
        os.replace(part.name, target)
    except (OSError, RuntimeError):
        return False
    for old in target.parent.glob("places-*.msgpack"):
        if old != target:
            with suppress(OSError):
                old.unlink()
    return True
