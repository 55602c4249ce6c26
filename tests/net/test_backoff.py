"""When to come back."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.net.backoff import LATEST, LONGEST, after_failure, after_success, retry_after

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EVERY = timedelta(minutes=30)
waits = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=3))


def test_the_interval_doubles_up_to_a_day() -> None:
    hours = [(after_failure(NOW, EVERY, failures, None, Random(7)) - NOW) / timedelta(hours=1) for failures in range(12)]
    assert all(0.5 * 2**n <= hours[n] <= 0.5 * 2**n * 1.25 for n in range(5))
    assert all(24 <= each <= 30 for each in hours[6:])


def test_two_feeds_do_not_come_back_together() -> None:
    random = Random(7)
    assert len({after_failure(NOW, EVERY, 0, None, random) for _ in range(20)}) == 20
    assert after_failure(NOW, EVERY, 3, None, Random(1)) == after_failure(NOW, EVERY, 3, None, Random(1))


@given(waits, st.integers(0, 10_000), st.none() | st.timedeltas(min_value=timedelta(0)), st.randoms(use_true_random=False))
def test_a_failure_is_never_tried_earlier_than_asked_and_always_tried(
    every: timedelta, failures: int, later: timedelta | None, random: Random
) -> None:
    wait = after_failure(NOW, every, failures, later, random) - NOW
    assert wait >= min(every, LONGEST)
    assert later is None or wait >= min(later, LATEST)
    assert wait <= max(LATEST, every) * 1.25


@given(waits, st.none() | st.timedeltas(min_value=timedelta(0)), st.randoms(use_true_random=False))
def test_a_feed_is_never_polled_earlier_than_asked(every: timedelta, wish: timedelta | None, random: Random) -> None:
    wait = after_success(NOW, every, wish, random) - NOW
    assert max(every, min(wish or every, LONGEST)) <= wait <= max(every, LONGEST) * 1.05


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120), (" 0 ", 0), ("9" * 400, 604_800), ("Thu, 26 Nov 2026 13:00:00 GMT", 3600), ("Thu, 26 Nov 2026 11:00:00 GMT", None),
        ("soon", None), ("", None), ("-5", None), ("1.5", None), ("\u0661\u0662", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after(written: str | None, seconds: int | None) -> None:
    assert retry_after(written, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text())
def test_retry_after_takes_anything(written: str) -> None:
    assert (retry_after(written, NOW) or timedelta(0)) >= timedelta(0)
