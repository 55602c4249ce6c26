"""`dragoman db check` finds what is wrong, each thing by its name."""
from __future__ import annotations

import pytest

from dragoman.ledger import search
from dragoman.ledger.checks import check
from dragoman.ledger.search import Index
from dragoman.ledger.store import Ledger
from tests.ledger.made import LATER, entry

WRONG = {
    "UPDATE sentence SET text = 'He never said so.' WHERE pk = 1": "quotes that are not what their report said",
    "UPDATE report SET text = text || ' More.'": "texts that are not what their sha256 says",
    "UPDATE report SET text = NULL": "against their retention",
    "DELETE FROM sentence": "records whose sentence is not there",
    "DELETE FROM sighting": "met nowhere",
    "UPDATE record SET to_seq = from_seq": "ceased to hold before they did",
    "UPDATE coding SET replaced_at = '2024-01-01T00:00:00Z' WHERE to_seq IS NULL": "half replaced",
    "UPDATE coding SET to_seq = NULL, replaced_at = NULL": "two codings by one coder",
    "UPDATE record SET coding = (SELECT max(pk) FROM coding)": "records whose coding is of another report",
    "UPDATE report SET duplicate_of = 2 WHERE pk = 1; UPDATE report SET duplicate_of = 1 WHERE pk = 2": "copies of a copy",
    "UPDATE log SET report = 1": "without a line in the log",
    'UPDATE sentence SET "end" = 100000, start = 99990 WHERE pk = 1': "beyond the end",
}


def filled(ledger: Ledger) -> Ledger:
    for number in (1, 2):
        ledger.add(entry(number))
        ledger.recode(entry(number, LATER))
    return ledger


@pytest.mark.parametrize("statement", WRONG, ids=WRONG.values())
def test_what_is_wrong_is_found(ledger: Ledger, statement: str) -> None:
    with filled(ledger).writing() as c:
        for one in statement.split("; "):
            c.exec_driver_sql(one)
    with ledger.reading() as c:
        findings = check(c).findings
    assert any(WRONG[statement] in finding for finding in findings), findings


@pytest.mark.parametrize(("index", "what"), [("search", "records"), ("search_report", "reports")])
def test_what_cannot_be_searched_is_found(ledger: Ledger, index: Index, what: str) -> None:
    with filled(ledger).writing() as c:
        search.drop(c, index)
        search.create(c, index)
    with ledger.reading() as c:
        assert any(f"{what} that can be searched: 0 of" in finding for finding in check(c).findings)


def test_a_damaged_file_is_found(tmp_path: object, ledger: Ledger) -> None:
    """SQLite's own check; PostgreSQL's server looks after its files."""
    filled(ledger)
    if ledger.path is None:
        return
    ledger.close()
    data = bytearray(ledger.path.read_bytes())
    for page in range(30, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    ledger.path.write_bytes(data)
    with pytest.raises(Exception, match="damaged"), Ledger.at(str(ledger.path)) as again, again.reading() as c:
        raise AssertionError("; ".join(check(c).findings))


def test_a_sound_ledger_is_sound(ledger: Ledger) -> None:
    with filled(ledger).reading() as c:
        health = check(c)
    assert health.findings == ()
    assert (health.counts["report"], health.counts["record"]) == (2, 6)
    assert health.quotes > 4
