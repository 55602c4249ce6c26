"""The pages of what is searched for: reports by their whole texts, events by their sentences; and the list of reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from msgspec import Struct
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman import asking
from dragoman.ledger import asof, finding
from dragoman.ledger.reports import Selection
from dragoman.web import sights
from dragoman.web.asked import Pairs, Query, command, linked
from dragoman.web.files import jsonl
from dragoman.web.pages import ROWS, at
from dragoman.web.params import AsOf, Cursor, Day, DeskOf, Filtered, Part, Position, Several, Text
from dragoman.web.show import show

router = APIRouter(include_in_schema=False)
#: reports that stand above the events that are found
FEW = 5


class Wanted(Struct, frozen=True):
    """Which reports, as an address and the options of `dragoman reports` name them."""

    source: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    words: str = ""
    met: str | None = None
    as_of: str | None = None

    def selection(self) -> Selection:
        """Raises DragomanError for a day that is none, or words none of which can be searched for."""
        return asking.selection(self.source, self.since, self.until, None, self.words, self.met)

    def pairs(self) -> Pairs:
        """As they stand in an address."""
        named = ("since", "until", "words", "met", "as_of")
        return [*(("source", one) for one in self.source), *((name, value) for name in named if (value := getattr(self, name)))]

    def address(self, path: str, **more: str | int | None) -> str:
        """A page's address with the same filters."""
        return linked(path, [*self.pairs(), *((name, str(value)) for name, value in more.items() if value is not None)])

    def commands(self, limit: int, after: str | None, more: str | None) -> tuple[str, ...]:
        """A page of reports; where it is a part, also all of them."""
        if after is None and more is None:
            return (self._command(),)
        return self._command(limit, after), self._command(0)

    def _command(self, limit: int | None = None, after: str | None = None) -> str:
        return command("reports", source=self.source, since=self.since, until=self.until, words=self.words or None, met=self.met,
                       as_of=self.as_of, limit=limit, after=after)  # fmt: skip


def wanted(
    source: Several = [], since: Day = None, until: Day = None, words: Text = None, met: Day = None, as_of: AsOf = None,  # noqa: B006
) -> Wanted:  # fmt: skip
    """What an address names; empty ones are not asked."""
    some = tuple(one for one in source if one.strip())
    return Wanted(some, since or None, until or None, (words or "").strip(), met or None, as_of or None)


Named = Annotated[Wanted, Depends(wanted)]


@router.get("/search")
def search(request: Request, asked: Filtered, desk: DeskOf, after: Position = None) -> HTMLResponse:
    """Words in texts, sentences and headlines; a code leads to its page."""
    words = asked.asked.words.strip()
    if words.upper() in desk.names and words == words.upper():
        return RedirectResponse(f"/actor/{words}", 303)  # type: ignore[return-value]
    if not words:
        both = tuple(command(name, words="WORDS", as_of=asked.as_of) for name in ("reports", "events"))
        return show(request, "search", title="Search", asked=asked, page=None, texts=None, command=both)
    sought = Wanted(asked.asked.source, asked.asked.since, asked.asked.until, words, None, asked.as_of)
    with asof.reading(desk.ledger, asked.as_of) as c:
        page = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, after)
        texts = sights.reports(c, sought.selection(), FEW, None) if after is None and of_reports(asked) else None
    commands = (*(sought.commands(FEW, None, texts.next) if texts else ()), *asked.commands(ROWS, after, page.next))
    return show(request, "search", title=f"Search: {words}", asked=asked, page=page, texts=texts, wanted=sought, few=FEW, command=commands,
                at=at(page.items, ROWS, after), after=after)  # fmt: skip


def of_reports(asked: Query) -> bool:
    """Whether reports have all that is asked for: filters that only events have leave them out."""
    return all(name in ("words", "source", "since", "until") for name, _ in asked.filters())


@router.get("/reports")
def reports(request: Request, sought: Named, desk: DeskOf, after: Cursor = None) -> HTMLResponse:
    """What was read, the last published first."""
    with asof.reading(desk.ledger, sought.as_of) as c:
        asking.resolve(c, asking.Asked(source=sought.source), lambda: desk.resources)
        found = sights.reports(c, sought.selection(), ROWS, after)
    return show(request, "reports", title="Reports", found=found, wanted=sought, limit=ROWS, after=after,
                command=sought.commands(ROWS, after, found.next))  # fmt: skip


@router.get("/export/reports.jsonl")
def export(sought: Named, desk: DeskOf, limit: Part = 0, after: Cursor = None) -> Response:
    """As `dragoman reports --jsonl` writes them."""
    with asof.reading(desk.ledger, sought.as_of) as c:
        some = sought.selection()
        return jsonl(finding.listed(c, some, limit, after)[0] if limit else finding.every(c, some), "reports")
