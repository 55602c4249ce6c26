"""A calendar that calendar programs read: whole days, one entry under one UID."""
from __future__ import annotations

import io
from datetime import date, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from dragoman.tables import ics
from dragoman.tables.ics import Entry

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).map(str.strip).filter(bool)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 40), TEXT, TEXT, st.sampled_from(["occurred", "planned", "negated"]), st.integers(0, 9)),
                max_size=5))  # fmt: skip
def test_read_back(some: list[tuple[date, int, str, str, str, int]]) -> None:
    entries = [
        Entry(f"e-{n}@dragoman", str(first), str(first + timedelta(days=more)), summary, f"{says}\nand more", ics.status(status),
              "2024-03-05", sequence, location=says, point=(1.5, -2.25), categories=("CONSULT", "verbal_cooperation"))
        for n, (first, more, summary, says, status, sequence) in enumerate(some)
    ]  # fmt: skip
    out, again = io.BytesIO(), io.BytesIO()
    assert ics.write(entries, "Talks", out) == ics.write(entries, "Talks", again) == len(entries)
    assert out.getvalue() == again.getvalue()
    read = icalendar.Calendar.from_ical(out.getvalue()).walk("VEVENT")
    for entry, event in zip(entries, read, strict=True):
        assert str(event["uid"]) == entry.uid
        assert event["dtstart"].dt == date.fromisoformat(entry.first)
        assert event["dtend"].dt == date.fromisoformat(entry.last) + timedelta(days=1)
        assert (str(event["summary"]), str(event["description"])) == (entry.summary, entry.description)
        assert (int(event["sequence"]), str(event["status"])) == (entry.sequence, entry.status)
        assert [str(one) for one in event["categories"].cats] == list(entry.categories)


def test_only_days_make_an_entry() -> None:
    assert ics.is_dated("2024-03-05", None)
    assert ics.is_dated("2024-03-05", "2024-03-07")
    assert not ics.is_dated("2024-03-05", "2024-04")
    assert not ics.is_dated("2024", None)
    assert not ics.is_dated(None, None)


def test_what_is_to_come_is_tentative() -> None:
    found = [ics.status(one) for one in ("occurred", "ongoing", "planned", "expected", "possible", "alleged", "negated")]
    assert found == ["CONFIRMED", "CONFIRMED", *["TENTATIVE"] * 4, "CANCELLED"]
