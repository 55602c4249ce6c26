"""Commitments through their life: each statement joins the one it fits, or opens one; what it says makes a step, or none.

Only reports up to a statement decide on it, so that the state on a day is what the reports until then give.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from dragoman.following.states import CLOSED, may
from dragoman.following.told import Reported, Step, designations, in_order, is_past, stems
from dragoman.model import CommitmentState, Progress

#: acts that tell of one thing owed: what is ordered is delivered
KIN = (frozenset({"order", "delivery"}), frozenset({"withdrawal", "deployment"}))
#: states that open a commitment
OPENING = ("offered", "agreed", "ordered", "scheduled")
#: from this fit on a statement belongs to a commitment
FITS = 1.5
#: days without a word after which a commitment takes no statement without sides or designation
QUIET = 400


class Thread(Struct):
    """One commitment. `words` are stems of what was said of it; `so_far` how much of `amount` is there."""

    id: str
    act: str
    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    what: str
    designation: frozenset[str]
    words: frozenset[str]
    amount: float | None
    unit: str | None
    due: str | None
    state: CommitmentState
    so_far: float | None = None
    history: list[Step] = field(default_factory=list)

    @property
    def sides(self) -> frozenset[str]:
        return frozenset((*self.obligor, *self.obligee))


def follow(reports: Iterable[Reported]) -> list[Thread]:
    """Every commitment, in the order in which they were opened."""
    threads: list[Thread] = []
    for report in in_order(list(reports)):
        for p in _distinct(report.progress):
            if is_past(p, report.published):
                continue
            thread = best(p, report, threads)
            if thread is not None:
                take(thread, p, report)
            elif opens(p):
                threads.append(opened(p, report))
    return threads


def _distinct(told: Sequence[Progress]) -> list[Progress]:
    """The statements with most to say first, so that what only mentions a thing finds it open."""
    return sorted(told, key=lambda p: (p.state not in OPENING or not (p.obligor and p.obligee), p.evidence.start))


def best(p: Progress, report: Reported, threads: Sequence[Thread]) -> Thread | None:
    """The commitment that a statement fits best, the one last spoken of where several do."""
    fits = [(fit(p, report, t), n, t) for n, t in enumerate(threads)]
    good = [found for found in fits if found[0] >= FITS]
    return max(good, key=lambda found: (round(found[0], 3), found[1]))[2] if good else None


def fit(p: Progress, report: Reported, t: Thread) -> float:
    """How much speaks for it: sides, designation, words; 0 where something rules it out."""
    if p.act != t.act and not any({p.act, t.act} <= kin for kin in KIN):
        return 0.0
    codes, named = frozenset((*p.obligor, *p.obligee)), frozenset(report.named)
    if p.obligee and t.obligee and not set(p.obligee) & t.sides:
        return 0.0
    if codes and not codes & t.sides or not t.sides & (named | codes):
        return 0.0
    mine = designations(p.evidence.text)
    if mine and t.designation and not mine & t.designation:
        return 0.0
    if p.state == "ordered" and t.state == "fulfilled" and None not in (p.amount, t.amount) and p.amount != t.amount:
        return 0.0
    score = 0.5 * len(codes & t.sides) + 0.4 * len(t.sides & named) + (1.0 if mine & t.designation else 0.0)
    words = stems(p)
    thing = stem_of(p)
    score += 0.8 if thing & t.words else 0.0
    return score + min(0.8, 0.2 * len(words & t.words))


def stem_of(p: Progress) -> frozenset[str]:
    """Stems of the thing alone."""
    from dragoman.linking.told import content

    return content(f"{p.what.text} {p.unit or ''}")


def opens(p: Progress) -> bool:
    """Whether a statement stands for a commitment of its own: somebody owes something that is told."""
    told = p.amount is not None or p.due is not None or bool(designations(p.evidence.text)) or p.act != "delivery"
    return p.state in OPENING and told and bool(p.obligor or (p.obligee and p.act == "order"))


def opened(p: Progress, report: Reported) -> Thread:
    """A new one; where the sentence names one side only, the other is the state that its report names most."""
    obligor, obligee = p.obligor[:1], p.obligee[:1]
    other = next((code for code in report.named if code not in (*obligor, *obligee)), None)
    if not obligee:
        obligee = (other,) if other is not None else ()
    elif not obligor:
        obligor = (other,) if other is not None else ()
    state: CommitmentState = "agreed" if p.state == "scheduled" and p.due is None else p.state
    thread = Thread(
        p.id.replace("p-", "c-", 1), p.act, obligor, obligee, p.what.text, designations(p.evidence.text), stems(p) | stem_of(p),
        p.whole or p.amount, p.unit, p.due, state,
    )  # fmt: skip
    thread.history.append(Step(report.id, report.published, state, p.date, p.due, None, p.evidence, f"opened: {p.act} {p.state}"))
    return thread


def take(t: Thread, p: Progress, report: Reported) -> None:
    """The step that a statement makes, if it makes one."""
    t.designation |= designations(p.evidence.text)
    step = _step(t, p)
    if p.amount is not None and t.amount is None and p.state in OPENING and p.part is None:
        t.amount, t.unit = p.whole or p.amount, p.unit
    if step is None:
        t.words |= stem_of(p)
        return
    state, so_far, due, rule = step
    t.state, t.so_far = state, so_far
    t.due = due or t.due
    t.words |= stems(p)
    t.history.append(Step(report.id, report.published, state, p.date, due, so_far, p.evidence, rule))


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


def _done(t: Thread, p: Progress) -> Move | None:
    """A part of it, or all; amounts add up."""
    if t.state in CLOSED:
        return None
    if t.amount is None and p.part not in ("first", "second"):
        return "fulfilled", None, None, "done"
    so_far = t.so_far or 0.0
    if p.amount is not None and t.amount is not None:
        so_far = p.amount if p.whole == t.amount or p.amount < so_far else so_far + p.amount
    if p.part == "last" and t.so_far or p.state == "fulfilled" or (t.amount is not None and so_far >= t.amount):
        return "fulfilled", t.amount, None, "all of it"
    if p.amount is None and p.part is None:
        return ("fulfilled", t.amount, None, "done") if t.so_far is None and t.act != "order" else None
    return "partly_fulfilled", so_far or None, None, f"a part of it{f': {so_far:g} of {t.amount:g}' if t.amount and so_far else ''}"
