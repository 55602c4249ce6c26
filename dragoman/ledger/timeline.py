"""One event through time: what each report told of it, in which words, in the order in which it was told; and how it was linked."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.errors import NotFound
from dragoman.ledger import codec, judgements, later, links, rows
from dragoman.ledger import schema as s
from dragoman.ledger.codec import Row
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.members import keys_by_id, keys_of
from dragoman.model import Amount, Event, EventDate, LedgerEvent, Negation, Place, Span, Status

#: statuses that contradict no other: what was to come has come, what goes on has begun
GOES_WITH: Mapping[str, str | None] = {"planned": None, "expected": None, "possible": None, "ongoing": "occurred"}
SHOWN = 5  # ids that are named where a beginning fits several


class Telling(Struct, frozen=True):
    """One record of the event. `known` is the moment since when the ledger has it; `copy_of` the report that its own is a copy of."""

    record: str
    report: str
    published: str | None
    source: str | None
    title: str | None
    coder: str
    known: str
    copy_of: str | None
    type: str
    mode: str | None
    status: Status
    negation: Negation | None
    certainty: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: EventDate | None
    place: Place | None
    amounts: tuple[Amount, ...]
    evidence: tuple[Span, ...]


class Moved(Struct, frozen=True):
    """A record joined the event, left it, went to another or came back."""

    at: str
    record: str
    what: str


class Timeline(Struct, frozen=True):
    """`event` is as `dragoman events` has it; `differ`: fields on which the tellings do not agree, what they
    say, and who says it.
    """

    event: LedgerEvent
    texts: int
    tellings: tuple[Telling, ...]
    differ: dict[str, dict[str, tuple[str, ...]]]
    links: tuple[Moved, ...]
    judgements: tuple[judgements.Judgement, ...]


def of_event(c: Connection, name: str) -> Timeline:
    """The event of this id, or the event of the record of this id. Raises NotFound."""
    event = name_of(c, name)
    found = _rows(c, event)
    if not found:
        why = "its records are retracted or coded otherwise"
        raise NotFound(f"event {event}: nothing tells of it any more", why, "dragoman events lists events")
    representative = max(found, key=newest)
    [whole] = rows.told(c, [representative])
    tellings = _tellings(c, found)
    ids = [one.record for one in tellings]
    moves = tuple(Moved(at, record, what) for _, at, record, what in links.history(c, event))
    independent = {one.copy_of or one.report for one in tellings}
    return Timeline(whole, len(independent), tellings, differ(tellings), moves, tuple(judgements.on(c, ids)))


def newest(row: Row) -> tuple[str, int]:
    """The record that stands for its event: the one of the latest day, as in the order of `dragoman events`."""
    return row["first_day"] or row["last_day"] or "", row["pk"]


def name_of(c: Connection, name: str) -> str:
    """The id of the event that is meant: of an event, of a record, or the beginning of one. Raises NotFound."""
    wanted = name.strip()
    held = s.record.c
    keys = keys_of(c, [wanted]) | keys_by_id(c, [wanted])
    if not keys and wanted:
        near = select(held.pk, held.id).where(held.id >= wanted, held.id < wanted + "~", held.to_seq.is_(None))
        begins = {row.id: row.pk for row in c.execute(near.order_by(held.id).limit(SHOWN + 1))}
        if len(begins) > 1:
            named = ", ".join(sorted(begins)[:SHOWN])
            raise NotFound(f"event {wanted}: more than one record begins so", named, "write more of its id")
        keys = set(begins.values())
    if not keys and (since := later.record_since(c, wanted)) is not None:
        raise later.not_yet(f"event {wanted}", since)
    if not keys:
        why = "no event and no record in the ledger has an id that begins so"
        raise NotFound(f"event {wanted}: not found", why, "dragoman events --jsonl lists them")
    events = set(c.execute(select(held.event).where(held.pk.in_(keys))).scalars())
    return wanted if wanted in events else min(events)


def differ(tellings: Sequence[Telling]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Fields of which the tellings say different things, and who says which; one that says nothing of a field contradicts nobody."""
    said: dict[str, dict[str, list[str]]] = {}
    for one in tellings:
        for name, value in _said(one).items():
            if value:
                said.setdefault(name, {}).setdefault(value, []).append(_teller(one))
    return {
        name: {value: tuple(dict.fromkeys(who)) for value, who in values.items()}
        for name, values in said.items()
        if len({GOES_WITH.get(value, value) for value in values} - ({None} if name == "status" else set())) > 1
    }


def _said(one: Telling) -> dict[str, str | None]:
    """What is compared. Amounts are compared by what they count, so that one that only one report tells is no contradiction."""
    counted = {f"{a.item or a.unit}": amount(a) for a in one.amounts if a.item or a.unit}
    return {
        "type": one.type,
        "mode": one.mode,
        "status": f"{one.status} ({one.negation.replace('_', ' ')})" if one.negation else one.status,
        "actors": ", ".join(sorted(one.actors)),
        "recipients": ", ".join(sorted(one.recipients)),
        "date": f"{one.date.start or ''}/{one.date.end or ''}" if one.date else None,
        "place": one.place.name if one.place else None,
        **counted,
    }


def _teller(one: Telling) -> str:
    """`Wire, 2024-05-04`."""
    return ", ".join(part for part in (one.source or one.report, one.published) if part)


def amount(one: Amount) -> str:
    """`20 engineers`, `5 to 7 t`."""
    low = one.low or 0
    spread = f"{low:g} to {one.high:g}" if one.high is not None else f"over {low:g}"
    value = spread if one.value is None else f"{one.value:g}"
    return " ".join(part for part in (value, one.unit, one.item) if part)


def _rows(c: Connection, event: str) -> list[Row]:
    """Records of the event that hold and are not retracted, with their reports, coders and the moment since when they are known."""
    r, t = s.report.c, s.record.c
    first = s.report.alias("first")
    columns = (
        r.id.label("report_id"), r.published.label("report_published"), r.source.label("report_source"), r.title.label("report_title"),
        r.duplicate_of.label("report_original"), first.c.id.label("copy_of"), s.coding.c.coder, s.log.c.at.label("known"),
    )  # fmt: skip
    statement = (
        select(s.record, *columns)
        .join(s.report, r.pk == t.report)
        .join(s.coding, s.coding.c.pk == t.coding)
        .join(s.log, s.log.c.seq == t.from_seq)
        .outerjoin(first, first.c.pk == r.duplicate_of)
        .where(t.pk.in_(keys_of(c, [event])), t.to_seq.is_(None), r.retracted_at.is_(None))
    )
    found = [row._asdict() for row in c.execute(statement)]
    return sorted(found, key=lambda row: (row["report_published"] or rows.LATER, row["pk"]))


def _tellings(c: Connection, found: Sequence[Row]) -> tuple[Telling, ...]:
    quotes = quotes_of(c, [row["report"] for row in found])
    return tuple(_telling(row, codec.event_of(row, quotes[row["report"]].cut)) for row in found)


def _telling(row: Row, told: Event) -> Telling:
    return Telling(
        told.id, row["report_id"], row["report_published"], row["report_source"], row["report_title"], row["coder"], row["known"],
        row["copy_of"], told.type, told.mode, told.status, told.negation, told.certainty,
        tuple(dict.fromkeys(a.country or a.person or a.name for a in told.actors)),
        tuple(dict.fromkeys(a.country or a.person or a.name for a in told.recipients)),
        told.date, told.place, told.amounts, told.evidence,
    )  # fmt: skip
