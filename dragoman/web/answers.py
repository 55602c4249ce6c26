"""Answers of the API: JSON, pages of lists with a cursor, and ids as they come in addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import json
from starlette.responses import Response

from dragoman.errors import NotFound
from dragoman.web.sights import Empty


def answer(value: Any) -> Response:
    """As JSON."""
    return Response(json.encode(value), media_type="application/json")


def paged(items: Sequence[Any], after: str | None, limit: int, name: Callable[[Any], str], empty: Callable[[], Empty]) -> dict[str, Any]:
    """The cursor is the name of the last one. `empty` says why there is none at all. Raises NotFound for a cursor that is none."""
    at = 0
    if after is not None:
        at = next((n + 1 for n, one in enumerate(items) if name(one) == after), -1)
        if at < 0:
            raise NotFound(f"cursor {after[:60]!r}", "nothing in this list has that name", "ask for the first page")
    page = items[at : at + limit]
    more = name(page[-1]) if len(items) > at + limit else None
    none = Empty("none_found", "no more") if items else empty()
    return {"items": page, "next": more, "empty": None if page else none}


def checked(name: str) -> str:
    """An id as it is written in an address. Raises NotFound for what no id has in it."""
    if "\0" in name or len(name) > 200:
        raise NotFound("no id", "an id has letters, digits and hyphens", "take it from a list")
    return name
