"""Two records side by side: what speaks for their being of one happening, what against, and what rules it out."""

from __future__ import annotations

from math import exp

from msgspec import Struct

from dragoman.linking.sides import RECIPROCAL, Sides, sides
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights
from dragoman.linking.when import DONE, Days, days
from dragoman.linking.whereabouts import places

#: types that two reports may give one act: a deal that is agreed, signed and acted on; blame, threat and demand in one breath; a ban that
#: is a sanction; manoeuvres held together
AKIN = (
    frozenset({"AGREE", "SUPPORT", "COOPERATE"}), frozenset({"ASSAULT", "COERCE"}), frozenset({"AID", "COOPERATE", "AGREE"}),
    frozenset({"REQUEST", "ACCUSE", "THREATEN"}), frozenset({"SANCTION", "COERCE"}), frozenset({"MOBILIZE", "COOPERATE"}),
    frozenset({"CONCEDE", "RETREAT", "COOPERATE"}), frozenset({"ACCUSE", "PROTEST"}),
)  # fmt: skip
#: statuses of what is not there yet
OPEN = frozenset({"planned", "expected", "possible"})
#: modes of meetings that are never one with another: a journey, a call
APART = frozenset({"visit", "phone"})
#: days by which two dates of one happening may differ: time zones, "overnight", "on the eve"
SLACK = 1
#: words of a report under which what it shares with another tells little
LEAST_TOPIC = 12
#: reports that share no name and less of their words than this are mostly of two stories (in tests/stories/links)
OTHER_STORY = 0.07
#: shared names from which on more say nothing more
MOST_NAMES = 3


class Sign(Struct, frozen=True):
    """One sign: its name in weights.toml, how strong it is (mostly 1), and what it says in words."""

    name: str
    strength: float
    says: str


class Verdict(Struct, frozen=True):
    """`never`: why the two cannot be one, else None. `score`: the chance that they are; `signs` in the order of the rules."""

    one: str
    other: str
    score: float
    never: str | None
    signs: tuple[Sign, ...]


def compare(one: Told, other: Told, weights: Weights) -> Verdict:
    """The verdict on two records; the same whichever comes first."""
    if (other.order, other.id) < (one.order, one.id):
        one, other = other, one
    lie, stand = days(one, other), sides(one, other)
    where, wording = places(one.place, other.place)
    never = _never(one, other, stand, lie, where)
    found = [*_kind(one, other), *_sides(one, other, stand), *_days(one, other, lie), *_place(where, wording)]
    found += [*_report(one, other), *_rest(one, other)]
    total = weights.weights["base"] + sum(weights.weights[sign.name] * sign.strength for sign in found)
    return Verdict(one.id, other.id, 0.0 if never else round(1 / (1 + exp(-total)), 4), never, tuple(found))


def _never(one: Told, other: Told, stand: Sides, lie: Days, where: str) -> str | None:
    if one.type != other.type and not any({one.type, other.type} <= kin for kin in AKIN):
        return f"{one.type} and {other.type} are different acts"
    if one.type == "CONSULT" and one.mode != other.mode and {one.mode, other.mode} & APART:
        return f"a meeting of another kind: {one.mode or 'talks'}, {other.mode or 'talks'}"
    if one.type == other.type == "CONSULT" and _of_two_and_of_many(one, other):
        return "a meeting of two, and one of several"
    if stand.against:
        return stand.against
    if lie.exact and lie.gap is not None and lie.gap > SLACK and not _moved(one, other):
        return f"{lie.gap} days apart"
    if where == "other" and one.type in RECIPROCAL and not _moved(one, other):
        return "in different places"
    return None


def _of_two_and_of_many(one: Told, other: Told) -> bool:
    """Two may meet on the margins of a meeting of several."""
    few, many = sorted((one, other), key=lambda t: len(t.actors | t.recipients))
    if few.mode is not None or many.mode != "multilateral":
        return False
    return len(few.actors | few.recipients) == 2 < len(many.actors | many.recipients)


def _moved(one: Told, other: Told) -> bool:
    """Whether one of the two tells that it was put off: then the days differ."""
    return "postponed" in (one.negation, other.negation)


def _kind(one: Told, other: Told) -> list[Sign]:
    found = []
    if one.type != other.type:
        found.append(Sign("other_type", 1.0, f"{one.type} and {other.type}"))
    if one.mode == other.mode and one.mode is not None:
        found.append(Sign("same_mode", 1.0, one.mode))
    elif one.mode and other.mode and one.type == other.type:
        found.append(Sign("other_mode", 1.0, f"{one.mode}, {other.mode}"))
    if one.status == other.status:
        found.append(Sign("same_status", 1.0, f"both {one.status}"))
    elif one.status in OPEN and other.status not in OPEN or other.status in OPEN and one.status not in OPEN:
        found.append(Sign("moved_on", 1.0, f"from {one.status} to {other.status}"))
    elif "negated" in (one.status, other.status):
        found.append(Sign("contradicts", 1.0, f"{one.status}, {other.status}"))
    return found


def _sides(one: Told, other: Told, stand: Sides) -> list[Sign]:
    found = []
    if stand.shared == stand.named and stand.shared > 1:
        found.append(Sign("all_sides", 1.0, "the same sides"))
    elif stand.told and stand.named > 1:
        found.append(Sign("sides_told", 1.0, "the other sides are named in the other report"))
    elif stand.shared > 1:
        found.append(Sign("some_sides", 1.0, f"{stand.shared} of {stand.named} sides in common"))
    elif stand.shared == stand.named == 1:
        found.append(Sign("same_side", 1.0, "the same one side"))
    else:
        found.append(Sign("one_side", 1.0, "one side in common"))
    if stand.guessed:
        found.append(Sign("side_guessed", 1.0, "a side is known from the report only"))
    if stand.against is None and not stand.roles:
        found.append(Sign("other_doer", 1.0, "told of another doer"))
    if same := one.people & other.people:
        found.append(Sign("same_person", 1.0, f"both name {', '.join(sorted(name for _, name in same))}"))
    return found


def _days(one: Told, other: Told, lie: Days) -> list[Sign]:
    if lie.gap is None:
        return [Sign("unknown_days", 1.0, "a day is not known")]
    found = []
    if lie.same:
        found.append(Sign("same_days", 1.0, "the same days"))
    elif lie.gap == 0:
        found.append(Sign("days_meet" if lie.told else "near_days", 1.0, "their days meet"))
    else:
        found.append(Sign("each_day", float(min(lie.gap, 10)), f"{lie.gap} days apart"))
    if not lie.told and one.published and other.published and {one.status, other.status} <= DONE:
        later = _apart(one.published, other.published)
        if later:
            found.append(Sign("later_report", float(min(later, 20)), f"told {later} days later"))
    return found


def _apart(one: str, other: str) -> int:
    from datetime import date

    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _place(where: str, wording: str) -> list[Sign]:
    names = {"same": "same_place", "within": "within_place", "country": "same_country", "other": "other_place"}
    return [Sign(names[where], 1.0, wording)] if where in names else []


def _report(one: Told, other: Told) -> list[Sign]:
    """How much the two reports are about the same."""
    found = []
    if shared := len(one.setting.names & other.setting.names):
        found.append(Sign("shared_names", float(min(shared, MOST_NAMES)), f"{shared} names of people and places in both reports"))
    mine, theirs = one.setting.topic, other.setting.topic
    alike = round(len(mine & theirs) / max(LEAST_TOPIC, min(len(mine), len(theirs))), 4) if mine and theirs else 0.0
    if mine and theirs and alike < OTHER_STORY and not shared:
        found.append(Sign("other_story", 1.0, f"{alike:.0%} of the words of the shorter report are in the other, and no name"))
    elif alike:
        found.append(Sign("same_story", alike, f"{alike:.0%} of the words of the shorter report are in the other"))
    return found


def _rest(one: Told, other: Told) -> list[Sign]:
    found = []
    mine, theirs = dict(one.amounts), dict(other.amounts)
    for item in sorted(mine.keys() & theirs.keys()):
        name = "same_amount" if mine[item] == theirs[item] else "other_amount"
        found.append(Sign(name, 1.0, f"{item}: {mine[item]:g}, {theirs[item]:g}"))
    if one.trigger and one.trigger.lower() == other.trigger.lower():
        found.append(Sign("same_trigger", 1.0, f"both {one.trigger!r}"))
    if alike := likeness(one.words, other.words):
        found.append(Sign("words", alike, f"words in common: {', '.join(sorted(one.words & other.words)[:8])}"))
    return found


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as a share of the shorter's (of at least six), 0 to 1."""
    return round(len(one & other) / max(6, min(len(one), len(other))), 4)
