"""Hand-kept tables: what is taken in, what is set aside and why, and that the same table twice changes nothing."""
from __future__ import annotations

from functools import cache

import pytest

from dragoman import resources
from dragoman.errors import BadInput, DiskFull
from dragoman.handkept.mapping import Columns, check_header, parse
from dragoman.handkept.taking import Read, Taken, read, take
from dragoman.ledger.filters import Filters, Who
from dragoman.ledger.holdings import commitments, offices
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from dragoman.model import LedgerEvent
from dragoman.resources import Resources

EVENTS = """
kind = "events"
dates = "%d/%m/%Y"
[columns]
id = "No"
date = "Day"
type = "Kind"
mode = "How"
status = "Status"
actors = "Who"
recipients = "To"
place = "Where"
evidence = "Quote"
published = "Printed"
[constants]
source = "Lima Courier"
[values.type]
"Talks" = "CONSULT"
"Recall" = "SANCTION"
"""
HEAD = "No,Day,Kind,How,Status,Who,To,Where,Quote,Printed\n"
RECALL = "1,03/03/2026,Recall,withdraw,occurred,Peru,Chile,Lima,Peru recalled its ambassador to Chile.,04/03/2026\n"
TALKS = '2,20/03/2026,Talks,,planned,Chile; Ana Quispe (PER),,Santiago,"Chile will host talks, an official said.",04/03/2026\n'
SAME_WORDS = "3,,AGREE,,,PER,CHL,,Peru recalled its ambassador to Chile.,\n"
WRONG = {
    "4,31/02/2026,Talks,,,Chile,,,Words.,": "'31/02/2026' is no date",
    "4,,Meeting,,,Chile,,,Words.,": "'Meeting' is no type",
    "4,,Talks,expel,,Chile,,,Words.,": "'expel' is no mode of CONSULT",
    "4,,Talks,,happened,Chile,,,Words.,": "'happened' is no status",
    "4,,Talks,,,Chili,,,Words.,": "did you mean Chile",
    "4,,Talks,,,Ana Quispe (XQZ),,,Words.,": "is unknown",
    "4,,Talks,,,,,,Words.,": "neither an actor nor a recipient",
    "4,,,,,Chile,,,Words.,": "type is empty",
    "4,,Talks,,,Chile,,,Words.,yesterday": "'yesterday' is no date",
    "4,,Talks,,,Chile,,,Words.": "it has 9 cells and the head 10",
    RECALL.strip(): "the same record as line 2",
}


@cache
def loaded() -> Resources:
    return resources.load()


def table(text: str, mapping: str = EVENTS, coder: str = "Rosa Lind") -> Read:
    return read(text, "kept.csv", parse(mapping), coder, loaded())


def events(ledger: Ledger, filters: Filters | None = None) -> list[LedgerEvent]:
    with ledger.reading() as c:
        return list(all_events(c, filters or Filters()))


def test_rows_become_records_by_their_coder(ledger: Ledger) -> None:
    found = table(HEAD + RECALL + TALKS)
    assert found.bad == ()
    assert take(ledger, found, "kept.csv", "Rosa Lind") == Taken(2, 0, 0, 2)
    talks, recall = events(ledger)
    assert (recall.type, recall.mode, recall.cameo, recall.quad) == ("SANCTION", "withdraw", "161", "material_conflict")
    assert [(a.name, a.country, a.start) for a in (*recall.actors, *recall.recipients)] == [("Peru", "PER", 0), ("Chile", "CHL", 32)]
    assert recall.date is not None
    assert (recall.date.start, recall.date.end, recall.confidence, recall.certainty) == ("2026-03-03", "2026-03-03", 1.0, 3)
    assert recall.place is not None
    assert (recall.place.country, recall.place.precision) == ("PER", "city")
    assert [(a.name, a.country) for a in talks.actors] == [("Chile", "CHL"), ("Ana Quispe", "PER")]
    assert "coded by Rosa Lind" in talks.why
    [record] = talks.records
    assert (record.source, record.published, record.status) == ("Lima Courier", "2026-03-04", "planned")
    assert record.evidence[0].text == "Chile will host talks, an official said."
    assert events(ledger, Filters(actor=(Who((), ("Ana Quispe",)),), words="official")) == [talks]


def test_the_same_table_changes_nothing_and_a_longer_one_adds(ledger: Ledger) -> None:
    assert take(ledger, table(HEAD + RECALL), "kept.csv", "Rosa Lind") == Taken(1, 0, 0, 1)
    before = events(ledger)
    assert take(ledger, table(HEAD + RECALL), "kept.csv", "Rosa Lind") == Taken(0, 0, 1, 1)
    assert events(ledger) == before
    assert take(ledger, table(HEAD + RECALL + SAME_WORDS), "kept.csv", "Rosa Lind") == Taken(1, 0, 1, 1)
    assert take(ledger, table(HEAD + SAME_WORDS), "kept.csv", "Rosa Lind") == Taken(0, 0, 1, 1), "what was there stays"
    mended = table(HEAD + RECALL.replace("occurred", "alleged"))
    assert take(ledger, mended, "kept.csv", "Rosa Lind") == Taken(0, 1, 0, 1)
    assert sorted(event.status for event in events(ledger)) == ["alleged", "occurred"]
    assert {event.id for event in before} < {event.id for event in events(ledger)}


def test_two_coders_of_the_same_words_stand_side_by_side(ledger: Ledger) -> None:
    for coder in ("Rosa Lind", "Otto Bram"):
        take(ledger, table(HEAD + RECALL, coder=coder), "kept.csv", coder)
    assert [event.why[0] for event in events(ledger)] == ["coded by Otto Bram", "coded by Rosa Lind"]


@pytest.mark.parametrize(("row", "why"), WRONG.items(), ids=list(WRONG.values()))
def test_a_wrong_row_is_named_and_the_others_taken(row: str, why: str) -> None:
    found = table(f"{HEAD}{RECALL}\n{row}\n{TALKS}")
    assert [line for line, _ in found.good] == [2, 5]
    [bad] = found.bad
    assert bad.line == 4
    assert why in bad.why


def test_nothing_is_half_done(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger fails at the second report: the first is not there either."""
    from dragoman.handkept import taking

    put, calls = taking.adding.add, []

    def failing(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise DiskFull("no room", "the disk is full", "free some")
        return put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(taking.adding, "add", failing)
    with pytest.raises(DiskFull):
        take(ledger, table(HEAD + RECALL + TALKS), "kept.csv", "Rosa Lind")
    assert events(ledger) == []


def test_commitments_and_offices(ledger: Ledger) -> None:
    columns = ("obligor", "obligee", "what", "amount", "unit", "due", "state", "url")
    owed = 'kind = "commitments"\n[columns]\n' + "\n".join(f'{name} = "{name}"' for name in columns)
    rows = f"{','.join(columns)}\nChile,PER,repair the bridge,30,USD,2026-06,agreed,u\nChile,,pay,much,,,agreed,u\n"
    found = table(rows, owed)
    assert [bad.why for bad in found.bad] == ["the amount 'much' is no number"]
    assert take(ledger, found, "kept.csv", "Rosa Lind") == Taken(1, 0, 0, 1)
    held = 'kind="offices"\n[columns]\nperson="P"\noffice="O"\ncountry="C"\nstart="From"\nend="To"\nsource="S"'
    seats = table("P,O,C,From,To,S\nAna Quispe,foreign minister,Peru,2024-05,2026-01-31,List\nOtto Bram,mayor,Chile,2026,2025,List\n", held)
    assert ["before the start" in bad.why for bad in seats.bad] == [True]
    for expected in (Taken(1, 0, 0, 1), Taken(0, 0, 1, 1)):
        assert take(ledger, seats, "seats.csv", "Rosa Lind") == expected
    with ledger.reading() as c:
        [one], [office] = commitments(c), offices(c)
    assert (one.what.text, one.due, one.state, one.coder) == ("repair the bridge", "2026-06", "agreed", "Rosa Lind")
    assert one.amount is not None
    assert (one.amount.value, one.amount.unit) == (30.0, "USD")
    assert (office.person, office.country, office.start, office.end) == ("Ana Quispe", "PER", "2024-05", "2026-01-31")


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ('kind = "event"', "Invalid enum value"), ('kind = "events"\ncolour = 1', "unknown field"),
        ('kind = "events"\n[columns]\nactor = "A"', "did you mean 'actors'"),
        ('kind = "events"\n[columns]\nactors = "A"', "no column for type"),
        ('kind = "events"\n[columns]\nactors = "A"\ntype = "T"', "source or url"),
    ],
)  # fmt: skip
def test_a_mapping_with_a_mistake(mapping: str, why: str) -> None:
    import msgspec

    with pytest.raises((BadInput, msgspec.ValidationError), match=why):
        parse(mapping)


def test_a_table_without_the_columns() -> None:
    with pytest.raises(BadInput, match="did you mean 'Type'"):
        check_header(Columns("events", {"type": "Typ"}), ["Type", "Who"], "kept.csv")
    for text in ("", "\n\n"):
        with pytest.raises(BadInput, match="is empty"):
            table(text)
    with pytest.raises(BadInput, match="line 2 cannot be read"):
        table(HEAD + '1,"open\n')
