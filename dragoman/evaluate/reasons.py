"""Why an annotated event was missed, and why a coded one is beside the annotation: read off both codings and the trace.

The reasons of a miss, in the order in which they are looked for:

    merged           the coder's event fits, and stands for another annotated one already
    other sides      an event of the type in the sentence, between others
    other type       an event between the same in the sentence, of another type
    other sentence   the event, told of by another sentence only
    not coded        the report failed
    gate             a frame fired and the gate refused it
    content          a frame fired inside what another act says
    merged           a frame fired and was taken for a further mention of an event
    missing side     a frame's words are there, and a side that it needs is not
    refused          a frame's words are there, and its sides are not such as it takes
    asks more        frames of the type know a word of the trigger, and what they ask for beside it is missing
    unparsed         it does not stand in the text, or the prefilter passed it over
    other sense      words of the trigger are known to frames of other types
    no trigger       no frame was tried on it
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.evaluate.compared import Act, of_one_type, of_same_sides, same_act, touching
from dragoman.evaluate.outcome import Outcome
from dragoman.evaluate.tally import hit
from dragoman.evaluate.traces import Reason, from_trace


class Difference(Struct, frozen=True):
    """An event that one side has and the other has not. `id` is REPORT/EVENT; `other` the event on the other side, if one is near."""

    id: str
    report: str
    type: str
    sides: str
    status: str
    trigger: str
    sentence: str
    reason: str
    detail: str
    other: str | None = None


def differences(done: Iterable[Outcome]) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """(misses, extras) of all reports: what all annotators have and was not found, what was coded and none of them has."""
    misses: list[Difference] = []
    extras: list[Difference] = []
    for each in done:
        spare = [act for i, act in enumerate(each.mine.acts) if not any(i in pairs for pairs in each.into)]
        missed = [chain for chain in each.chains if not hit(chain, each.into)]
        misses.extend(miss(each, chain, spare) for chain in missed)
        extras.extend(extra(each, act) for act in spare)
    return tuple(misses), tuple(extras)


def miss(each: Outcome, chain: Sequence[int], spare: Sequence[Act]) -> Difference:
    """An event that all annotators have, as the first of them tells it."""
    versions = [gold.acts[j] for gold, j in zip(each.golds, chain, strict=True)]
    gold = versions[0]
    reason, other = near(gold, versions, each.mine.acts, spare)
    if reason is None:
        reason = from_trace(gold, each.coded) if each.coded else Reason("not coded", "the report failed")
    return difference(each, gold, reason, other)


def near(gold: Act, versions: Sequence[Act], mine: Sequence[Act], spare: Sequence[Act]) -> tuple[Reason | None, Act | None]:
    """A coded event that would have been the one, but for one thing; `spare` are those that no annotated event has taken."""
    for act in mine:
        if any(same_act(act, version) for version in versions):
            return Reason("merged", f"{act.trigger!r} stands for another annotated event"), act
    for act in spare:
        if touching(act, gold) and of_one_type(act, gold):
            return Reason("other sides", f"{sides(act)} of {act.trigger!r}"), act
    for act in spare:
        if touching(act, gold) and of_same_sides(act, gold):
            return Reason("other type", f"{act.type} of {act.trigger!r}"), act
    for act in spare:
        if of_one_type(act, gold) and of_same_sides(act, gold):
            return Reason("other sentence", f"{act.trigger!r} in another sentence"), act
    return None, None


def extra(each: Outcome, act: Act) -> Difference:
    """A coded event that no annotator has."""
    known = [gold for annotation in each.golds for gold in annotation.acts]
    tests = (
        ("told twice", same_act, "matches {}, which another coded event has"),
        ("other type", lambda a, b: touching(a, b) and of_same_sides(a, b), "annotated as {}"),
        ("other sides", lambda a, b: touching(a, b) and of_one_type(a, b), "annotated as {}"),
        ("other sentence", lambda a, b: of_one_type(a, b) and of_same_sides(a, b), "annotated in another sentence, {}"),
        ("beside another", touching, "only {} is annotated in its sentence"),
    )
    for name, fits, words in tests:
        if (gold := next((gold for gold in known if fits(act, gold)), None)) is not None:
            annotated = words.format(f"{gold.type} {gold.trigger!r}, {sides(gold)}")
            return difference(each, act, Reason(name, annotated + frame(each, act)), gold)
    return difference(each, act, Reason("nothing annotated", "in its sentence" + frame(each, act)), None)


def frame(each: Outcome, act: Act) -> str:
    """The rule that made a coded event."""
    events = each.coded.coding.events if each.coded else ()
    return next((f" [{event.why[0]}]" for event in events if event.id == act.id and event.why), "")


def difference(each: Outcome, act: Act, reason: Reason, other: Act | None) -> Difference:
    """The event with its reason and its first sentence."""
    sentence = each.text[slice(*act.spans[0])] if act.spans else ""
    name = f"{each.name}/{other.id}" if other is not None else None
    return Difference(
        f"{each.name}/{act.id}", each.name, act.type, sides(act), act.status or "", act.trigger, sentence, reason.kind, reason.detail, name
    )


def sides(act: Act) -> str:
    """`EST, LVA > RUS`; "nobody" for neither."""
    doers, others = (", ".join(sorted(codes)) for codes in (act.actors, act.recipients))
    return f"{doers or '?'} > {others}" if others else doers or "nobody"
