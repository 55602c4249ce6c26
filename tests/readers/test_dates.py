"""The date of publication as it is given."""
from __future__ import annotations

import pytest

from dragoman.errors import BadDate
from dragoman.readers import parse_published


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-09-04", "2020-09-04"),
        (" 2020-09-04 ", "2020-09-04"),
        ("2020-09", "2020-09"),
        ("2020-09-04T23:10:00", "2020-09-04"),
        ("2020-09-04T23:10:00Z", "2020-09-04"),
        ("2020-02-29", "2020-02-29"),
    ],
)
def test_iso_dates(written: str, read: str) -> None:
    assert parse_published(written) == read


@pytest.mark.parametrize("written", ["2020-02-30", "2021-02-29", "2020-13", "0000-01", "4 September", "", "tomorrow"])
def test_what_no_calendar_has(written: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_published(written)
    assert repr(written) in caught.value.what
    assert "2020-09-04" in caught.value.remedy
