"""Rules of alerts as a TOML file has them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct, field

from dragoman.errors import DataError, Unreachable
from dragoman.following.states import MEETING
from dragoman.model import CommitmentState


class Deliver(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to: `file` (a JSON line each), `command` (JSON on its standard input, no shell), `webhook` (a POST, signed with the secret in
    the environment variable `secret`). Several are all served.
    """

    file: str | None = None
    command: tuple[str, ...] = ()
    webhook: str | None = None
    secret: str | None = None


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for. Filters of events are those of `dragoman events`; with `commitment`, `meeting` or `overdue` it is about what is
    owed or who meets, and `actors` are sides of it. `first`: only the first event of its sides and type that the ledger has.
    `at_least` in `within_days`: fires when so many events that pass lie so near together.
    """

    name: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    words: str = ""
    min_confidence: float = 0.0
    first: bool = False
    at_least: int = 1
    within_days: int = 1
    commitment: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    overdue: bool = False
    deliver: Deliver = field(default_factory=Deliver)

    @property
    def of_events(self) -> bool:
        """Whether it asks for events, and not for steps."""
        return not (self.commitment or self.meeting or self.overdue)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    alert: tuple[Rule, ...] = ()


def load(path: Path) -> tuple[Rule, ...]:
    """Raises Unreachable, and DataError that names the rule."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreachable(f"{path}: not read", str(error), "name a file with [[alert]] tables: docs/howto/alerts.md") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(str(path), None, f"it is no TOML: {error}", "mend the file") from None
    try:
        rules = msgspec.convert(read, _File).alert
    except msgspec.ValidationError as error:
        raise DataError(str(path), None, str(error), "a rule has the fields of docs/howto/alerts.md and no others") from None
    if not rules:
        raise DataError(str(path), None, "there is no [[alert]] table in it", "write one: docs/howto/alerts.md")
    for n, rule in enumerate(rules):
        if (why := _wrong(rule, {one.name for one in rules[:n]})) is not None:
            raise DataError(str(path), f"alert {rule.name}", why, "mend the rule: docs/howto/alerts.md")
    return rules


def _wrong(rule: Rule, names: set[str]) -> str | None:
    if not rule.name.strip() or rule.name in names:
        return "each rule has a name of its own, under which it is kept what has fired"
    unknown = [s for s in rule.commitment if s not in get_args(CommitmentState)] + [s for s in rule.meeting if s not in MEETING]
    if unknown:
        return f"{', '.join(unknown)}: no such state (docs/reference/states.md)"
    if rule.at_least < 1 or rule.within_days < 1:
        return "at_least and within_days are 1 or more"
    if not rule.of_events and (rule.type or rule.mode or rule.status or rule.place or rule.words or rule.first or rule.at_least > 1):
        return "type, mode, status, place, words, first and at_least are asked of events, not of commitments and meetings"
    if rule.deliver.secret and not rule.deliver.webhook:
        return "a secret signs what goes to a webhook, and none is named"
    to = rule.deliver
    return None if to.file or to.command or to.webhook else "nothing is said of where to: [alert.deliver] with file, command or webhook"
