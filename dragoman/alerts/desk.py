"""Evaluates rules against a ledger, keeps what fired, and delivers what waits."""
from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from dragoman.alerts import events, fired, steps
from dragoman.alerts.firing import Firing
from dragoman.alerts.records import told_of
from dragoman.alerts.rules import Rule
from dragoman.alerts.targets import Send, target
from dragoman.alerts.webhook import Undelivered
from dragoman.asking import Asked, Load, resolve
from dragoman.errors import DataError, DragomanError, Locked, LostConnection
from dragoman.following.reading import followed
from dragoman.ledger.filters import Filters
from dragoman.ledger.store import Ledger
from dragoman.net.allow import Allowed

#: seconds between tries of one delivery at the end of a run
WAITS = (1.0, 2.0, 4.0)
#: seconds for which a receiver that failed is left alone while reports come in; doubled with each failure
REST, LONGEST = 30.0, 3600.0
#: following reads the whole ledger: it takes at most one part in so many of the time
SHARE = 10


class Ready(Struct, frozen=True):
    """A rule with what it asks for, looked up, and where it goes."""

    rule: Rule
    filters: Filters
    send: Send


@dataclass
class Tally:
    """How many of each alert; `waits` says why what is undelivered is."""

    fired: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    waits: dict[str, str] = field(default_factory=dict)


@dataclass
class Rest:
    """Until when (of the clock) a receiver is left alone, after so many failures in a row."""

    until: float = 0.0
    failures: int = 0


def ready(ledger: Ledger, path: Path, rules: Sequence[Rule], load: Load, allowed: Allowed) -> list[Ready]:
    """Look up the names of each rule. Raises DataError for one that is unknown, with the file and the alert."""
    found = []
    with ledger.reading() as c:
        for rule in rules:
            try:
                filters = resolve(c, asked(rule), load)
            except DragomanError as error:
                raise DataError(str(path), rule.name, f"{error.what}: {error.why}", error.remedy) from None
            if rule.subject != "event" and (why := steps.unknowable(filters)) is not None:
                raise DataError(str(path), rule.name, f"{why}", "see docs/howto/alerts.md")
            found.append(Ready(rule, filters, target(rule, path, allowed)))
    return found


def asked(rule: Rule) -> Asked:
    """The filters of a rule."""
    return Asked(
        actor=rule.actors, recipient=rule.recipients, dyad=rule.dyad, type=rule.type, mode=rule.mode, status=rule.status,
        place=rule.place, words=rule.words, min_confidence=rule.min_confidence,
    )  # fmt: skip


class Desk:
    """Of one run of the program."""

    def __init__(
        self, ledger: Ledger, rules: Sequence[Ready], *, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:  # fmt: skip
        self.tally = Tally()
        self._ledger = ledger
        self._rules = rules
        self._clock, self._sleep = clock, sleep
        self._rests = {one.rule.name: Rest() for one in rules}
        self._reports: list[str] = []
        self._follow_from = 0.0  # of the clock

    def run(self, *, mark: bool = False) -> None:
        """Everything that the ledger has, then what waits; with `mark` all of it counts as told, and nothing is sent."""
        for one in self._rules:
            if one.rule.subject == "event":
                with self._ledger.reading() as c:
                    found = events.fired(c, one.rule, one.filters)
                self._keep(one.rule, found, mark)
        self._steps(mark)
        if not mark:
            self._deliver(WAITS, last=True)

    def after(self, report: str) -> None:
        """What a report brings, by its id. Where the ledger cannot be reached it is looked at with the next one."""
        self._reports.append(report)
        try:
            self._events()
            self.tick()
        except (LostConnection, Locked):
            return

    def tick(self) -> None:
        """Steps, where following has not been at work for long, and what waits."""
        if self._clock() >= self._follow_from:
            self._steps(mark=False)
        self._deliver((), last=False)

    def finish(self) -> None:
        """At the end of a run: nothing is left for later but what cannot be delivered."""
        self._events()
        self._steps(mark=False)
        self._deliver(WAITS, last=True)

    def _events(self) -> None:
        while self._reports:
            for one in self._rules:
                if one.rule.subject == "event":
                    with self._ledger.reading() as c:
                        found = events.fired(c, one.rule, one.filters, self._reports[0])
                    self._keep(one.rule, found, mark=False)
            self._reports.pop(0)

    def _steps(self, mark: bool) -> None:
        rules = [one for one in self._rules if one.rule.subject != "event"]
        if not rules:
            return
        began = self._clock()
        with self._ledger.reading() as c:
            everything = followed(c)
        today = datetime.now(UTC).date().isoformat()
        for one in rules:
            self._keep(one.rule, steps.fired(one.rule, one.filters, everything, today), mark)
        ended = self._clock()
        self._follow_from = ended + (ended - began) * (SHARE - 1)

    def _keep(self, rule: Rule, found: Sequence[Firing], mark: bool) -> None:
        if found and self._any_new(rule, found):
            with self._ledger.writing() as c:
                self.tally.fired[rule.name] += fired.keep(c, rule.name, found, mark=mark)

    def _any_new(self, rule: Rule, found: Sequence[Firing]) -> bool:
        """Asked while reading: the ledger's one writer is not kept waiting for nothing."""
        with self._ledger.reading() as c:
            return len(told_of(c, rule.name, [one.subject for one in found])) < len({one.subject for one in found})

    def _deliver(self, waits: Sequence[float], *, last: bool) -> None:
        for one in self._rules:
            if last or self._clock() >= self._rests[one.rule.name].until:
                while (some := self._waiting(one.rule.name)) and self._all(one, some, waits):
                    pass

    def _waiting(self, alert: str) -> list[tuple[int, bytes]]:
        with self._ledger.reading() as c:
            return [(one.pk, body(c, one)) for one in fired.waiting(c, alert)]

    def _all(self, one: Ready, some: Sequence[tuple[int, bytes]], waits: Sequence[float]) -> bool:
        """In their order: after a failure what follows waits too. Whether all arrived."""
        name, rest = one.rule.name, self._rests[one.rule.name]
        for pk, sent in some:
            why = self._try(one.send, sent, waits)
            with self._ledger.writing() as c:
                fired.delivered(c, pk) if why is None else fired.failed(c, pk, why)
            if why is not None:
                rest.failures += 1
                rest.until = self._clock() + min(LONGEST, REST * 2 ** min(rest.failures - 1, 10))
                self.tally.waits[name] = why
                return False
            rest.failures, rest.until = 0, 0.0
            self.tally.delivered[name] += 1
            self.tally.waits.pop(name, None)
        return True

    def _try(self, send: Send, sent: bytes, waits: Sequence[float]) -> str | None:
        """Why it did not arrive, after the last try."""
        why = ""
        for wait in (0.0, *waits):
            if wait:
                self._sleep(wait)
            try:
                send(sent)
            except Undelivered as error:
                why = error.why
                if not error.again:
                    break
            else:
                return None
        return why


def body(c: Connection, one: fired.Fired) -> bytes:
    """The JSON object that is delivered; keys stand in a fixed order."""
    return msgspec.json.encode(fired.message(c, one))
