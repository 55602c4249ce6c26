"""Bytes from a file, or from standard input where the source is `-`."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import Unreachable
from dragoman.readers.raw import MAX_PAGE, Raw, check_size

STDIN = "-"


def fetch(source: str) -> Raw:
    """The bytes of `source`; raises Unreachable where there are none to be had, TooLarge before reading too many."""
    if source == STDIN:
        data = sys.stdin.buffer.read(MAX_PAGE + 1)
        check_size("standard input", len(data), MAX_PAGE)
        return Raw(name="standard input", source=STDIN, data=data)
    with opened(source) as file:
        check_size(source, os.fstat(file.fileno()).st_size, MAX_PAGE)
        data = file.read(MAX_PAGE + 1)
    check_size(source, len(data), MAX_PAGE)  # once more: a pipe or a device has no size beforehand
    return Raw(name=source, source=source, data=data)


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """The file, open for reading; raises Unreachable with the reason, also where reading fails later on."""
    try:
        with Path(source).open("rb") as file:
            yield file
    except FileNotFoundError:
        raise _unreadable(source, "no such file", "check the path; an address starts with https://") from None
    except IsADirectoryError:
        raise _unreadable(source, "it is a directory", f"name files, such as {source.rstrip('/')}/*.txt") from None
    except PermissionError:
        raise _unreadable(source, "this user may not read it", "change its permissions, or copy it") from None
    except (OSError, ValueError) as error:  # a name too long, a NUL in it, a dead link or disk
        raise _unreadable(source, str(error), "check the path") from None


def _unreadable(source: str, why: str, remedy: str) -> Unreachable:
    return Unreachable(f"{source}: cannot be read", why, remedy)
