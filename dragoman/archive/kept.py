"""A finished archive as it is read again: its manifest, and its rows in the order of the inputs."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import merge
from pathlib import Path
from typing import Any

import msgspec

from dragoman.archive.parquet import unpacked
from dragoman.archive.run import MANIFEST, Manifest
from dragoman.archive.stores import SCHEME, WEB, Store
from dragoman.errors import Damaged, DragomanError
from dragoman.tables.archived import TABLES

Row = dict[str, Any]


def manifest_of(store: Store) -> Manifest:
    """Raises DragomanError where there is none."""
    if not store.has(MANIFEST):
        why = "it has no manifest: it is no archive of dragoman's, or not whole"
        raise DragomanError(f"{store.address}: is no archive", why, "make it, or make it whole: dragoman archive INPUT... OUTPUT")
    try:
        return msgspec.json.decode(store.get(MANIFEST), type=Manifest)
    except msgspec.DecodeError as error:
        raise Damaged(f"{store.address}: its manifest cannot be read", str(error), "make the archive again") from None


def is_archive(address: str) -> bool:
    """Whether a folder holds one that is whole; a page of the web is none."""
    scheme = SCHEME.match(address)
    if scheme is None:
        return (Path(address) / MANIFEST).is_file()
    return scheme[1].lower() not in WEB and Store(address).has(MANIFEST)


def in_order(store: Store, manifest: Manifest, tables: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """The rows of these tables with the table's name, in the order of the inputs: a shard is in several files, one after the other."""
    of: dict[str, list[str]] = defaultdict(list)
    for made in manifest.files:
        table, _, rest = made.name.partition("/")
        if table in tables:
            of[rest.rpartition("/")[2]].append(made.name)
    for shard in sorted(of):
        parts = [_rows(store, name) for name in of[shard]]
        yield from merge(*parts, key=lambda one: one[1]["position"])


def rows(store: Store, name: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a file. Raises Damaged."""
    from dragoman.packages import package

    try:
        with store.opened(name) as file:
            yield from unpacked(file, columns)
    except (package("pyarrow", "ray", "an archive").ArrowException, OSError) as error:
        raise Damaged(f"{store.address}: {name} cannot be read", str(error), "delete it, and run dragoman archive once more") from None


def _rows(store: Store, name: str) -> Iterator[tuple[str, Row]]:
    table = name.partition("/")[0]
    return ((table, row) for row in rows(store, name, [one.name for one in TABLES[table]]))
