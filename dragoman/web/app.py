"""The application: the API, the pages, what stands in front of them. One process, a transaction for each request."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader
from msgspec import json
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from dragoman.errors import DragomanError
from dragoman.ledger.filters import Filters
from dragoman.ledger.store import Ledger
from dragoman.series.pairs import pairs
from dragoman.version import VERSION
from dragoman.web import api, api_followed, exports, exports_followed, pages, problems, schemas, searches, shown, sights, stories, tries
from dragoman.web.desk import Desk
from dragoman.web.guard import Guard
from dragoman.web.lately import Lately

HERE = Path(__file__).parent
API = "/api/"


def application(db: str, lexicon: Path | None = None) -> FastAPI:
    """Over the ledger at an address. Raises NoLedger, OldLedger."""
    desk = Desk(Ledger.open(db), lexicon)
    app = FastAPI(title="Dragoman", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
                  description="Events, commitments and meetings of a ledger, each with the sentences behind it. Reads only.")  # fmt: skip
    app.state.desk = desk
    app.state.templates = templates()
    app.include_router(api.router)
    app.include_router(api_followed.router)
    app.include_router(pages.router)
    app.include_router(searches.router)
    app.include_router(stories.router)
    app.include_router(exports.router)
    app.include_router(exports_followed.router)
    app.include_router(tries.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_exception_handler(DragomanError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.openapi = schemas.openapi(app)  # type: ignore[method-assign]
    app.add_middleware(Lately)
    app.add_middleware(Guard)
    _warm(desk)
    return app


def templates() -> Environment:
    """Everything that a report says is escaped."""
    found = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.globals |= {**shown.tools(), "version": VERSION}
    return found


def _warm(desk: Desk) -> None:
    """What is followed is needed by the first page; what pictures of the whole ledger need is made while that is read."""
    with desk.looking(None) as look:
        desk.story(look, None)

    def rest() -> None:
        desk.names  # noqa: B018
        every = Filters()
        with desk.looking(None) as look:
            desk.made("around", look.c, every, None, lambda found: sights.around(look.c, found, every))
            desk.made("spots", look.c, every, None, lambda found: sights.spots(found.all.happened()))
            desk.made("links", look.c, every, None, lambda found: pairs(found.counted.dealings()))

    threading.Thread(target=rest, daemon=True).start()


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    return _error(request, problems.of(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return _error(request, problems.problem(422, f"{where or 'the request'}: {first['msg']}", str(first.get("input"))[:200]))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(request, problems.problem(error.status_code, str(error.detail), f"{request.method} {request.url.path}"), error.headers)


def _error(request: Request, problem: dict[str, Any], headers: Any = None) -> Response:
    """A problem for programs, a page for people."""
    if request.url.path.startswith(API):
        return Response(json.encode(problem), problem["status"], headers, problems.KIND)
    page = request.app.state.templates.get_template("error.html").render(problem=problem, path=request.url.path, title=problem["title"])
    return HTMLResponse(page, problem["status"], headers)
