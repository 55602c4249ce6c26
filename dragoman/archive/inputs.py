"""What a user names as inputs, as files with their sizes: paths as `dragoman ingest` takes them, and addresses of object stores."""
from __future__ import annotations

import fnmatch
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.archive.plan import File
from dragoman.archive.stores import BUFFER, SCHEME, WEB, Store, Watched, apart, is_address
from dragoman.errors import DragomanError, Unreachable
from dragoman.readers.files import STDIN, opened
from dragoman.readers.kinds import passed_over
from dragoman.readers.sources import expand

MAGIC = re.compile(r"[*?\[]")


def files(named: Sequence[str], skipped: Counter[str]) -> list[File]:
    """Every file once, in the order given, folders and patterns sorted. Raises Unreachable for what is not there."""
    found: dict[str, File] = {}
    for source in named:
        for one in _stored(source, skipped) if is_address(source) else _local(source, skipped):
            found.setdefault(one.name, one)
    return list(found.values())


@contextmanager
def opening(name: str) -> Iterator[BinaryIO]:
    """An input, open and seekable. Raises Unreachable."""
    if not is_address(name):
        with opened(name) as file, io.BufferedReader(Watched(file), BUFFER) as buffered:
            yield cast(BinaryIO, buffered)
        return
    address, options = apart(name)
    folder, _, last = address.rpartition("/")
    with Store(folder + options).opened(last) as file:
        yield file


def _local(source: str, skipped: Counter[str]) -> Iterator[File]:
    if source == STDIN:
        raise Unreachable("standard input: cannot be read twice", "a shard that fails is read again", "save it as a file, and give that")
    for one in expand([source], skipped):
        if isinstance(one, DragomanError):
            raise one
        with opened(one):
            yield File(one, Path(one).stat().st_size)


def _stored(source: str, skipped: Counter[str]) -> Iterator[File]:
    """Of an address: the object, those below it, or those that match. What stands behind `?` (an endpoint, a region) is kept with each."""
    scheme = SCHEME.match(source)
    if scheme is not None and scheme[1].lower() in WEB:
        raise Unreachable(f"{source}: cannot be read", "pages of the web are no archive", "take them in with: dragoman ingest")
    address, options = apart(source)
    magic = MAGIC.search(address)
    base = address[: magic.start()].rpartition("/")[0] if magic else address.rstrip("/")
    folder, _, last = base.rpartition("/")
    if not magic and last and "/" in folder.partition("://")[2] + "/" and Store(folder + options).has(last):
        yield File(source, _size(folder + options, last))
        return
    some = dict(sorted(Store(base + options).sizes().items()))
    wanted = {name: size for name, size in some.items() if not magic or fnmatch.fnmatchcase(f"{base}/{name}", address)}
    if not wanted:
        raise Unreachable(f"{source}: cannot be read", "there is nothing at this address", "check the address")
    for name, size in wanted.items():
        if (reason := passed_over(name)) is not None and not magic:
            skipped[reason] += 1
        else:
            yield File(f"{base}/{name}{options}", size)


def _size(folder: str, name: str) -> int:
    with Store(folder).opened(name) as file:
        return file.seek(0, 2)
