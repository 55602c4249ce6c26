"""What routes may be asked: the types of their parameters, as the OpenAPI document tells them. What is wrong is told by our own errors."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import Depends, Request
from fastapi import Query as Asked
from pydantic import WithJsonSchema

from dragoman.checks import QUADS
from dragoman.model import Status
from dragoman.series.periods import BYS
from dragoman.web.asked import LONGEST, Query, query
from dragoman.web.desk import Desk

#: the largest cursor
FAR = 2**62 - 1
NO_NUL = "^[^\\u0000]*$"
DAYS: list[dict[str, Any]] = [
    {"type": "string", "format": "date"}, {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"},
    {"type": "string", "pattern": "^[12][0-9]{3}$"},
]  # fmt: skip
MOMENT = "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"


def _text(pattern: str = NO_NUL) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "maxLength": LONGEST, "pattern": pattern})


def _among(values: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(values)})


Several = Annotated[list[Annotated[str, _text()]], Asked(max_length=50)]
Dyads = Annotated[list[Annotated[str, _text("^ *[A-Za-z][^\\u0000:>]*[:>] *[A-Za-z][^\\u0000:>]*$")]], Asked(max_length=50)]
Quads = Annotated[list[Annotated[str, _among(tuple(sorted(QUADS)))]], Asked(max_length=50)]
Statuses = Annotated[list[Annotated[str, _among(get_args(Status))]], Asked(max_length=50)]
Text = Annotated[str | None, _text()]
Day = Annotated[str | None, WithJsonSchema({"anyOf": DAYS}), Asked(description="A day, month or year.")]
AsOf = Annotated[
    str | None, WithJsonSchema({"anyOf": [*DAYS, {"type": "string", "pattern": MOMENT}]}),
    Asked(description="As of a day: what was known then.", max_length=40),
]  # fmt: skip
By = Annotated[str, _among(BYS)]
Limit = Annotated[int, Asked(ge=1, le=500)]
#: of a file: at most so many; 0 is all
Part = Annotated[int, Asked(ge=0, le=FAR)]
#: where the next page begins, as the page before said in `next`
Cursor = Annotated[str | None, _text(), Asked(max_length=LONGEST)]
Position = Annotated[int | None, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": FAR}), Asked(ge=0, le=FAR)]


def desk_of(request: Request) -> Desk:
    """The application's."""
    found: Desk = request.app.state.desk
    return found


def filters(
    request: Request, actor: Several = [], recipient: Several = [], involving: Several = [], dyad: Dyads = [],  # noqa: B006
    type: Several = [], mode: Several = [], quad: Quads = [], context: Several = [], status: Statuses = [], place: Several = [],  # noqa: B006
    source: Several = [], since: Day = None, until: Day = None, words: Text = None,  # noqa: B006
    min_confidence: Annotated[float, Asked(ge=0, le=1)] = 0.0, as_of: AsOf = None,
) -> Query:  # fmt: skip
    """The filters of `dragoman events`; each may be given several times."""
    return query(request.query_params.multi_items())


Filtered = Annotated[Query, Depends(filters)]
DeskOf = Annotated[Desk, Depends(desk_of)]
