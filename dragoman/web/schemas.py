"""The OpenAPI document: what the routes answer, from the types of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dragoman.ledger.reports import FullReport
from dragoman.ledger.sources import Source
from dragoman.ledger.timeline import Timeline
from dragoman.model import FoundReport, LedgerReport
from dragoman.series.pairs import Link
from dragoman.series.panel import DyadPeriod
from dragoman.web import problems
from dragoman.web.coded import Tried
from dragoman.web.sights import Bar, Empty, Page, Spot

REF = "#/components/schemas/{name}"
TYPES = (Page, Timeline, FullReport, LedgerReport, FoundReport, Bar, Link, Spot, Source, Tried, Empty, DyadPeriod)
TEXT, NUMBER, MAYBE = {"type": "string"}, {"type": "number"}, {"type": ["string", "null"]}
STEP = {
    "type": "object", "required": ["date", "report", "state", "quote"],
    "properties": {"date": TEXT, "report": TEXT, "state": TEXT, "due": MAYBE, "due_before": MAYBE, "quote": TEXT, "rule": TEXT,
                   "amount_so_far": {"type": ["number", "null"]}, "start": {"type": "integer"}, "end": {"type": "integer"}},
}  # fmt: skip
OWED = {
    "type": "object", "required": ["id", "obligor", "obligee", "what", "state", "due", "history"],
    "properties": {"id": TEXT, "obligor": {"type": "array", "items": TEXT}, "obligee": {"type": "array", "items": TEXT}, "what": TEXT,
                   "state": TEXT, "due": MAYBE, "overdue": {"type": "boolean"}, "history": {"type": "array", "items": STEP}},
}  # fmt: skip
MET = {
    "type": "object", "required": ["id", "kind", "participants", "date", "state", "history"],
    "properties": {"id": TEXT, "kind": TEXT, "participants": {"type": "array", "items": TEXT}, "place": MAYBE, "state": TEXT,
                   "date": {"type": "object"}, "history": {"type": "array", "items": STEP},
                   "members": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}},
}  # fmt: skip
LINE = {
    "type": "object", "required": ["day", "says", "quote", "report", "id"],
    "properties": dict.fromkeys(("day", "says", "quote", "report", "id"), TEXT),
}  # fmt: skip


def ref(kind: type) -> dict[str, Any]:
    """A reference to a type of the model."""
    return {"$ref": REF.format(name=kind.__name__)}


def many(item: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    """A list with the reason why it is empty."""
    empty = {"anyOf": [ref(Empty), {"type": "null"}]}
    return {
        "type": "object", "required": ["items", "empty"],
        "properties": {"items": {"type": "array", "items": item}, "next": {"type": ["string", "integer", "null"]}, "empty": empty, **more},
    }  # fmt: skip


def answers(schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route answers: this, or a problem."""
    wrong = {"content": {problems.KIND: {"schema": problems.SCHEMA}}}
    return {
        200: {"description": "What was asked for.", "content": {"application/json": {"schema": schema}}},
        400: {"description": "A day, a number or a text is none.", **wrong},
        404: {"description": "Nothing has that id or name.", **wrong},
        422: {"description": "A parameter is of another type.", **wrong},
        403: {"description": "The request comes from another host or site."},
    }


def openapi(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The document, made once."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, components = msgspec.json.schema_components(TYPES, ref_template=REF)
            bodies = {name: one for name, one in document["components"]["schemas"].items() if name.startswith("Body_")}
            document["components"]["schemas"] = {**components, **bodies}
            app.openapi_schema = document
        return app.openapi_schema

    return made
