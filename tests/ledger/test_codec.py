"""What comes out of the ledger is what went in, but for the texts that are not kept."""
from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger import codec
from dragoman.ledger.entry import RETENTIONS, Retention
from dragoman.ledger.packing import built_all, packed_all
from dragoman.ledger.quotes import Quote, Quotes, quoted
from dragoman.model import Coding, EventDate, Progress, Span
from tests.ledger.anything import codings
from tests.ledger.made import coding


def quotes(told: Coding, retention: str) -> Quotes:
    """As the ledger would have them."""
    kept = [Quote(one.start, one.end, None if retention == "offsets" else one.text) for one in quoted(told)]
    return Quotes(told.document.text if retention == "full" else None, kept)


def again(told: Coding, retention: Retention) -> Coding:
    """Through rows and back."""
    cut = quotes(told, retention).cut
    return Coding(
        told.document,
        told.coder,
        tuple(codec.event_of(codec.record_values(one, retention), cut) for one in told.events),
        tuple(codec.commitment_of(codec.commitment_values(one, retention), cut) for one in told.commitments),
        tuple(codec.office_of(codec.office_values(one, retention), cut) for one in told.offices),
        tuple(codec.relation_of(codec.relation_values(one, retention), cut) for one in told.relations),
        told.named,
        built_all(Progress, packed_all(told.progress), cut),
    )


def wordless(value: Any) -> Any:
    """A coding as plain data, every span without its text, and neither words of dates nor reasons."""
    if isinstance(value, Span):
        return (value.start, value.end)
    if isinstance(value, EventDate):
        return (value.start, value.end, value.basis, bool(value.text is None))
    if isinstance(value, msgspec.Struct):
        return {name: wordless(getattr(value, name)) for name in value.__struct_fields__ if name != "why"}
    return [wordless(one) for one in value] if isinstance(value, tuple) else value


@settings(max_examples=20, deadline=None)
@given(codings(), st.sampled_from(["full", "evidence"]))
def test_a_coding_comes_out_equal(told: Coding, retention: Retention) -> None:
    assert again(told, retention) == told


@settings(max_examples=10, deadline=None)
@given(codings())
def test_offsets_are_right_and_texts_empty_where_texts_may_not_be_kept(told: Coding) -> None:
    bare = again(told, "offsets")
    assert wordless(bare) == wordless(told)
    spans = [one.text for event in bare.events for one in (event.trigger, *event.evidence)]
    assert set(spans) <= {""}


def test_no_word_of_the_report_is_in_what_offsets_keep() -> None:
    event = coding().events[0]
    kept = codec.record_values(event, "offsets")["data"]
    assert b"3 March" in codec.record_values(event, "full")["data"]
    assert b"3 March" not in kept
    assert b"consult/meet" in kept


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2023", None, "2023-01-01", None),
        (None, "2023", None, "2023-12-31"),
        ("2023-05-06", "2023-05-06", "2023-05-06", "2023-05-06"),
        (None, None, None, None),
    ],
)
def test_coarse_dates_are_bounded_by_days(start: str | None, end: str | None, first: str | None, last: str | None) -> None:
    assert codec.bounds(EventDate(start, end, None, "")) == (first, last)


def test_every_retention_is_tried() -> None:
    assert set(RETENTIONS) == {"full", "evidence", "offsets"}


def test_a_quote_within_a_sentence_is_kept_once() -> None:
    told = coding()
    kept = [(one.start, one.end) for one in quoted(told)]
    assert kept == sorted({(one.start, one.end) for event in told.events for one in event.evidence})
