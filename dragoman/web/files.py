"""Answers that a browser saves as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import json
from starlette.responses import Response

from dragoman.errors import DragomanError

KINDS = {
    "csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl", "geojson": "application/geo+json", "ics": "text/calendar",
    "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "json": "application/json",
}  # fmt: skip


def one_of(kind: str, *known: str) -> None:
    """Raises DragomanError for a format that is not written."""
    if kind not in known:
        raise DragomanError(f"{kind[:20]!r} is no format of this page", "nothing writes it", f"one of {', '.join(known)}")


def jsonl(some: Iterable[Any], name: str) -> Response:
    """An object a line."""
    return file(b"".join(json.encode(one) + b"\n" for one in some), name, "jsonl")


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], name: str) -> Response:
    """CSV with a head, also over no row."""
    out = io.StringIO()
    written = csv.DictWriter(out, columns, lineterminator="\n")
    written.writeheader()
    written.writerows(rows)
    return file(out.getvalue().encode(), name, "csv")


def file(data: bytes, name: str, kind: str) -> Response:
    """To be saved under a name."""
    return Response(data, media_type=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})
