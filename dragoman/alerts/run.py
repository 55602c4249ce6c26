"""Rules asked of a ledger: what is new fires, is kept, and is delivered; what waits from before is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from dragoman.alerts.deliver import Post, deliver
from dragoman.alerts.found import Alert, of_events, of_steps
from dragoman.alerts.rules import Rule
from dragoman.errors import DragomanError
from dragoman.following.reading import followed
from dragoman.ledger import fired
from dragoman.ledger.fired import Fired
from dragoman.ledger.store import Ledger
from dragoman.resources import Resources

Load = Callable[[], Resources]


class Ran(Struct, frozen=True):
    """How many fired and were delivered, and what could not be."""

    fired: int
    delivered: int
    failed: tuple[DragomanError, ...] = ()


def begin(ledger: Ledger, rules: Sequence[Rule], load: Load, today: str | None = None) -> None:
    """Rules that were never run are kept with what they would find now: alerts are of what comes."""
    with ledger.writing() as c:
        fresh = [rule for rule in rules if fired.keys(c, rule.name) is None]
        for rule, alerts in _found(c, fresh, load, today):
            fired.begin(c, rule.name, [alert.key for alert in alerts])


def run(
    ledger: Ledger, rules: Sequence[Rule], load: Load, post: Post, *, today: str | None = None,
    sleep: Callable[[float], object] = time.sleep, all_of_it: bool = False,
) -> Ran:  # fmt: skip
    """Fire what is new (with `all_of_it` also what a new rule finds already), then deliver all that waits."""
    if not all_of_it:
        begin(ledger, rules, load, today)
    number = 0
    with ledger.writing() as c:
        for rule, alerts in _found(c, rules, load, today):
            known = fired.keys(c, rule.name)
            if known is None:
                fired.begin(c, rule.name, ())
            new = {alert.key: alert for alert in alerts if alert.key not in (known or ())}
            for key, alert in new.items():
                fired.put(c, rule.name, key, alert.says, msgspec.json.encode(alert))
            number += len(new)
        left = fired.waiting(c, [rule.name for rule in rules])
    failed = [error for one in left if (error := _deliver(ledger, one, rules, post, sleep)) is not None]
    return Ran(number, len(left) - len(failed), tuple(failed))


def _found(c: Connection, rules: Sequence[Rule], load: Load, today: str | None) -> list[tuple[Rule, list[Alert]]]:
    day = today or datetime.now(UTC).date().isoformat()
    story = followed(c) if any(not rule.of_events for rule in rules) else None
    return [
        (rule, list(of_events(c, rule, load) if story is None or rule.of_events else of_steps(rule, story, day))) for rule in rules
    ]


def _deliver(ledger: Ledger, one: Fired, rules: Sequence[Rule], post: Post, sleep: Callable[[float], object]) -> DragomanError | None:
    """Each by itself: what one fails to take the others get all the same."""
    rule = next(rule for rule in rules if rule.name == one.rule)
    error: DragomanError | None = None
    try:
        deliver(msgspec.json.decode(one.body, type=Alert), rule.deliver, post, sleep)
    except DragomanError as why:
        error = why
    with ledger.writing() as c:
        fired.tried(c, one, str(error) if error is not None else None)
    return error
