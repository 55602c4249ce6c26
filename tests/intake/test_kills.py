"""Killed at random moments: nothing is lost, nothing is doubled, nothing is half. `make bench` kills oftener."""
from __future__ import annotations

from benchmarks.ledger_kills import during_ingest, during_recode
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document
from tests.ledger.made import CODER, LATER, coding, document

KILLS = 6
#: long enough, and told apart by more than a number, so that no two are copies of each other
WORDS = "grain ore cables ferries bridges schools permits tariffs pilots rivers forests buses ports mills clinics".split()


def make(number: int) -> Document:
    told = " ".join(f"{WORDS[(number * 7 + n * 3) % 15]} {WORDS[(number // 15 + n) % 15]} {number * n}" for n in range(1, 30))
    return document(number, f" {told}.")


def code(told: Document, coder: Coder) -> Coding:
    return coding(int(told.url.rsplit("/", 1)[1]), coder, of=told)


def test_killed_while_it_takes_in(ledger_url: str) -> None:
    found = during_ingest(ledger_url, KILLS, make, code, CODER)
    assert found.faults == ()
    assert found.midway > 0, "no kill came while there was something to do"


def test_killed_while_it_codes_again(ledger_url: str) -> None:
    documents = [make(number) for number in range(25)]
    with Ledger.open(ledger_url) as ledger:
        for told in documents:
            ledger.add(Entry(code(told, CODER), Sighting(told.source)))
    found = during_recode(ledger_url, KILLS, code, (CODER, LATER), documents)
    assert found.faults == ()
    assert found.midway > 0, "no kill came while there was something to do"
