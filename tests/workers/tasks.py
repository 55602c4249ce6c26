"""What the workers of the tests do: a task is a word and what it is about. Top-level functions, as spawned processes want them."""
from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from dragoman.errors import DataError, MissingModel
from dragoman.workers.child import Work


class Odd(Exception):
    """An error that cannot be made from what it was told."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def make() -> Work:
    return do


def broken() -> Work:
    raise MissingModel("no parser", "none is installed", "install one")


def stillborn() -> Work:
    """Ends its process before it is ready."""
    os.kill(os.getpid(), signal.SIGKILL)
    return do


def do(task: tuple[str, Any]) -> Any:
    """The word is one of these; `once` ends the worker the first time only."""
    word, about = task
    if word == "square":
        return about * about
    if word == "slow":
        time.sleep(about)
        return about
    if word == "data error":
        raise DataError("file.toml", "entry", "wrong", "mend it")
    if word == "odd":
        raise Odd("this", "that")
    if word == "fault":
        raise ZeroDivisionError("no sentence")
    if word == "die" or (word == "die once" and not Path(about).exists()):
        if word == "die once":
            Path(about).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return word, os.getpid()
