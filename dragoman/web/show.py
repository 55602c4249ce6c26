"""A template with what every page has: its address, the day from which it looks, the commands that ask the same."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse

from dragoman.days import days_on
from dragoman.ledger import asof
from dragoman.web import sights
from dragoman.web.asked import linked
from dragoman.web.desk import Desk, begun
from dragoman.web.params import AsOf, DeskOf

#: what does not go on to the same page of another day
OWN = ("as_of", "after")


def desk_day(desk: DeskOf, as_of: AsOf = None) -> str:
    """The day from which a page looks: that of `as_of`, else today; where nothing was published lately, the newest report's."""
    with desk.looking(as_of) as look:
        newest = sights.newest_day(look.c)
        quiet = days_on(look.day, -7)
        return newest if as_of is None and newest is not None and newest < quiet else look.day


DayOf = Annotated[str, Depends(desk_day)]


def show(
    request: Request, name: str, *, command: str | tuple[str, ...] = (), told: bool = False, stored: bool = True, **what: Any
) -> HTMLResponse:
    """The page. `told`: it follows stories, which reports of an archive tell of days before the ledger was there; `stored`: its commands
    ask the ledger.
    """
    desk: Desk = request.app.state.desk
    as_of = request.query_params.get("as_of", "").strip()
    rest = [(key, value) for key, value in request.query_params.multi_items() if key not in OWN and value.strip()]
    on = ["--db", desk.address] if stored and desk.address else []
    commands = [f"{one} {shlex.join(on)}".strip() for one in ([command] if isinstance(command, str) else command)]
    page = request.app.state.templates.get_template(f"{name}.html").render(
        path=request.url.path, as_of=as_of, q=request.query_params.get("words", ""), names=desk.names,
        keep=linked("", [("as_of", as_of)])[1:] if as_of else "", rest=rest, now=linked(request.url.path, rest),
        until=linked(request.url.path, [*(pair for pair in rest if pair[0] != "until"), ("until", as_of)]),
        begun=before(desk, as_of) if as_of else None, told=told, commands=commands, stored=stored,
        db=shlex.join(on), has_password=stored and desk.has_password, **what,
    )  # fmt: skip
    return HTMLResponse(page)


def before(desk: Desk, as_of: str) -> str | None:
    """The day on which the ledger was begun, where that is after the moment that is looked at."""
    with desk.looking(None) as look:
        first = begun(look.c)
    return first[:10] if first is not None and first > asof.moment(as_of) else None
