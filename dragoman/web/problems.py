"""Errors as the API tells them (RFC 9457, application/problem+json)."""

from __future__ import annotations

from typing import Any

from dragoman.errors import DragomanError, NotFound, OldLedger, UnknownName, Unreachable

KIND = "application/problem+json"


def status_of(error: DragomanError) -> int:
    """404 for what is not there, 503 for a ledger that is not, else 400."""
    if isinstance(error, NotFound | UnknownName):
        return 404
    return 503 if isinstance(error, OldLedger | Unreachable) else 400


def problem(status: int, title: str, detail: str, remedy: str | None = None) -> dict[str, Any]:
    """The object; `remedy` is our own member."""
    found = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    return {**found, "remedy": remedy} if remedy else found


def of(error: DragomanError) -> dict[str, Any]:
    """Of an error of ours."""
    return problem(status_of(error), error.what, error.why, error.remedy)


#: the schema of it
SCHEMA: dict[str, Any] = {
    "type": "object", "required": ["type", "status", "title", "detail"],
    "properties": {"type": {"type": "string"}, "status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"},
                   "remedy": {"type": "string"}},
}  # fmt: skip
