"""What a coding can be written as: one module for each format, found by its name.

An exporter is a module here with a docstring, which says what it writes, and `write(codings, out)`; nothing else.
"""
from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO, Protocol, cast

from dragoman.model import Coding


class Exporter(Protocol):
    """What a module for a format offers."""

    def write(self, codings: Iterable[Coding], out: BinaryIO) -> None:
        """Write each coding as it comes, so that a long batch shows its first results at once."""


def names() -> list[str]:
    """The formats that there are."""
    return sorted(module.name for module in iter_modules(__path__))


def exporter(name: str) -> Exporter:
    """The exporter of a format named by `names()`."""
    return cast(Exporter, import_module(f"{__name__}.{name}"))
