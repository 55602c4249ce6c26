"""What following takes, out of a ledger as the connection sees it (now, or as of a day)."""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.days import first_day
from dragoman.following import commitments, meetings
from dragoman.following.attending import expanded, holders
from dragoman.following.bodies import belonging
from dragoman.following.commitments import Thread
from dragoman.following.meetings import Meeting, Telling
from dragoman.following.told import Reported
from dragoman.ledger import codec, entered, holdings
from dragoman.ledger import schema as s
from dragoman.ledger.entered import Entered
from dragoman.ledger.entry import MACHINE
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.packing import built_all
from dragoman.model import Progress
from dragoman.resources import load

PAGE = 500
#: no step can stand before it: a report of unknown date comes first
UNDATED = "0001-01-01"


class Followed(Struct, frozen=True):
    """All that is owed and all meetings, as far as reports tell."""

    commitments: tuple[Thread, ...]
    meetings: tuple[Meeting, ...]


def followed(c: Connection, until: str | None = None) -> Followed:
    """Everything, from the first report on; with a day, of the reports published until then."""
    held = holders(holdings.offices(c))
    met = meetings.follow(tellings(c, until))
    for m in met:
        m.attending = expanded(m.attending, held, m.history[-1].published)
        m.members = belonging(m, load())
    return Followed(tuple(commitments.follow(reported(c, until), _entered(c, until))), tuple(met))


def _entered(c: Connection, until: str | None) -> list[Entered]:
    return [one for one in entered.every(c) if until is None or (one.day or one.at)[:10] <= until]


def reported(c: Connection, until: str | None = None) -> Iterator[Reported]:
    """What each report tells of things owed; copies, retracted reports and those without such a sentence are left out."""
    r, k = s.report.c, s.coding.c
    wanted = (
        select(r.pk, r.id, r.published, r.source, k.named, k.progress)
        .join(s.coding, k.report == r.pk)
        .where(k.to_seq.is_(None), k.coder == MACHINE, r.retracted_at.is_(None), r.duplicate_of.is_(None), k.progress.is_not(None))
        .order_by(r.pk)
    )
    rows = c.execute(wanted).all()
    for at in range(0, len(rows), PAGE):
        some = rows[at : at + PAGE]
        quotes = quotes_of(c, [row.pk for row in some])
        for row in some:
            told = built_all(Progress, row.progress, quotes[row.pk].cut)
            published = first_day(row.published) if row.published else UNDATED
            if until is not None and published > until:
                continue
            yield Reported(row.id, published, row.pk, row.source, tuple((row.named or "").split()), told)


def tellings(c: Connection, until: str | None = None) -> Iterator[Telling]:
    """Every record of a meeting or a visit, and of what may have come of one."""
    r, t = s.report.c, s.record.c
    wanted = (
        select(s.record, r.id.label("report_id"), r.published.label("report_published"))
        .join(s.report, r.pk == t.report)
        .where(t.type.in_(("CONSULT", *sorted(meetings.OUTCOMES))), t.to_seq.is_(None), r.retracted_at.is_(None), r.duplicate_of.is_(None))
        .order_by(t.pk)
    )
    rows = [row._asdict() for row in c.execute(wanted)]
    for at in range(0, len(rows), PAGE):
        some = rows[at : at + PAGE]
        quotes = quotes_of(c, [row["report"] for row in some])
        for row in some:
            published = first_day(row["report_published"]) if row["report_published"] else UNDATED
            if until is not None and published > until:
                continue
            event = codec.event_of(row, quotes[row["report"]].cut)
            yield Telling(row["report_id"], published, row["report"], row["event"], event)
