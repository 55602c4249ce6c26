"""Commitments of arms as rows of a trade register with SIPRI's columns, and what is uncertain in them. Pure.

Conventions of SIPRI's registers (sipri.org/databases/armstransfers/sources-and-methods): what is accurate stands plain, what is not in
parentheses; no delivery, no year of delivery. What is unknown is "?".
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from dragoman.following.commitments import OPENING, Thread
from dragoman.following.reading import UNDATED
from dragoman.following.told import DESIGNATION, Reported, Step, designations
from dragoman.following.weapons import Arms, Weapon, arms, heads, is_military, named
from dragoman.model import Progress

SIPRI = (
    "Supplier", "Recipient", "Number ordered", "Weapon designation", "Weapon description", "Year of order", "Year(s) of delivery",
    "Number delivered", "Comments",
)  # fmt: skip
#: SIPRI's names first; ours in small letters
COLUMNS = (*SIPRI, "stage", "category", "supplier_code", "recipient_code", "commitment", "evidence")
Stage = Literal["offered", "approved", "ordered", "delivered"]
STAGES: Mapping[str, Stage] = {
    "offered": "offered", "agreed": "approved", "scheduled": "approved", "ordered": "ordered", "partly_fulfilled": "delivered",
    "fulfilled": "delivered",
}  # fmt: skip
ORDER: tuple[Stage, ...] = ("offered", "approved", "ordered", "delivered")
ACTS = ("order", "delivery")
DONE = ("partly_fulfilled", "fulfilled")
UNKNOWN = "?"


#: a sentence: the report's id, start and end
Place = tuple[str, int, int]
Told = Mapping[Place, Progress]


class Value(Struct, frozen=True):
    """What stands in a cell; `sure`: whether reports say so in so many words."""

    says: str = ""
    sure: bool = True

    def cell(self) -> str:
        """As SIPRI marks it."""
        if not self.says:
            return UNKNOWN
        return self.says if self.sure else f"({self.says})"


class Deal(Struct, frozen=True):
    """One row. `days`: of its changes; `comments`: what else is known, in order."""

    id: str
    supplier: Value
    recipient: Value
    ordered: Value
    designation: Value
    description: Value
    category: str
    year: Value
    delivery_years: tuple[Value, ...]
    delivered: Value | None
    stage: Stage
    comments: tuple[str, ...]
    days: tuple[str, ...]
    evidence: str

    def cells(self, name: Callable[[str], str]) -> dict[str, str]:
        """Of all columns; blank where nothing was delivered. `name` says what a code is called."""
        supplier, recipient = (Value(name(side.says) if side.says else "", side.sure) for side in (self.supplier, self.recipient))
        delivered = self.delivered.cell() if self.delivered else ""
        years = "; ".join(year.cell() for year in self.delivery_years)
        plain = (supplier, recipient, self.ordered, self.designation, self.description, self.year)
        first = (*(value.cell() for value in plain), years, delivered, "; ".join(self.comments))
        own = (self.stage, self.category, self.supplier.says, self.recipient.says, self.id, self.evidence)
        return dict(zip(COLUMNS, (*first, *own), strict=True))


def deals(threads: Iterable[Thread], reports: Iterable[Reported]) -> list[Deal]:
    """Every commitment to deliver arms, by supplier, recipient and day."""
    told: Told = {(r.id, p.evidence.start, p.evidence.end): p for r in reports for p in r.progress}
    found = [deal for t in threads if (deal := deal_of(t, _told(t, told), arms())) is not None]
    return sorted(found, key=lambda deal: (deal.supplier.says, deal.recipient.says, deal.days[:1], deal.id))


def _told(t: Thread, told: Told) -> Told:
    """What the sentences say on which the steps rest, in their order."""
    places = map(_place, t.history)
    return {place: told[place] for place in places if place in told}


def _place(step: Step) -> Place:
    return step.report, step.quote.start, step.quote.end


def deal_of(t: Thread, told: Told, known: Arms) -> Deal | None:
    """The row of a commitment; None where it is not of arms."""
    said = list(told.values())
    thing = weapon(said, known) if t.act in ACTS else None
    if thing is None:
        return None
    what, sure = thing
    numbers = _numbers(said, what, known)
    comments = (*([] if what.major else ["not among SIPRI's major weapons"]), *_comments(t, numbers))
    return Deal(
        t.id, _side(t.obligor, said, "obligor"), _side(t.obligee, said, "obligee"), _number(t, said, numbers, what, known),
        _designation(t),
        Value(what.noun, sure), what.category, _year(t), _delivery_years(t), _delivered(t, told), stage(t), comments,
        tuple(day for step in t.history if (day := _day(step)) is not None), " ".join(t.history[-1].quote.text.split()),
    )  # fmt: skip


def weapon(told: Sequence[Progress], known: Arms) -> tuple[Weapon, bool] | None:
    """The weapon that is owed, and whether it is named as the thing; else, where only a contract is, the sentence's first one."""
    texts = [p.evidence.text for p in told]
    military = is_military(texts, known)
    for p in told:
        for one in (*_of_unit(p, known), *_of_thing(p, known)):
            if military or not one.doubtful:
                return one, True
    paper = all(_is_paper(p, known) for p in told[:1])
    around = [found.weapon for p in told for found in named(p.evidence.text, known)] if paper else []
    return next(((one, False) for one in around if military or not one.doubtful), None)


def _of_unit(p: Progress, known: Arms) -> list[Weapon]:
    return [found.weapon for found in named(p.unit or "", known) if found.end == len((p.unit or "").rstrip())]


def _of_thing(p: Progress, known: Arms) -> list[Weapon]:
    """Named in the thing's words, as they go on in the sentence."""
    start = p.what.start - p.evidence.start
    end = start + len(p.what.text)
    return [found.weapon for found in named(p.evidence.text, known) if found.start < end and start < found.end]


def _is_paper(p: Progress, known: Arms) -> bool:
    """Whether the thing is a contract or a batch, and nothing else is counted."""
    return heads(p.what.text) in known.paper and (p.unit is None or heads(p.unit) in known.paper | known.counters)


def stage(t: Thread) -> Stage:
    """How far it came, whatever became of it then."""
    return max((STAGES[step.state] for step in t.history if step.state in STAGES), key=ORDER.index, default="approved")


def _side(codes: Sequence[str], told: Sequence[Progress], side: Literal["obligor", "obligee"]) -> Value:
    """Sure where a sentence names it as this side; else it is the state that the report names most."""
    said = {code for p in told for code in (p.obligor if side == "obligor" else p.obligee)}
    return Value(codes[0], codes[0] in said) if codes else Value()


def _number(t: Thread, told: Sequence[Progress], numbers: Sequence[float], what: Weapon, known: Arms) -> Value:
    """Uncertain where something else is counted, a part only is told, or reports differ."""
    if t.amount is None or (t.unit or "").isupper():
        return Value()
    part = bool(told) and told[0].part is not None and told[0].whole is None
    return Value(written(t.amount), _counts(t.unit, what, known) and not part and len(numbers) < 2)


def _counts(unit: str | None, what: Weapon, known: Arms) -> bool:
    """Whether these are the weapons: named again, or "units" of them."""
    return heads(unit or "") in known.counters or any(found.weapon.category == what.category for found in named(unit or "", known))


def _numbers(told: Sequence[Progress], what: Weapon, known: Arms) -> list[float]:
    """The whole as it was told, each number once."""
    of = [p.whole or (p.amount if p.state in OPENING and p.part is None else None) for p in told if _counts(p.unit, what, known)]
    return list(dict.fromkeys(number for number in of if number is not None))


def written(number: float) -> str:
    """A count without a fraction that it has not."""
    return str(int(number)) if number == int(number) else str(number)


def _designation(t: Thread) -> Value:
    """In the reports' spelling; uncertain where several are told."""
    spelled: dict[str, str] = {}
    for step in t.history:
        for word in DESIGNATION.findall(step.quote.text):
            for one in designations(word) & t.designation:
                spelled.setdefault(one, word)
    return Value("/".join(spelled.values()), len(spelled) == 1)


def _year(t: Thread) -> Value:
    """Of the order; uncertain where its day is not told, so that the year is the report's."""
    first = next((step for step in t.history if step.state == "ordered"), None)
    return _year_of(first) if first is not None else Value()


def _year_of(step: Step) -> Value:
    day = _day(step)
    return Value(day[:4], step.date is not None) if day is not None else Value()


def _day(step: Step) -> str | None:
    """The day told, else that of the report; None for a report of unknown date."""
    return step.date or (step.published if step.published != UNDATED else None)


def _delivery_years(t: Thread) -> tuple[Value, ...]:
    """Each once, in order; sure where one delivery of the year has its day told."""
    years: dict[str, Value] = {}
    for step in t.history:
        if step.state in DONE:
            year = _year_of(step)
            years[year.says] = Value(year.says, year.sure or (year.says in years and years[year.says].sure))
    return tuple(years[year] for year in sorted(years))


def _delivered(t: Thread, told: Told) -> Value | None:
    """Uncertain where all is said to be there and the numbers do not add up to it, or where the number of an earlier part is not told."""
    parts = [step for step in t.history if step.state in DONE]
    if not parts:
        return None
    if t.so_far is None:
        return Value()
    before = next((step.amount_so_far for step in reversed(parts[:-1]) if step.amount_so_far is not None), 0.0)
    counted = told.get(_place(parts[-1]))
    if parts[-1].state == "fulfilled":
        number = (counted.whole or counted.amount or 0.0) if counted is not None else 0.0
        return Value(written(t.so_far), max(number, before + number) >= t.so_far)
    return Value(written(t.so_far), all(step.amount_so_far is not None for step in parts))


def _comments(t: Thread, numbers: Sequence[float]) -> list[str]:
    """The state, the due day, what slipped, numbers that differ, and the reports."""
    differ = [f"numbers told: {', '.join(map(written, numbers))}"] if len(numbers) > 1 else []
    due = [f"due {t.due}"] if t.due else []
    reports = " ".join(dict.fromkeys(step.report for step in t.history))
    return [f"state: {t.state.replace('_', ' ')}", *due, *slips(t.history), *differ, f"reports: {reports}"]


def slips(history: Sequence[Step]) -> list[str]:
    """Each time that it was put off, to which day as far as one is told."""
    due: str | None = None
    found = []
    for step in history:
        if step.state == "delayed":
            since = f" from {due}" if due else ""
            found.append(f"slipped{since} to {step.due}" if step.due else f"slipped{since} without a new day")
        due = step.due or due
    return found
