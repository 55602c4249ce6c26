"""What could not be taken in: named with its reason and kept, until a new try succeeds."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, insert, select, update

from dragoman.errors import DragomanError
from dragoman.ledger import schema as s
from dragoman.ledger.entry import now

REMEDY = "report it with the text that was read, and try again with a later version: dragoman ingest --retry-failed"


class Failure(Struct, frozen=True):
    """One report, or a whole source, that failed; `payload` is what a new try needs."""

    source: str
    item: str
    kind: str
    what: str
    why: str
    remedy: str
    first_at: str
    last_at: str
    tries: int
    resolved_at: str | None
    payload: dict[str, Any] | None

    @property
    def place(self) -> tuple[str, str]:
        """By what it is known."""
        return self.source, self.item


def put(c: Connection, source: str, item: str, error: Exception, payload: Mapping[str, Any] | None) -> None:
    """It failed, for the first time or again."""
    t = s.failure.c
    here = (t.source == source) & (t.item == item)
    row = {**reason(error, item), "last_at": now(), "resolved_at": None, "payload": json.dumps(payload) if payload else None}
    if c.execute(update(s.failure).where(here).values(**row, tries=t.tries + 1)).rowcount == 0:
        c.execute(insert(s.failure), {**row, "source": source, "item": item, "first_at": row["last_at"], "tries": 1})


def resolve(c: Connection, source: str, item: str) -> bool:
    """It went well after all; False where nothing was known to have failed there."""
    t = s.failure.c
    here = (t.source == source) & (t.item == item) & t.resolved_at.is_(None)
    return bool(c.execute(update(s.failure).where(here).values(resolved_at=now())).rowcount)


def listed(c: Connection, *, resolved: bool = False) -> list[Failure]:
    """What has failed and not been resolved, the oldest first; with `resolved` all that ever failed."""
    return page(c, 0, resolved=resolved)[0]


def page(c: Connection, limit: int, after: int | None = None, *, resolved: bool = False) -> tuple[list[Failure], int | None]:
    """So many of them (0: all), and the cursor behind which the next page begins."""
    t = s.failure.c
    query = select(s.failure).order_by(t.pk)
    query = query if resolved else query.where(t.resolved_at.is_(None))
    query = query if after is None else query.where(t.pk > after)
    rows = [dict(row) for row in c.execute(query.limit(limit + 1) if limit else query).mappings()]
    more = rows[limit - 1]["pk"] if limit and len(rows) > limit else None
    return [_failure(row) for row in (rows[:limit] if limit else rows)], more


def count(c: Connection) -> int:
    """How many have failed and are not resolved."""
    return c.execute(select(func.count()).select_from(s.failure).where(s.failure.c.resolved_at.is_(None))).scalar() or 0


def reason(error: Exception, item: str) -> dict[str, str]:
    """The class of an error and its three lines; a fault of ours is one too, and says so."""
    kind = type(error).__name__
    if isinstance(error, DragomanError):
        return {"kind": kind, "what": error.what, "why": error.why, "remedy": error.remedy}
    return {"kind": kind, "what": f"{item}: could not be coded", "why": f"a fault in Dragoman itself ({kind}: {error})", "remedy": REMEDY}


def _failure(row: dict[str, Any]) -> Failure:
    payload = json.loads(row["payload"]) if row["payload"] else None
    return Failure(**{**{name: row[name] for name in Failure.__struct_fields__}, "payload": payload})
