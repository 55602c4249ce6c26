"""Rules of alerts, as `alerts.toml` has them. Errors name the file, the entry, the key and the remedy."""
from __future__ import annotations

import tomllib
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from dragoman.errors import DataError
from dragoman.following.states import MEANS, MeetingState

Subject = Literal["event", "commitment", "meeting"]
#: keys that only events have, and what only rules on the others may not have
EVENTS_ONLY = ("type", "mode", "status", "min_confidence", "first", "at_least")
REMEDY = "see docs/howto/alerts.md"
Several = tuple[str, ...]


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One [[alert]]. Several values of one key mean any of them, several keys all of them, as filters of events do.

    A rule is on commitments with `overdue` or `state`, on meetings with `meeting`, else on events. It is delivered to one of
    `file`, `command` (a program and its arguments) and `webhook` (an address; `secret` names an environment variable).
    """

    name: str
    actors: Several = ()
    recipients: Several = ()
    dyad: Several = ()
    type: Several = ()
    mode: Several = ()
    status: Several = ()
    place: Several = ()
    words: str = ""
    min_confidence: float = 0.0
    overdue: bool = False
    state: Several = ()
    meeting: Several = ()
    first: bool = False
    at_least: int | None = None
    within_days: int | None = None
    file: str | None = None
    command: Several = ()
    webhook: str | None = None
    secret: str | None = None

    @property
    def subject(self) -> Subject:
        """What it is on."""
        return "commitment" if self.overdue or self.state else "meeting" if self.meeting else "event"


def load(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, in its order. Raises DataError."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(str(path), None, f"it cannot be read: {error.strerror}", "give the file with the rules") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(str(path), None, f"it is no TOML: {error}", "mend it there; strings stand in quotes") from None
    entries = read.get("alert")
    if unknown := [name for name in read if name != "alert"]:
        raise DataError(str(path), None, f"{unknown[0]!r} is unknown: rules stand in [[alert]] entries", f"take it out; {REMEDY}")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        raise DataError(str(path), None, "it has no [[alert]] entry", f"write one; {REMEDY}")
    rules = tuple(_rule(str(path), number, entry) for number, entry in enumerate(entries, 1))
    twice = [name for name, often in Counter(rule.name for rule in rules).items() if often > 1]
    if twice:
        why = f"two alerts are named {twice[0]!r}, and what has fired is kept under the name"
        raise DataError(str(path), None, why, "give each a name of its own")
    return rules


def _rule(path: str, number: int, entry: dict[str, Any]) -> Rule:
    where = f"alert {number}: {entry.get('name', 'without a name')}"
    if unknown := [key for key in entry if key not in Rule.__struct_fields__]:
        near = get_close_matches(unknown[0], Rule.__struct_fields__, 1, 0.5)
        remedy = f"did you mean {near[0]}?" if near else f"its keys are {', '.join(Rule.__struct_fields__)}"
        raise DataError(path, where, f"unknown key {unknown[0]!r}", remedy)
    single = {key: [value] if isinstance(value, str) and key in LISTS else value for key, value in entry.items()}
    try:
        rule = msgspec.convert(single, Rule)
    except msgspec.ValidationError as error:
        raise DataError(path, where, str(error), f"mend the value; {REMEDY}") from None
    if (found := wrong(rule)) is not None:
        raise DataError(path, where, f"{found[0]}: {found[1]}", found[2])
    return rule


#: keys whose value may be one string; a command is a list, for nothing splits it
LISTS = ("actors", "recipients", "dyad", "type", "mode", "status", "place", "state", "meeting")


def wrong(rule: Rule) -> tuple[str, str, str] | None:
    """What does not fit, why, and the remedy; None for a sound rule. Names of actors and types are looked up later."""
    targets = [key for key in ("file", "command", "webhook") if getattr(rule, key)]
    if not rule.name.strip():
        return "its name is empty", "what has fired is kept under it", "give a name"
    if len(targets) != 1:
        some = " and ".join(targets) or "none"
        return f"{some} to deliver to", "an alert is delivered to one place", "give one of file, command and webhook"
    if rule.webhook is not None and not is_address(rule.webhook):
        return f"webhook {rule.webhook!r}", "it is no http or https address of a server", "write https://HOST/..."
    if (rule.webhook is None) != (rule.secret is None):
        return "webhook and secret go together", "each call is signed with the secret", "name the environment variable that holds it"
    return _of_subject(rule) or _of_numbers(rule)


def is_address(written: str) -> bool:
    """Of a server that can be called: with a host, and a port that there may be."""
    try:
        parts = urlsplit(written)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _of_subject(rule: Rule) -> tuple[str, str, str] | None:
    for key, known in (("state", tuple(MEANS)), ("meeting", get_args(MeetingState))):
        for value in getattr(rule, key):
            if value not in known:
                return f"{value!r} is no {key}", "no step leads to it", f"there are {', '.join(known)}"
    if rule.meeting and (rule.state or rule.overdue):
        return "both meeting and state or overdue", "the first is of meetings, the others are of commitments", "write two alerts"
    closed = {"event": (), "commitment": (*EVENTS_ONLY, "place"), "meeting": (*EVENTS_ONLY, "recipients")}[rule.subject]
    for key in closed:
        if getattr(rule, key):
            return f"{key} with a rule on a {rule.subject}", f"a {rule.subject} has no such thing", "take it out, or write two alerts"
    return None


def _of_numbers(rule: Rule) -> tuple[str, str, str] | None:
    if (rule.at_least is None) != (rule.within_days is None):
        return "at_least and within_days go together", "so many events in so many days", "give both"
    if rule.at_least is not None and rule.within_days is not None and (rule.at_least < 2 or rule.within_days < 1):
        return f"at_least {rule.at_least}, within_days {rule.within_days}", "they are too small", "give at least 2 events and 1 day"
    if rule.first and rule.at_least is not None:
        return "both first and at_least", "a first event is one", "write two alerts"
    return None if 0 <= rule.min_confidence <= 1 else (f"min_confidence {rule.min_confidence:g}", "it is a chance", "give 0 to 1")
