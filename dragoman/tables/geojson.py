"""GeoJSON (RFC 7946). A place that is only known as a country or a region is no pin on a street: each says how exact it is."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import msgspec

from dragoman.tables.columns import Row

#: places that are points
POINTS = ("exact", "city")


def write(rows: Iterable[Row], out: TextIO, *, centroids: bool = False) -> int:
    """A feature a row. Without `centroids` what is no point has no geometry; how many rows there were."""
    count = 0
    out.write('{"type": "FeatureCollection", "features": [')
    for count, row in enumerate(rows, 1):
        out.write(("\n" if count == 1 else ",\n") + msgspec.json.encode(feature(row, centroids)).decode())
    out.write("\n]}\n")
    return count


def feature(row: Row, centroids: bool = False) -> dict[str, Any]:
    """`geometry` is null where the place is unknown, or known as a region or country only (unless its middle is asked for)."""
    lat, lon, precision = row.get("place_lat"), row.get("place_lon"), row.get("place_precision")
    known = lat is not None and lon is not None and (precision in POINTS or centroids)
    geometry = {"type": "Point", "coordinates": [lon, lat]} if known else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": dict(_properties(row, known))}


def _properties(row: Row, known: bool) -> Iterator[tuple[str, Any]]:
    yield from row.items()
    if row.get("place_precision") is not None:
        yield "is_point", row["place_precision"] in POINTS
