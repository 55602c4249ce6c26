"""What the sentences of a report tell of things owed: the act, the thing, its sides, how many, until when, how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding import tree
from dragoman.coding.assemble import Assembler
from dragoman.coding.calendar_ends import last_day
from dragoman.coding.found import Report
from dragoman.coding.owed.acts import Told, acts, scope
from dragoman.coding.owed.figures import SEVERAL, date_of, due_time, how_many, part_of
from dragoman.coding.owed.loose import loose
from dragoman.coding.owed.parties import sides
from dragoman.coding.owed.state import state_of
from dragoman.coding.owed.terms import condition_of, grain_of, instrument_of, money_of
from dragoman.coding.owed.words import Words, words
from dragoman.coding.report import identity
from dragoman.days import first_day
from dragoman.model import CommitmentState, Document, Progress, Sentence, Span

#: a noun phrase longer than this is cut behind its head
LONG = 6


def progress(document: Document, report: Report, assembler: Assembler) -> tuple[Progress, ...]:
    """One entry for each thing owed of which a sentence tells, in the order of the text; in a report that is not about politics only
    what one state or organisation owes another.
    """
    known = words()
    if assembler.verdict.silent:
        return ()
    found = [p for n in range(len(report.views)) for p in _in_sentence(document, report, n, assembler, known)]
    if assembler.verdict.domain is not None:
        found = [p for p in found if p.obligor and p.obligee]
    return tuple({p.id: p for p in found}.values())


def _in_sentence(document: Document, report: Report, n: int, assembler: Assembler, known: Words) -> Iterator[Progress]:
    s = report.views[n].sentence
    told = acts(report, n, known) if any(t.lemma.lower() in known.known for t in s.tokens) else []
    some = False
    for one in told:
        within = scope(s, one, told)
        state = state_of(s, one, _without_condition(s, one, within), assembler.cues, known)
        made = _made(document, report, n, one, within, state, assembler, known) if state is not None else None
        if made is not None:
            some = True
            yield made
    if not some and (rest := loose(report, n, assembler.times, document.published, known)) is not None:
        made = _made(document, report, n, rest[0], frozenset(t.i for t in s.tokens), rest[1], assembler, known)
        if made is not None:
            yield made


def _without_condition(s: Sentence, told: Told, within: frozenset[int]) -> frozenset[int]:
    """What "unless the government asks for more time" says is not so yet."""
    condition = condition_of(s, within)
    if condition is None:
        return within
    left = frozenset(i for i in within if not condition.start <= s.tokens[i].start < condition.end)
    return left if told.at in left else within


def _made(
    document: Document, report: Report, n: int, told: Told, within: frozenset[int], state: CommitmentState, assembler: Assembler,
    known: Words,
) -> Progress | None:
    s = report.views[n].sentence
    starts = {s.tokens[i].start for i in within}
    times = [t for t in assembler.times(n) if any(t.span.start <= at < t.span.end for at in starts)]
    part = part_of(s, told, within, known)
    when = due_time(times, s, state, document.published, part)
    due = last_day(when.end) if when is not None and when.end else None
    if state == "begun" and due is not None and any(t.bound == "by" for t in times) and told.act != "ceasefire":
        state = "scheduled"  # "is sending sixty men, who are to arrive by Friday"
    if state in ("fulfilled", "partly_fulfilled") and told.how == "noun":
        later = due_time(times, s, "scheduled", document.published)
        if later is not None and later.end:
            state, when, due = "scheduled", later, last_day(later.end)  # "is in three parts and will be completed by"
    if state == "scheduled" and due is None:
        state = "agreed"
    if told.how in ("promise", "owes") and state not in ("scheduled", "agreed", "delayed", "cancelled", "disputed"):
        return None
    givers, takers = sides(report, n, told, within, known)
    if told.how in ("promise", "owes") and not givers or told.how == "owes" and due is None and not takers:
        return None  # "will return": no more than a plan
    many = how_many(assembler.amounts(n), s, told, within, assembler.resources.amounts)
    what = _phrase(s, told.things[0] if told.things else told.at)
    evidence = Span(s.segment.text, s.segment.start, s.segment.end)
    return Progress(
        identity(document.id, what.start, evidence.end, "p"), told.act, state, tuple(givers), tuple(takers), what,
        None if part == SEVERAL else part, many.amount, many.whole, many.unit, due, date_of(times, s, state, document.published), evidence,
        first_day(when.start) if when is not None and when.start and when.bound != "by" else None, when.bound if when is not None else None,
        grain_of(when) if when is not None else None, money_of(assembler.amounts(n), s, within), condition_of(s, within),
        instrument_of(s, told, within), assembler.place_at(n, told.at),
    )  # fmt: skip


def _phrase(s: Sentence, head: int) -> Span:
    tokens = [j for j in tree.below(s, head) if j <= head + LONG] if not tree.is_verb(s.tokens[head]) else [head]
    near = [j for j in tokens if all(k in tokens for k in range(min(j, head), max(j, head) + 1))]
    return Span(*tree.text_of(s, sorted(near or [head])))
