"""Which alerts have fired, and which of them still wait to be delivered."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.ledger import bulk
from dragoman.ledger import schema as s
from dragoman.ledger.entry import now

#: the key under which a rule is kept from its first run on
BEGUN = ""


class Fired(Struct, frozen=True):
    """One alert: `body` is what is delivered; `delivered_at` None while it waits, with the `error` of the last of so many `tries`."""

    rule: str
    key: str
    at: str
    says: str
    body: bytes
    delivered_at: str | None
    tries: int
    error: str | None


def keys(c: Connection, rule: str) -> set[str] | None:
    """What of a rule has fired or was there before it; None for a rule that was never run."""
    found = set(c.execute(select(s.alert_fired.c.key).where(s.alert_fired.c.rule == rule)).scalars())
    return found - {BEGUN} if found else None


def begin(c: Connection, rule: str, there: Iterable[str]) -> None:
    """Keep a rule with what it would find already, which does not fire."""
    _put(c, [(rule, key, "", b"", True) for key in dict.fromkeys((BEGUN, *there))])


def put(c: Connection, rule: str, key: str, says: str, body: bytes) -> None:
    """An alert that fires; it waits."""
    _put(c, [(rule, key, says, body, False)])


def _put(c: Connection, lines: list[tuple[str, str, str, bytes, bool]]) -> None:
    at = now()
    pks = bulk.keys(c, s.alert_fired, len(lines))
    bulk.put(c, s.alert_fired, [
        {"pk": pk, "rule": rule, "key": key, "at": at, "says": says, "body": body, "delivered_at": at if done else None, "tries": 0,
         "error": None}
        for pk, (rule, key, says, body, done) in zip(pks, lines, strict=True)
    ])  # fmt: skip


def waiting(c: Connection, rules: Iterable[str]) -> list[Fired]:
    """Those of these rules that are not delivered, the oldest first."""
    t = s.alert_fired.c
    return _listed(c, t.delivered_at.is_(None) & t.rule.in_(list(rules)))


def every(c: Connection) -> list[Fired]:
    """All that fired, the oldest first."""
    return _listed(c, s.alert_fired.c.says != "")


def _listed(c: Connection, wanted: object) -> list[Fired]:
    t = s.alert_fired.c
    rows = c.execute(select(*(t[name] for name in Fired.__struct_fields__)).where(wanted).order_by(t.pk))  # type: ignore[arg-type]
    return [Fired(*row) for row in rows]


def tried(c: Connection, one: Fired, error: str | None) -> None:
    """It was delivered, or it was not and why."""
    t = s.alert_fired
    done = now() if error is None else None
    c.execute(t.update().where(t.c.rule == one.rule, t.c.key == one.key).values(delivered_at=done, tries=one.tries + 1, error=error))
