"""Packages that only some formats and engines need."""
from __future__ import annotations

from importlib import import_module
from typing import Any

from dragoman.errors import MissingPackage


def package(name: str, extra: str = "tables", what: str = "this format") -> Any:
    """The module; `extra` is the extra of ours that brings it, `what` stands for whatever needs it. Raises MissingPackage."""
    try:
        return import_module(name)
    except ImportError as error:
        root = name.split(".")[0]
        remedy = f"pip install {root}, or pip install dragoman[{extra}]"
        raise MissingPackage(f"{what} needs the package {root}", str(error), remedy) from None
