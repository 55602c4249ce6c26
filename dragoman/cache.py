"""What is compiled from data, in the user's cache directory: written whole or not at all, ignored where it does not fit."""
from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def directory() -> Path:
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


def _file(kind: str, key: str) -> Path:
    return directory() / f"{kind}-{key}.msgpack"


def recall(kind: str, key: str, shape: type[T]) -> T | None:
    """What was kept as `kind` under `key`; None where there is nothing, or nothing of that shape."""
    try:
        return msgspec.msgpack.decode(_file(kind, key).read_bytes(), type=shape)
    except (OSError, RuntimeError, msgspec.DecodeError):  # RuntimeError: no home directory
        return None


def remember(kind: str, key: str, value: Any) -> bool:
    """Keep it and drop what older data left; False where the directory cannot be written, which is no error."""
    try:
        target = _file(kind, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f"{kind}-", suffix=".part", delete=False) as part:
            part.write(msgspec.msgpack.encode(value))
        os.replace(part.name, target)
    except (OSError, RuntimeError):
        return False
    for old in target.parent.glob(f"{kind}-*.msgpack"):
        if old != target:
            with suppress(OSError):
                old.unlink()
    return True
