"""What failed is kept with its reason until it goes well."""
from __future__ import annotations

from dragoman.errors import WrongLanguage
from dragoman.ledger.store import Ledger


def test_a_failure_is_kept_counted_and_resolved(ledger: Ledger) -> None:
    error = WrongLanguage("a.txt: not English", "it is in Finnish", "translate it first")
    ledger.fail("Baltic Wire", "a.txt", error, {"origin": "a.txt"})
    [first] = ledger.failures()
    assert (first.kind, first.what, first.why, first.remedy) == ("WrongLanguage", error.what, error.why, error.remedy)
    assert (first.tries, first.payload, first.resolved_at) == (1, {"origin": "a.txt"}, None)
    ledger.fail("Baltic Wire", "a.txt", ValueError("no such word"))
    [again] = ledger.failures()
    assert (again.kind, again.tries, again.first_at) == ("ValueError", 2, first.first_at)
    assert "a fault in Dragoman itself" in again.why
    ledger.fail("Baltic Wire", "b.txt", error)
    assert ledger.resolve("Baltic Wire", "a.txt") is True
    assert ledger.resolve("Baltic Wire", "a.txt") is False
    assert [failure.item for failure in ledger.failures()] == ["b.txt"]
    assert [failure.item for failure in ledger.failures(resolved=True)] == ["a.txt", "b.txt"]
    ledger.fail("Baltic Wire", "a.txt", error)
    assert [failure.item for failure in ledger.failures()] == ["a.txt", "b.txt"]
