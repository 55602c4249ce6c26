"""What a user names, as single files: folders with what is in them, patterns with what they match."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.errors import Unreachable
from dragoman.readers import web
from dragoman.readers.files import STDIN
from dragoman.readers.kinds import passed_over


def expand(sources: Sequence[str], skipped: Counter[str]) -> Iterator[str | Unreachable]:
    """Addresses, `-` and files as they are; folders and patterns sorted. What is passed over is counted in `skipped`."""
    for source in sources:
        if source == STDIN or web.accepts(source):
            yield source
        else:
            yield from _of_path(source, skipped)


def weigh(sources: Sequence[str]) -> int:
    """The bytes of all files named, for a progress bar; what has no size beforehand counts nothing."""
    total = 0
    for found in expand(sources, Counter()):
        if isinstance(found, str) and found != STDIN and not web.accepts(found):
            try:
                total += Path(found).stat().st_size
            except (OSError, ValueError):
                continue
    return total


def _of_path(source: str, skipped: Counter[str]) -> Iterator[str | Unreachable]:
    if "\0" in source or not glob.has_magic(source) or os.path.lexists(source):
        yield from _files(source, skipped)
        return
    matches = sorted(glob.glob(source, recursive=True))
    if not matches:
        yield Unreachable(f"{source}: cannot be read", "no file matches", "check the pattern; ** stands for folders at any depth")
    nested = "**" in source  # such a pattern names the folders and also what is in them
    for match in matches:
        if not (nested and os.path.isdir(match)):
            yield from _files(match, skipped)


def _files(source: str, skipped: Counter[str]) -> Iterator[str | Unreachable]:
    """A file by itself is always read; of a folder all files but those that are passed over. Links to folders are not followed."""
    if "\0" in source or not os.path.isdir(source):
        yield source
        return
    empty = True
    problems: list[OSError] = []
    for folder, folders, files in os.walk(source, onerror=problems.append):
        folders.sort()
        for name in [name for name in folders if passed_over(name) is not None]:
            folders.remove(name)
            skipped["hidden folder"] += 1
        for name in sorted(files):
            if (reason := passed_over(name)) is not None:
                skipped[reason] += 1
            else:
                empty = False
                yield os.path.join(folder, name)
    for problem in problems:
        yield Unreachable(f"{problem.filename}: cannot be read", problem.strerror or str(problem), "change its permissions")
    if empty and not problems:
        yield Unreachable(f"{source}: cannot be read", "no file in this folder could hold a report", "check the path")
