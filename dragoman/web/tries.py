"""The page on which a text is coded, and the file of its coding. Nothing is stored: both are answers to POST."""

from __future__ import annotations

import io
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from dragoman.errors import DragomanError
from dragoman.exports import exporter
from dragoman.web import shown
from dragoman.web.asked import command
from dragoman.web.coded import pasted
from dragoman.web.desk import Desk
from dragoman.web.files import file
from dragoman.web.params import DeskOf
from dragoman.web.show import show

router = APIRouter(include_in_schema=False)
#: characters of a text; bytes of a form that are looked at
LONGEST, MOST = 100_000, 400_000


@router.get("/try")
def try_it(request: Request, desk: DeskOf) -> HTMLResponse:
    """A form for a text."""
    return show(request, "try", title="Try it", text="", date="", coding=None, paragraphs=[], problem=None, stored=False,
                command=told_as(desk, ""))  # fmt: skip


@router.post("/try")
async def try_this(request: Request, desk: DeskOf) -> HTMLResponse:
    """The text, coded."""
    text, day = await _form(request)
    coding, problem = None, None
    try:
        coding = await run_in_threadpool(pasted, desk, text, day or None)
    except DragomanError as error:
        problem = error
    pieces = shown.paragraphs(shown.pieces(coding.document.text, shown.marks_of(coding))) if coding else []
    return show(request, "try", title="Try it", text=text, date=day, coding=coding, paragraphs=pieces, problem=problem, stored=False,
                command=told_as(desk, day if problem is None else ""))  # fmt: skip


@router.post("/try/coding.json")
async def coding(request: Request, desk: DeskOf) -> Response:
    """What the page shows of the same text, as `dragoman code - --json` writes it."""
    text, day = await _form(request)
    out = io.BytesIO()
    exporter("json").write([await run_in_threadpool(pasted, desk, text, day or None)], out)
    return file(out.getvalue(), "coding", "json")


def told_as(desk: Desk, day: str) -> str:
    """The command, which takes the text from standard input."""
    return command("code", "-", date=day or None, lexicon=str(desk.lexicon) if desk.lexicon else None)


async def _form(request: Request) -> tuple[str, str]:
    """Text and day, as a form sends them."""
    form = dict(parse_qsl((await request.body())[:MOST].decode("utf-8", "replace"), keep_blank_values=True))
    return form.get("text", "").replace("\r\n", "\n")[:LONGEST], form.get("date", "").strip()
