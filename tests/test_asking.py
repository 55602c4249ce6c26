"""From what people type to codes, and what is said of names that are none."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dragoman import resources
from dragoman.asking import Asked, day, resolve
from dragoman.errors import BadDate, DragomanError
from dragoman.ledger.empty import why_empty
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.filters import Dyad, Filters, Where, Who
from dragoman.ledger.store import Ledger
from dragoman.resources import Resources
from tests.ledger.made import coding


@cache
def loaded() -> Resources:
    return resources.load()


def never() -> Resources:
    raise AssertionError("what the ledger has needs no resources")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        ledger.add(Entry(coding(1), Sighting("Baltic Wire")))
        with ledger.reading() as c:
            yield c


def test_what_the_ledger_has_is_taken_as_it_stands(connection: Connection) -> None:
    asked = Asked(
        actor=("EST", "lva"), type=("consult",), mode=("visit",), quad=("verbal_cooperation",), context=("diplomatic",),
        status=("occurred",), place=("LVA",), source=("baltic wire",), since="2024", until="2024-02", dyad=("EST>LVA",),
    )  # fmt: skip
    filters = resolve(connection, asked, never)
    assert filters.actor == (Who(("EST",)), Who(("lva",)))
    assert filters.dyad == (Dyad(Who(("EST",)), Who(("LVA",)), True),)
    assert (filters.since, filters.until) == ("2024-01-01", "2024-02-29")


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Estonia", Who(("EST",))), ("the Kremlin", Who(("RUS",))), ("PER", Who(("PER",))), ("NATO", Who(("NATO",))),
        ("Aino Kask", Who((), ("Aino Kask",))), ("aino kask", Who((), ("aino kask",))),
    ],
)  # fmt: skip
def test_names_of_actors(connection: Connection, name: str, who: Who) -> None:
    assert resolve(connection, Asked(actor=(name,)), loaded).actor == (who,)


@pytest.mark.parametrize("name", ["MEX_MORENA", "National Regeneration Movement"])
def test_a_party_is_asked_for_by_its_names_not_by_its_state(connection: Connection, name: str) -> None:
    [who] = resolve(connection, Asked(recipient=(name,)), loaded).recipient
    assert who.codes == ()
    assert {"Morena", "National Regeneration Movement"} <= set(who.names)


@pytest.mark.parametrize(
    ("name", "where"),
    [("Latvia", Where(("LVA",), ("Latvia",))), ("Riga", Where((), ("Riga",))), ("PER", Where(("PER",))), ("Oslo", Where((), ("Oslo",)))],
)
def test_names_of_places(connection: Connection, name: str, where: Where) -> None:
    assert resolve(connection, Asked(place=(name,)), loaded).place == (where,)


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (Asked(actor=("Estonja",)), "Estonia"), (Asked(actor=("Kask",)), "Aino Kask"), (Asked(actor=("Aino Kaks",)), "Aino Kask"),
        (Asked(dyad=("EST",)), "A:B"), (Asked(dyad=("EST:Latvja",)), "Latvia"), (Asked(type=("CONSUL",)), "CONSULT"),
        (Asked(mode=("visits",)), "visit"), (Asked(quad=("conflict",)), "verbal_conflict"), (Asked(context=("diplomacy",)), "diplomatic"),
        (Asked(status=("happened",)), "occurred"), (Asked(place=("Rigga",)), "Riga"), (Asked(source=("Baltic Wires",)), "Baltic Wire"),
        (Asked(words="?!"), "word"), (Asked(words="the"), "word"),
        (Asked(words="mee*"), "4 letters"), (Asked(min_confidence=1.5), "from 0"), (Asked(since="2024-02-30"), "2020-09-04"),
    ],
)  # fmt: skip
def test_what_is_not_known_names_what_is_like_it(connection: Connection, asked: Asked, hint: str) -> None:
    with pytest.raises(DragomanError) as caught:
        resolve(connection, asked, loaded)
    assert hint in caught.value.remedy


@pytest.mark.parametrize("written", ["", "20", "2024-13", "2024-1-1", "24-01-01", "yesterday"])
def test_days(written: str) -> None:
    with pytest.raises(BadDate):
        day(written)
    assert (day("2024"), day("2024-02"), day("2024-02-03")) == ("2024-12-31", "2024-02-29", "2024-02-03")


def test_why_nothing_was_found(connection: Connection, tmp_path: Path) -> None:
    assert why_empty(connection, Filters(status=("negated",))).endswith("passes --status even alone")
    assert why_empty(connection, Filters(status=("occurred",), type=("AID",))).endswith("passes all filters together")
    assert why_empty(connection, Filters(since="2030-01-01")).endswith("but none published since 2030-01-01")
    assert why_empty(connection, Filters(source=("Lima Courier",))).endswith("but none from Lima Courier")
    with Ledger.open(str(tmp_path / "empty.db"), create=True) as ledger, ledger.reading() as c:
        assert why_empty(c, Filters()).startswith("no report read")
