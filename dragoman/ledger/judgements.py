"""What people say of two records: the same event, or not. Append-only; the last word on the two counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, or_, select

from dragoman.errors import LedgerError, NotFound
from dragoman.ledger import bulk, writing
from dragoman.ledger import schema as s
from dragoman.ledger.entry import now

#: "undone" leaves the two to the machine again; a comment changes nothing
Verdict = Literal["same", "not_same", "undone", "comment"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
BATCH = 400


class Judgement(Struct, frozen=True):
    """One line of the history of judgements."""

    seq: int
    at: str
    coder: str
    one: str
    other: str
    verdict: Verdict
    note: str | None


def put(c: Connection, one: str, other: str, verdict: Verdict, coder: str, note: str | None = None) -> Judgement:
    """Add a judgement on two records by their ids; they may be of any time. Raises NotFound, LedgerError."""
    if one == other:
        raise LedgerError(f"{one} twice", "a judgement is on two records", "name two")
    if not coder.strip():
        raise LedgerError("a judgement without a name", "judgements are by named coders", "give --coder NAME")
    for name in (one, other):
        if not is_record(c, name):
            raise NotFound(f"no record {name}", "nothing in the ledger has that id", "dragoman report REPORT lists the records of a report")
    a, b = sorted((one, other))
    seq = writing.put_log(c, "judged", None, {"one": a, "other": b, "verdict": verdict, "by": coder})
    made = Judgement(seq, now(), coder, a, b, verdict, note)
    [key] = bulk.keys(c, s.judgement, 1)
    bulk.put(c, s.judgement, [{"pk": key, **{name: getattr(made, name) for name in made.__struct_fields__}}])
    return made


def is_record(c: Connection, name: str) -> bool:
    """Whether a record has, or had, this id. One that holds is found at once."""
    r = s.record.c
    wanted = select(r.pk).where(r.id == name).limit(1)
    return c.execute(wanted.where(r.to_seq.is_(None))).first() is not None or c.execute(wanted).first() is not None


def on(c: Connection, ids: Collection[str]) -> list[Judgement]:
    """All that was said of these records, in order."""
    j = s.judgement.c
    names = Judgement.__struct_fields__
    found: dict[int, Judgement] = {}
    listed = sorted(ids)
    either = or_(j.one.in_(bindparam("a", expanding=True)), j.other.in_(bindparam("b", expanding=True)))
    wanted = select(*(j[name] for name in names)).where(either)
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        found |= {row.seq: Judgement(*row) for row in c.execute(wanted, {"a": some, "b": some})}
    return [found[seq] for seq in sorted(found)]


def last_words(c: Connection, ids: Collection[str]) -> dict[frozenset[str], bool]:
    """By pair with one of these records: True for the same event, False for two. Pairs that are left to the machine are not in it."""
    said: dict[frozenset[str], bool] = {}
    for one in on(c, ids):
        pair = frozenset((one.one, one.other))
        if one.verdict == "undone":
            said.pop(pair, None)
        elif one.verdict != "comment":
            said[pair] = one.verdict == "same"
    return said


def any_at_all(c: Connection) -> bool:
    """Whether anything was ever judged."""
    return bool(bulk.fetch(c, _first))


def _first() -> Select[Any]:
    return select(s.judgement.c.pk).limit(1)
