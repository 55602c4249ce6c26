"""What alerts fired, in the ledger: once for one subject, undelivered until it is delivered."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from dragoman.alerts.firing import Firing
from dragoman.alerts.records import told_of
from dragoman.ledger import schema as s
from dragoman.ledger.entry import now
from dragoman.ledger.loading import quotes_of

PAGE = 500


class Fired(Struct, frozen=True):
    """One that fired. `at` and `delivered_at` are moments (UTC); undelivered, `error` says why, and `tries` how often it was tried."""

    pk: int
    alert: str
    subject: str
    at: str
    report: str | None
    data: dict[str, Any]
    delivered_at: str | None
    tries: int
    error: str | None


def keep(c: Connection, alert: str, firings: Iterable[Firing], *, mark: bool = False) -> int:
    """Those that are new, undelivered; how many. With `mark` they count as told. In a writing transaction: nobody is quicker."""
    given, new = list(firings), 0
    told = told_of(c, alert, [subject for one in given for subject in (one.subject, *one.counted)])
    moment = now()
    for one in given:
        subjects = {one.subject, *one.counted}
        if subjects & told:
            continue
        told |= subjects
        data = None if mark else msgspec.json.encode(one.data).decode()
        c.execute(insert(s.alert_fired), [_row(alert, one.subject, moment, one.report, data), *_counted(alert, one, moment)])
        new += 1
    return new


def _row(alert: str, subject: str, moment: str, report: str | None, data: str | None) -> dict[str, Any]:
    done = moment if data is None else None
    return {"alert": alert, "subject": subject, "at": moment, "report": report, "data": data, "delivered_at": done, "tries": 0}


def _counted(alert: str, one: Firing, moment: str) -> list[dict[str, Any]]:
    return [_row(alert, subject, moment, one.report, None) for subject in one.counted]


def waiting(c: Connection, alert: str, limit: int = PAGE) -> list[Fired]:
    """What is to be delivered, the oldest first."""
    a = s.alert_fired.c
    rows = c.execute(select(s.alert_fired).where(a.alert == alert, a.delivered_at.is_(None)).order_by(a.pk).limit(limit))
    return [_fired(row) for row in rows.mappings()]


def listed(c: Connection, alerts: Sequence[str] = (), *, undelivered: bool = False, limit: int = 0) -> list[Fired]:
    """What fired, the newest first; what only counts as told is left out."""
    a = s.alert_fired.c
    wanted = select(s.alert_fired).where(a.data.is_not(None)).order_by(a.pk.desc())
    wanted = wanted.where(a.alert.in_(alerts)) if alerts else wanted
    wanted = wanted.where(a.delivered_at.is_(None)) if undelivered else wanted
    return [_fired(row) for row in c.execute(wanted.limit(limit) if limit else wanted).mappings()]


def _fired(row: Any) -> Fired:
    return Fired(**{**row, "data": msgspec.json.decode(row["data"])})


def delivered(c: Connection, pk: int) -> None:
    """It arrived."""
    a = s.alert_fired.c
    c.execute(update(s.alert_fired).where(a.pk == pk).values(delivered_at=now(), tries=a.tries + 1, error=None))


def failed(c: Connection, pk: int, why: str) -> None:
    """It did not, and waits for the next time."""
    a = s.alert_fired.c
    c.execute(update(s.alert_fired).where(a.pk == pk).values(tries=a.tries + 1, error=why))


def message(c: Connection, one: Fired) -> dict[str, Any]:
    """What is delivered: with the words of the quotes, "" where the ledger does not keep them."""
    return {"alert": one.alert, "id": one.pk, "fired_at": one.at, **_quoted(c, one.data)}


def _quoted(c: Connection, data: dict[str, Any]) -> dict[str, Any]:
    inner = [_quoted(c, event) for event in data.get("events", ())]
    names = {found["report"] for found in data.get("quotes", ())}
    keys = {row.id: row.pk for row in c.execute(select(s.report.c.id, s.report.c.pk).where(s.report.c.id.in_(names)))}
    kept = quotes_of(c, keys.values())
    words = [{**one, "text": kept[keys[one["report"]]].cut(one["start"], one["end"]).text} for one in data.get("quotes", ())]
    return {**data, **({"events": inner} if inner else {}), **({"quotes": words} if words else {})}
