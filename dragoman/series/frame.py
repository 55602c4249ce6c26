"""Rows as a table of pandas, which is no part of the installation."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from dragoman.errors import MissingPackage


def frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """A pandas.DataFrame, with its columns where there is no row. Raises MissingPackage without pandas."""
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise MissingPackage("to_frame() needs the package pandas", str(error), "pip install pandas") from None
    return pandas.DataFrame(list(rows), columns=list(columns))
