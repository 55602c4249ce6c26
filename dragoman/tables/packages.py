"""Packages that only some formats need."""
from __future__ import annotations

from importlib import import_module
from typing import Any

from dragoman.errors import MissingPackage


def package(name: str) -> Any:
    """The module. Raises MissingPackage."""
    try:
        return import_module(name)
    except ImportError as error:
        root = name.split(".")[0]
        remedy = f"pip install {root}, or pip install dragoman[tables]"
        raise MissingPackage(f"this format needs the package {root}", str(error), remedy) from None
