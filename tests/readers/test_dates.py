"""The date of publication as it is given."""
from __future__ import annotations

import pytest

from dragoman.errors import BadDate
from dragoman.readers import parse_published
from dragoman.readers.dates import read_published


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


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-03-04T23:30:00-05:00", "2021-03-04"),
        ("2021-03-04T10:00:00Z", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("2021/3/4", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("Thu, 04 Mar 2021 23:30:00 -0500", "2021-03-04"),
        ("Thu, 4 Mar 21 10:00 GMT", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("March 4, 2021 Thursday", "2021-03-04"),
        ("Thursday, March 4th, 2021 at 10:15 p.m.", "2021-03-04"),
        ("4-Mar-2021", "2021-03-04"),
    ],
)
def test_dates_of_metadata(written: str, day: str) -> None:
    assert read_published(written) == (day, "metadata")


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2021", "yesterday", "today", "soon", "1614816000", "4 March", "March 2021", "31 February 2021", "32 March 2021",
        "2021-02-30",
        "3 March 2021 to 5 March 2021", "0000-00-00", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01", "", "  ", None,
        "Mon, 99 Foo 2021", "2021", "99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_not_surely_a_date_is_none(written: str | None) -> None:
    day, basis = read_published(written)
    assert day is None
    assert basis.startswith("unknown: ")


def test_a_form_says_what_day_comes_first() -> None:
    assert read_published("03/04/2021", "%d/%m/%Y") == ("2021-04-03", "metadata")
    assert read_published("03/04/2021", "%m/%d/%Y") == ("2021-03-04", "metadata")
    assert read_published("1614816000", "epoch") == ("2021-03-04", "metadata")
    assert read_published("1e400", "epoch")[0] is None
    assert read_published("13/13/2021", "%d/%m/%Y")[0] is None
