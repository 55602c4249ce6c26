"""A ledger into a file and back, from either database into either."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import Damaged, LedgerError, NotFound, Unwritable
from dragoman.ledger import finding
from dragoman.ledger.backup import backup, restore
from dragoman.ledger.checks import check
from dragoman.ledger.filters import Filters
from dragoman.ledger.reports import Selection
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from tests.ledger.made import LATER, coding, entry
from tests.ledger.test_store import held
from tests.postgres import Postgres

NUMBERS = range(5)


def filled(ledger: Ledger) -> Ledger:
    for number in NUMBERS:
        ledger.add(entry(number, retention=("full", "evidence", "offsets")[number % 3]))
        ledger.recode(entry(number, LATER))
    ledger.fail("Baltic Wire", "broken.pdf", ValueError("no page"), {"origin": "broken.pdf"})
    return ledger


def same(old: Ledger, new: Ledger) -> None:
    """All that is in the two is the same, and the new one goes on."""
    for number in NUMBERS:
        assert held(new, coding(number)) == held(old, coding(number))
    assert [failure.item for failure in new.failures()] == ["broken.pdf"]
    with old.reading() as before, new.reading() as after:
        assert check(after).findings == ()
        assert check(after).counts == check(before).counts
        assert list(all_events(after, Filters())) == list(all_events(before, Filters()))
        assert list(all_events(after, Filters()))
        words = Selection(words="round -2")
        assert list(finding.every(after, words)) == list(finding.every(before, words))
        assert list(finding.every(after, words))
    assert new.add(entry(99)).outcome == "new"


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_there_and_back(ledger: Ledger, target: str, tmp_path: Path, postgres: Postgres) -> None:
    file = tmp_path / "saved"
    size = backup(filled(ledger), file)
    assert size == file.stat().st_size > 0
    url = str(tmp_path / "new.db") if target == "sqlite" else postgres.database()
    with Ledger.at(url) as new:
        restore(new, file)
        same(ledger, new)
        with pytest.raises(LedgerError, match="has reports already"):
            restore(new, file)
        restore(new, file, replace=True)
        same(ledger, new)


def test_a_backup_is_not_written_over_a_file(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "saved"
    file.write_bytes(b"something else")
    with pytest.raises(Unwritable, match="is there already"):
        backup(ledger, file)
    assert file.read_bytes() == b"something else"
    backup(ledger, file, replace=True)
    with pytest.raises(Unwritable, match="cannot be written"):
        backup(ledger, tmp_path / "missing" / "saved")
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_a_backup_that_breaks_off_restores_nothing(postgres: Postgres, tmp_path: Path) -> None:
    file = tmp_path / "saved"
    with Ledger.open(postgres.database(), create=True) as old:
        backup(filled(old), file)
    whole = file.read_bytes()
    with Ledger.open(str(tmp_path / "new.db"), create=True) as new:
        new.add(entry(7))
        for cut in (len(whole) // 2, len(whole) - 3):
            file.write_bytes(whole[:cut])
            with pytest.raises(Damaged):
                restore(new, file, replace=True)
        assert held(new, coding(7)) == coding(7), "what was there stays"
        file.write_bytes(b"nothing of ours")
        with pytest.raises(NotFound, match="no backup"):
            restore(new, file, replace=True)
        with pytest.raises(NotFound, match="cannot be read"):
            restore(new, tmp_path / "missing")
