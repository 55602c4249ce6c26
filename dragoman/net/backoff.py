"""When to come back: after a success, after a failure, after "come later"."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

LONGEST = timedelta(days=1)  # between two tries at a feed that fails, and what a feed's own wish may add
LATEST = timedelta(days=7)  # that a server may put us off, and for an address that is gone for good
DOUBLINGS = 10  # 2**10 steps of the shortest interval are far above LONGEST
JITTER = 0.25  # share of the wait: feeds that failed together do not come back together


def after_success(now: datetime, every: timedelta, wish: timedelta | None, random: Random) -> datetime:
    """The next poll: the interval asked for, or the feed's own where that is longer; a little later, never earlier."""
    wait = max(every, min(wish, LONGEST)) if wish is not None else every
    return now + wait * (1 + random.random() * JITTER / 5)


def after_failure(now: datetime, every: timedelta, failures: int, later: timedelta | None, random: Random) -> datetime:
    """The next try after `failures` in a row: the interval doubles each time; what the server asked for goes before."""
    wait: timedelta = min(every * 2 ** min(failures, DOUBLINGS), max(LONGEST, every))
    if later is not None:
        wait = max(wait, min(later, LATEST))
    return now + wait * (1 + random.random() * JITTER)


def retry_after(written: str | None, now: datetime) -> timedelta | None:
    """`Retry-After` as RFC 9110, 10.2.3 has it: seconds or a date; None where it is neither, or is past."""
    if written is None:
        return None
    written = written.strip()
    if written.isascii() and written.isdigit():
        return timedelta(seconds=min(int(written[:12]), LATEST.total_seconds()))
    try:
        date = parsedate_to_datetime(written)
    except ValueError:
        return None
    left = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return left if left > timedelta(0) else None
