"""Commitments of the plain cases: deliveries, payments, withdrawals, visits ... that one side owes another.

An event that is still to come is owed by its doer; a noun of delivery in what is asked for is owed by whom it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import actors, tree
from dragoman.coding.assemble import Assembler
from dragoman.coding.calendar_ends import last_day
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.coding.report import identity
from dragoman.model import Actor, Amount, Commitment, CommitmentState, Document, Event, Progress, Sentence, Span, TimeExpression

GOODWILL = frozenset({"SUPPORT"})
SIGNATURES = frozenset({"support/sign-agreement", "support/ratify"})
#: types whose planned events are owed to somebody
OWED = frozenset({"COOPERATE", "AID", "RETREAT", "CONCEDE", "SUPPORT", "MOBILIZE"})


def commitments(
    document: Document, report: Report, drafts: Sequence[Draft], events: Sequence[Event], assembler: Assembler
) -> tuple[Commitment, ...]:
    """One entry for each thing owed; the same thing from two sentences once."""
    found: list[Commitment] = []
    for draft, event in zip(drafts, events, strict=True):
        if (made := _from_event(document, report, draft, event, assembler)) is not None:
            found.append(made)
    for n, view in enumerate(report.views):
        for i in delivery_nouns(view.sentence, report.words.deliveries):
            if (
                not any(_covers(c, view.sentence.tokens[i].start) for c in found)
                and (made := _from_noun(document, report, n, i, drafts, assembler)) is not None
            ):
                found.append(made)
    return tuple(_distinct(found))


def _covers(c: Commitment, at: int) -> bool:
    return c.what.start <= at < c.what.end


def _from_event(document: Document, report: Report, d: Draft, event: Event, assembler: Assembler) -> Commitment | None:
    """A planned delivery, withdrawal, payment; an agreement's content; a visit that is agreed or announced with a date."""
    s = report.views[d.sentence].sentence
    m = d.candidate.match
    if d.standing.status == "planned" and d.type in OWED and d.actors and _tangible(d):
        what = whole_phrase(s, m.noun if m.noun is not None else m.tokens[0])
    elif d.type == "AGREE" and d.standing.status == "occurred" and (content := _content(s, m.tokens)) is not None:
        what = whole_phrase(s, content)
    elif (
        d.type == "CONSULT"
        and d.standing.status == "planned"
        and d.date is not None
        and d.mode == "visit"
        and d.actors
        and d.recipients
    ):
        what = whole_phrase(s, m.noun if m.noun is not None else m.tokens[0])
    else:
        return None
    assured = _assurer(report, d)
    obligor, obligee = (assured, d.recipients or d.actors) if assured else (d.actors, d.recipients)
    due = due_date(assembler.times(d.sentence), what, document.published) or (
        last_day(d.date.end) if d.date is not None and d.date.end and d.standing.status == "planned" else None
    )
    state: CommitmentState = "scheduled" if due else "agreed"
    amount = next((a for a in assembler.amounts(d.sentence) if what.start <= a.span.start < what.end), None)
    return _made(
        document, obligor, tuple(a for a in obligee if a not in obligor), what, amount, due, state, s,
        (m.frame.id, f"{d.standing.status} {d.type}"),
    )


def _assurer(report: Report, d: Draft) -> tuple[Actor, ...]:
    """ "assurances from the United Kingdom that it would not": who gives them, whoever has them."""
    s = report.views[d.sentence].sentence
    nouns = [i for i in d.candidate.match.tokens if tree.is_noun(s.tokens[i])]
    return next((found for i in nouns if d.type == "AGREE" and (found := _side(report, d.sentence, i, ("from",)))), ())


def _tangible(d: Draft) -> bool:
    """Owed to somebody or by a day, as a withdrawal always is; of support only a signature or a ratification."""
    if d.type in GOODWILL and d.candidate.match.frame.id not in SIGNATURES:
        return False
    return d.type == "RETREAT" or any(a.country for a in d.recipients) or d.date is not None


def _content(s: Sentence, tokens: Sequence[int]) -> int | None:
    """The infinitive or "that" clause of what was agreed or promised."""
    for i in tokens:
        for c in tree.children(s, i, "xcomp", "ccomp", "acl"):
            if s.tokens[c].tag.startswith("VB"):
                return c
    return None


def delivery_nouns(s: Sentence, words: Sequence[str]) -> list[int]:
    """Nouns of delivery that stand in the sentence: "supply of", "delivery of"."""
    return [
        t.i for t in s.tokens if t.lemma.lower() in words and tree.is_noun(t) and tree.preposition_objects(s, t.i, "of")
    ]


def _from_noun(
    document: Document, report: Report, n: int, i: int, drafts: Sequence[Draft], assembler: Assembler
) -> Commitment | None:
    """ "expediting supply of weapons to India by Russia": owed by "by" or "from", to "to"; else by whom it is asked of."""
    s = report.views[n].sentence
    by = _side(report, n, i, ("by", "from"))
    to = _side(report, n, i, ("to",))
    owner = tree.child(s, i, "poss")
    obligor = by or (actors.resolve(report, n, owner).actors if owner is not None else ())
    if not obligor:
        obligor = tuple(a for d in drafts if d.type == "REQUEST" and d.sentence == n for a in d.recipients)
    if not obligor or not to:
        return None
    what = whole_phrase(s, i)
    due = due_date(assembler.times(n), what, document.published)
    amount = next((a for a in assembler.amounts(n) if what.start <= a.span.start < what.end), None)
    return _made(
        document,
        obligor,
        to,
        what,
        amount,
        due,
        "scheduled" if due else "ordered",
        s,
        (f"noun of delivery {s.tokens[i].text!r}",),
    )


def _side(report: Report, n: int, noun: int, prepositions: Sequence[str]) -> tuple[Actor, ...]:
    """Actors behind these prepositions anywhere in the noun's phrase (parses often hang them on an inner noun)."""
    s = report.views[n].sentence
    for i in tree.below(s, noun):
        if s.tokens[i].dep in ("prep", "agent", "dative") and s.tokens[i].lemma in prepositions:
            for o in tree.children(s, i, "pobj"):
                found = actors.resolve(report, n, o)
                if found.actors and not found.weak:
                    return found.actors
    return ()


def whole_phrase(s: Sentence, head: int) -> Span:
    """All that hangs on a noun or verb, from its first to its last word, without a closing mark."""
    tokens = [
        i
        for i in tree.below(s, head)
        if i == head or s.tokens[i].dep not in ("nsubj", "nsubjpass", "aux", "auxpass", "mark")
    ] or [head]
    start = min(i for i in tokens if i >= min(tokens) and (s.tokens[head].tag.startswith("NN") or i >= head))
    last = max(tokens)
    while last > start and s.tokens[last].dep == "punct":
        last -= 1
    return Span(*tree.text_of(s, [start, last]))


def due_date(times: Sequence[TimeExpression], what: Span, published: str | None) -> str | None:
    """The last day of the period that the sentence names for it, not over when it was published: bounds with "by" first, then a date
    that follows.
    """
    ends = [(t, t.end) for t in times if t.type in ("DATE", "TIME") and t.end]
    dated = [t for t, end in ends if published is None or end[: len(published)] >= published[: len(end)]]
    for t in sorted(dated, key=lambda t: (t.bound != "by", abs(t.span.start - what.end))):
        if t.bound == "by" or what.start <= t.span.start:
            return last_day(t.end) if t.end else None
    return None


def with_progress(
    known: Sequence[Commitment], told: Sequence[Progress], report: Report, doubtful: Sequence[Event]
) -> tuple[Commitment, ...]:
    """The commitments, and what a sentence says is promised or due of which none of them tells; not of sentences whose events were too
    doubtful to be kept.
    """
    out = {span.start for event in doubtful for span in event.evidence}
    open_ = [p for p in told if p.state in OPENED and p.obligor and p.act != "loose" and p.evidence.start not in out]
    return (*known, *(_of_progress(p, report) for p in open_ if not _told(known, p)))


#: states in which something is owed and none of it there
OPENED = frozenset({"agreed", "ordered", "scheduled"})


def _told(known: Sequence[Commitment], p: Progress) -> bool:
    """Whether a commitment of the same sentence has the thing, or the same side owing."""
    same = [c for c in known if c.evidence[0].start == p.evidence.start]
    return any(
        (c.what.start < p.what.end and p.what.start < c.what.end) or {a.country for a in c.obligor} & set(p.obligor) for c in same
    )


def _of_progress(p: Progress, report: Report) -> Commitment:
    named = {code: _actor(report, code, p.evidence) for code in (*p.obligor, *p.obligee)}
    due, why = p.due, (f"owed: {p.act} {p.state}",)
    givers, takers = (tuple(named[code] for code in codes) for codes in (p.obligor, p.obligee))
    return Commitment(p.id.replace("p-", "c-", 1), givers, takers, p.what, None, due, p.state, (p.evidence,), why)


def _actor(report: Report, code: str, inside: Span) -> Actor:
    """The code's name in the sentence, where it has one."""
    found = (hit for view in report.views for hit in view.hits if hit is not None and hit.name.country == code)
    hit = next((h for h in found if inside.start <= h.start < inside.end), None)
    return Actor(hit.text, code, "government", None, None, None, hit.start, hit.end) if hit is not None else Actor(code, code, "government")


def _made(
    document: Document,
    obligor: Sequence[Actor],
    obligee: Sequence[Actor],
    what: Span,
    amount: Amount | None,
    due: str | None,
    state: CommitmentState,
    s: Sentence,
    why: tuple[str, ...],
) -> Commitment:
    evidence = Span(s.segment.text, s.segment.start, s.segment.end)
    return Commitment(
        identity(document.id, what.start, what.end, "c"),
        tuple(obligor),
        tuple(obligee),
        what,
        amount,
        due,
        state,
        (evidence,),
        why,
    )


def _distinct(found: Sequence[Commitment]) -> list[Commitment]:
    """Commitments of one sentence that overlap are one; the longer phrase stays."""
    kept: list[Commitment] = []
    for c in sorted(found, key=lambda c: (c.evidence[0].start, c.what.start - c.what.end)):
        if not any(k.what.start < c.what.end and c.what.start < k.what.end for k in kept):
            kept.append(c)
    return kept
