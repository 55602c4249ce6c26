"""Commitments through their life: each statement joins the one it fits, or opens one; what it says makes a step, or none.

Only reports up to a statement decide on it, so that the state on a day is what the reports until then give.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field, structs

from dragoman.following.shelf import Shelf
from dragoman.following.states import CLOSED, may
from dragoman.following.told import Reported, Step, designations, in_order, is_past, number, stems
from dragoman.ledger.entered import Entered
from dragoman.linking.told import content
from dragoman.model import Amount, CommitmentState, Place, Progress, Span

#: acts that tell of one thing owed: what is ordered is delivered
KIN = (frozenset({"order", "delivery"}), frozenset({"withdrawal", "deployment"}))
#: a statement that names no act
LOOSE = "loose"
#: acts that each side owes for itself, and those that several owe together
PER_SIDE = frozenset({"withdrawal", "deployment", "release", "ratification", "lifting"})
#: acts of which one state may owe another several things at a time
DISTINCT = frozenset({"report", "other", "building", "lifting", "ratification"})
JOINT = frozenset({"ceasefire", "report", "other", "building"})
#: words of parts, which are not the thing
PARTS = content("the first second third last final remaining rest remainder other further another half part it they them these those "
                "million billion thousand hundred dozen batch lot tranche instalment shipment "
                "money sum fund delivery payment disbursement withdrawal deployment release")  # fmt: skip
#: what is done now was owed before
OWED = re.compile(
    r"\b(?:promised|pledged|ordered|agreed|under (?:an?|the|its|their) (?:\w+ )?(?:contract|agreement|deal|accord"
    r"|order|treaty))\b", re.I,
)  # fmt: skip
#: states that open a commitment
OPENING = ("offered", "agreed", "ordered", "scheduled")
#: from this fit on a statement belongs to a commitment
FITS = 1.5
#: days without a word after which a commitment takes no statement without sides or designation
QUIET = 400


class Quoted(Struct, frozen=True):
    """Words of a report that are a term of it."""

    report: str
    span: Span


class Thread(Struct):
    """One commitment. `words` are stems of what was said of it, `thing` of what it is; `so_far` how much of `amount` is there.

    Terms: `due_from`, `bound` and `grain` say how the due day is told (see `Progress`); `money` what is owed or what it costs;
    `conditions` under which, `instrument` by which agreement, `place` where.
    """

    id: str
    act: str
    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    what: str
    designation: frozenset[str]
    words: frozenset[str]
    thing: frozenset[str]
    amount: float | None
    unit: str | None
    due: str | None
    state: CommitmentState
    so_far: float | None = None
    history: list[Step] = field(default_factory=list)
    due_from: str | None = None
    bound: str | None = None
    grain: str | None = None
    money: Amount | None = None
    conditions: tuple[Quoted, ...] = ()
    instrument: Quoted | None = None
    place: Place | None = None

    @property
    def sides(self) -> frozenset[str]:
        return frozenset((*self.obligor, *self.obligee))


def follow(reports: Iterable[Reported], entered: Iterable[Entered] = ()) -> list[Thread]:
    """Every commitment, in the order in which they were opened. What a person entered counts from the day of its entry on."""
    shelf: Shelf[Thread] = Shelf()
    waiting = sorted(entered, key=lambda e: e.seq)
    for report in in_order(list(reports)):
        while waiting and _day(waiting[0]) < report.published:
            _enter(shelf.all, waiting.pop(0))
        last: Thread | None = None
        for p in sorted(report.progress, key=lambda p: p.evidence.start == 0):  # the headline last: the text says it more fully
            if is_past(p, report.published):
                continue
            near = shelf.near((*p.obligor, *p.obligee, *report.named))
            thread = best(p, report, near[::-1], last)
            if thread is not None:
                take(thread, p, report)
                last = thread
            elif opens(p):
                made = opened(p, report, last)
                for one in made:
                    shelf.add(one, one.sides)
                last = made[-1]
    for step in waiting:
        _enter(shelf.all, step)
    return shelf.all


def _day(one: Entered) -> str:
    return one.day or one.at[:10]


def _enter(threads: Sequence[Thread], one: Entered) -> None:
    """A step by a named reviewer may lead from any state to any."""
    for t in threads:
        if t.id == one.commitment:
            t.state, t.due = one.state, one.due or t.due
            t.so_far = one.amount_so_far if one.amount_so_far is not None else t.so_far
            rule = f"entered by {one.coder} (step {one.seq}): {one.note}"
            t.history.append(Step("", _day(one), one.state, one.day, one.due, t.so_far, Span("", 0, 0), rule))


def best(p: Progress, report: Reported, threads: Sequence[Thread], last: Thread | None) -> Thread | None:
    """The commitment that a statement fits best, the one last spoken of where several do."""
    fits = [(fit(p, report, t, t is last), n, t) for n, t in enumerate(threads)]
    good = [found for found in fits if found[0] >= FITS]
    return max(good, key=lambda found: (round(found[0], 3), found[1]))[2] if good else None


def fit(p: Progress, report: Reported, t: Thread, is_last: bool = False) -> float:
    """How much speaks for it: sides, designation, words, what was spoken of just before; 0 where something rules it out."""
    bare = is_bare(p)
    if p.act == LOOSE:
        return _fit_loose(p, report, t, is_last)
    if p.act != t.act and not (bare and is_last) and not any({p.act, t.act} <= kin for kin in KIN):
        return 0.0
    codes, named = frozenset((*p.obligor, *p.obligee)), frozenset(report.named)
    if _other_sides(p, t, codes) or not t.sides & (named | codes):
        return 0.0
    mine = designations(p.evidence.text)
    if mine and t.designation and not mine & t.designation:
        return 0.0
    if _other_amount(p, t) or _other_thing(p, t):
        return 0.0
    score = -0.5 * bool(p.obligee and not codes & t.sides)
    score += 0.5 * len(codes & t.sides) + 0.4 * len(t.sides & named) + (1.0 if mine & t.designation else 0.0)
    score += (0.8 if stem_of(p) & t.words else 0.0) + min(0.8, 0.2 * len(stems(p) & t.words))
    if p.act in DISTINCT and not is_last and not bare and t.thing and not stem_of(p) & t.thing:
        return 0.0
    another = p.state in OPENING and p.part is None and None not in (p.amount, t.amount) and p.amount != t.amount
    score -= 0.9 if another else 0.0
    mine, theirs = _units(p, t)
    score += (0.4 if mine & theirs else -0.4) if mine and theirs else 0.0
    score += 0.3 if p.amount is not None and t.amount in (p.amount, p.whole) else 0.0
    return score + (0.4 + 0.5 * bare if is_last else 0.0)


def _fit_loose(p: Progress, report: Reported, t: Thread, is_last: bool) -> float:
    """Of a sentence that names no act: what was spoken of just before, or what shares its words and sides."""
    codes = frozenset((*p.obligor, *p.obligee))
    if codes and not codes & t.sides or not t.sides & frozenset(report.named) or t.state in CLOSED:
        return 0.0
    words = len((content(p.evidence.text) - PARTS) & t.thing)
    return 0.4 * len(t.sides & frozenset(report.named)) + 0.5 * bool(codes & t.sides) + 0.6 * min(2, words) + (0.9 if is_last else 0.0)


def _other_sides(p: Progress, t: Thread, codes: frozenset[str]) -> bool:
    """Whether a side that the statement names is none of the commitment's, or stands on the other side."""
    if p.obligor and not set(p.obligor) & t.sides:
        return True
    if p.obligee and not set(p.obligee) & t.sides and (p.state in OPENING or p.act in ("order", "delivery", "payment")):
        return True
    turned = bool(set(p.obligor) & set(t.obligee)) and not set(p.obligor) & set(t.obligor) and p.act in PER_SIDE
    return turned or (p.act in PER_SIDE and len(p.obligor) == 1 and bool(t.obligor) and not set(p.obligor) & set(t.obligor))


def _other_amount(p: Progress, t: Thread) -> bool:
    """Whether the whole that is told is another: an order of the same things for more of them."""
    if p.whole is not None and t.amount is not None and p.whole != t.amount:
        return True
    done = t.state in CLOSED and p.state in ("ordered", "scheduled", "agreed", "offered")
    return done and None not in (p.amount, t.amount) and p.amount != t.amount


def _other_thing(p: Progress, t: Thread) -> bool:
    """Whether something else is promised, in another number: twelve drones beside six batteries."""
    another = p.state in OPENING and p.part is None and None not in (p.amount, t.amount) and p.amount != t.amount
    mine, theirs = _units(p, t)
    return another and bool(mine and theirs) and not mine & theirs


def _units(p: Progress, t: Thread) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of what is counted, of both; none of money."""
    mine, theirs = (frozenset(content(unit or "")) - PARTS if unit and not unit.isupper() else frozenset() for unit in (p.unit, t.unit))
    return mine, theirs


def stem_of(p: Progress) -> frozenset[str]:
    """Stems of the thing alone."""
    return content(f"{p.what.text} {p.unit or ''}") - PARTS


def is_bare(p: Progress) -> bool:
    """Whether a statement leaves open what it is about: "the remaining 20", "it"."""
    return not any(stem.isalpha() for stem in content(p.what.text) - PARTS)


def opens(p: Progress) -> bool:
    """Whether a statement stands for a commitment of its own: somebody owes something that is told."""
    if p.act == LOOSE or is_bare(p) and not (p.act == "payment" and p.amount):
        return False
    sides = bool(p.obligor) or bool(p.obligee) and p.act in ("order", "delivery", "payment")
    if p.state == "delayed":
        return sides and p.due is not None
    if p.state in ("partly_fulfilled", "fulfilled"):
        return bool(p.obligor and p.obligee) and (p.whole is not None or OWED.search(p.evidence.text) is not None)
    if p.state == "begun":
        return bool(p.obligor and p.obligee and p.amount) and p.act in ("delivery", "withdrawal", "deployment")
    told = p.amount is not None or p.due is not None or bool(designations(p.evidence.text)) or p.act != "delivery"
    to_others = p.act != "election" or bool(p.obligee)
    return p.state in OPENING and told and sides and to_others


def opened(p: Progress, report: Reported, last: Thread | None) -> list[Thread]:
    """A new one; where both sides owe the same each for itself, one for each."""
    each = p.act in PER_SIDE and len(p.obligor) > 1 and not p.obligee
    if each:
        return [_one(p, report, (code,), tuple(c for c in p.obligor if c != code), n) for n, code in enumerate(p.obligor[:3])]
    if p.act in JOINT and len(p.obligor) > 1 and not p.obligee:
        return [_one(p, report, p.obligor, (), 0)]
    obligor, obligee = p.obligor[:1], p.obligee[:1]
    near = [*(last.obligor if last and not obligor else ()), *(last.obligee if last and not obligee else ()), *report.named]
    other = next((code for code in near if code not in (*obligor, *obligee)), None)
    if not obligee:
        obligee = (other,) if other is not None else ()
    elif not obligor:
        obligor = (other,) if other is not None else ()
    return [_one(p, report, obligor, obligee, 0)]


def _one(p: Progress, report: Reported, obligor: tuple[str, ...], obligee: tuple[str, ...], n: int) -> Thread:
    state: CommitmentState = "agreed" if p.state == "scheduled" and p.due is None else p.state
    so_far = p.amount if p.state in ("partly_fulfilled", "fulfilled") else None
    thread = Thread(
        p.id.replace("p-", "c-", 1) + (f"-{n + 1}" if n else ""), p.act, obligor, obligee, p.what.text, designations(p.evidence.text),
        stems(p) | stem_of(p), stem_of(p), p.whole or (p.amount if so_far is None else None), p.unit, p.due, state, so_far,
    )  # fmt: skip
    thread.history.append(Step(report.id, report.published, state, p.date, p.due, so_far, p.evidence, f"opened: {p.act} {p.state}"))
    _terms(thread, p, report)
    return thread


def _terms(t: Thread, p: Progress, report: Reported) -> None:
    """What a statement adds to the terms: the first that is told of each, and how the day is told that holds now."""
    if p.due is not None and p.due == t.due:
        t.due_from, t.bound, t.grain = p.due_from, p.bound, p.grain
    opens_it = p.state in OPENING
    if opens_it and t.money is None:
        t.money = p.money
    if opens_it and p.condition is not None and p.condition.text not in {c.span.text for c in t.conditions}:
        t.conditions = (*t.conditions, Quoted(report.id, p.condition))
    if t.instrument is None and p.instrument is not None:
        t.instrument = Quoted(report.id, p.instrument)
    t.place = t.place or p.place


def take(t: Thread, p: Progress, report: Reported) -> None:
    """The step that a statement makes, if it makes one; its terms are added. What a report says twice is one step."""
    _taken(t, p, report)
    _terms(t, p, report)


def _taken(t: Thread, p: Progress, report: Reported) -> None:
    t.designation |= designations(p.evidence.text)
    if p.amount is not None and p.state in OPENING and p.part is None and (t.amount is None or _settles(t, p)):
        t.amount, t.unit = p.whole or p.amount, p.unit
    if _retold(t, p, report):
        return
    step = _step(t, p)
    last = t.history[-1]
    if step is None and t.state == "partly_fulfilled" and t.due is None and p.state in OPENING and p.due is not None:
        t.due = p.due  # "the rest is to follow by the end of the year"
        if last.report == report.id:
            t.history[-1] = structs.replace(last, due=p.due)
    if step is None:
        t.thing |= stem_of(p)
        t.words |= stem_of(p)
        return
    state, so_far, due, rule = step
    if state != t.state and not may(t.state, state):
        return  # only a named reviewer may enter it
    t.state, t.so_far = state, so_far
    of_part = p.part in ("first", "second") and due is not None and t.due is not None and due < t.due
    was = t.due if due is not None and due != t.due and not of_part else None
    t.due = t.due if of_part else due or t.due
    t.words |= stems(p)
    t.history.append(Step(report.id, report.published, state, p.date, due, so_far, p.evidence, rule, was))


def _settles(t: Thread, p: Progress) -> bool:
    """A contract says how many; what was told before it was a plan."""
    return p.state == "ordered" and t.state in ("offered", "agreed")


def _retold(t: Thread, p: Progress, report: Reported) -> bool:
    """Whether the same report has said so already; the headline's step then takes the fuller sentence, a promise its date."""
    last = t.history[-1]
    if last.report != report.id:
        return False
    if p.evidence.start == 0 or (len(t.history) == 1 and last.state in OPENING and p.state not in OPENING):
        return True  # a headline; what the report that first tells of it says besides
    opening = last.state in OPENING and p.state in OPENING and (p.due is None or t.due in (None, p.due))
    done = last.state in ("partly_fulfilled", "fulfilled") and p.state in ("partly_fulfilled", "fulfilled")
    again = done and p.amount in (None, last.amount_so_far, t.amount) and p.part in (None, "first")
    if not opening and not again:
        return False
    if last.quote.start == 0 or (opening and p.due is not None and t.due is None):
        state: CommitmentState = p.state if opening and p.state != "offered" else t.state
        state = "ordered" if "ordered" in (last.state, state) else state
        t.due, t.state = p.due or t.due, state
        t.history[-1] = structs.replace(last, state=state, due=p.due or last.due, date=p.date or last.date, quote=p.evidence)
    t.words |= stems(p)
    return True


Move = tuple[CommitmentState, float | None, str | None, str]


def _step(t: Thread, p: Progress) -> Move | None:
    if p.state in ("fulfilled", "partly_fulfilled"):
        return _done(t, p)
    if p.state in OPENING:
        return _promised(t, p)
    if p.state == "delayed" and t.state == "delayed" and p.due is None:
        return None
    return (p.state, t.so_far, p.due, f"told as {p.state}") if p.state != t.state and may(t.state, p.state) or _again(t, p) else None


def _again(t: Thread, p: Progress) -> bool:
    """Delayed once more, to another day."""
    return p.state == t.state == "delayed" and p.due is not None and p.due != t.due


def _promised(t: Thread, p: Progress) -> Move | None:
    """A date that is later than the one before is a delay; a first date, or a contract after a promise, is a step."""
    if p.due is not None and t.due is not None and p.due > t.due and t.state not in CLOSED and p.part is None or _late(t, p):
        return "delayed", t.so_far, p.due, f"due {p.due}, after {t.due}"
    if p.due is not None and t.due is None and t.state in ("offered", "agreed", "ordered", "scheduled", "delayed", "disputed"):
        state: CommitmentState = "delayed" if t.state in ("delayed", "disputed") else "ordered" if t.state == "ordered" else p.state
        return state, t.so_far, p.due, f"a date is set: {p.due}"
    if p.state != t.state and p.state == "ordered" and may(t.state, p.state):
        return "ordered", t.so_far, p.due, "a contract or an order"
    return None


def _late(t: Thread, p: Progress) -> bool:
    """The rest of it is to come after its day."""
    open_ = t.state in ("partly_fulfilled", "delayed", "disputed")
    return open_ and p.part == "last" and p.due is not None and t.due is not None and p.due > t.due


def _known(t: Thread, p: Progress) -> bool:
    """Whether another report has told of this very part: of the same day and number."""
    parts = [step for step in t.history if step.amount_so_far]
    if not parts or p.date is None or parts[-1].date != p.date or p.amount is None:
        return False
    before = parts[-2].amount_so_far if len(parts) > 1 else 0.0
    return p.amount in (parts[-1].amount_so_far, (parts[-1].amount_so_far or 0.0) - (before or 0.0))


def _done(t: Thread, p: Progress) -> Move | None:
    """A part of it, or all; amounts add up."""
    if t.state in CLOSED or _known(t, p):
        return None
    if t.amount is None and p.part not in ("first", "second"):
        return "fulfilled", None, None, "done"
    so_far = t.so_far or 0.0
    if p.amount is not None and t.amount is not None:
        so_far = p.amount if p.whole == t.amount or p.amount < so_far else so_far + p.amount
    short = None not in (p.amount, t.amount) and so_far < (t.amount or 0.0) and p.part != "last"
    whole = p.state == "fulfilled" and not short and p.part not in ("first", "second")
    if p.part == "last" and t.so_far or whole or (t.amount is not None and so_far >= t.amount):
        return "fulfilled", t.amount, None, "all of it"
    if p.amount is None and p.part is None:
        return ("fulfilled", t.amount, None, "done") if t.so_far is None and t.act != "order" else None
    if t.state == "partly_fulfilled" and so_far == t.so_far and p.part is None:
        return None  # as was known
    of = f": {number(so_far)} of {number(t.amount)}" if t.amount and so_far else ""
    return "partly_fulfilled", so_far or None, None, f"a part of it{of}"
