"""Bytes from a file, or from standard input where the source is `-`."""
from __future__ import annotations

import sys
from pathlib import Path

from dragoman.errors import Unreachable
from dragoman.readers.raw import MAX_PAGE, Raw, check_size

STDIN = "-"


def fetch(source: str) -> Raw:
    """The bytes of `source`; raises Unreachable where there are none to be had, TooLarge before reading too many."""
    if source == STDIN:
        data = sys.stdin.buffer.read(MAX_PAGE + 1)
        check_size("standard input", len(data), MAX_PAGE)
        return Raw(name="standard input", source=STDIN, data=data)
    path = Path(source)
    try:
        check_size(source, path.stat().st_size, MAX_PAGE)
        with path.open("rb") as file:
            data = file.read(MAX_PAGE + 1)
    except FileNotFoundError:
        raise _unreadable(source, "no such file", "check the path; an address starts with https://") from None
    except IsADirectoryError:
        raise _unreadable(source, "it is a directory", f"name files, such as {source.rstrip('/')}/*.txt") from None
    except PermissionError:
        raise _unreadable(source, "this user may not read it", "change its permissions, or copy it") from None
    except (OSError, ValueError) as error:  # a name too long, a NUL in it, a dead link or disk
        raise _unreadable(source, str(error), "check the path") from None
    check_size(source, len(data), MAX_PAGE)  # once more: a pipe or a device has no size beforehand
    return Raw(name=source, source=source, data=data)


def _unreadable(source: str, why: str, remedy: str) -> Unreachable:
    return Unreachable(f"{source}: cannot be read", why, remedy)
