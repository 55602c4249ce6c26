"""Every type that Dragoman's output and its stages share. Frozen; imports nothing of ours.

Offsets are Python character offsets into `Document.text`, end exclusive: `text[start:end] == span.text`.
Dates are ISO strings; a coarser date is shorter ("2020-06", "2020").
"""
from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["occurred", "ongoing", "planned", "expected", "possible", "negated", "alleged"]
Negation = Literal["denied", "ruled_out", "cancelled", "postponed", "failed", "none_planned"]
Kind = Literal[
    "person", "government", "military", "legislature", "judiciary", "police", "party", "opposition",
    "armed_group", "organisation", "ngo", "company", "media", "civilians", "unknown",
]
Precision = Literal["exact", "city", "region", "country", "unknown"]
CommitmentState = Literal[
    "offered", "agreed", "ordered", "scheduled", "begun", "partly_fulfilled", "fulfilled",
    "delayed", "disputed", "cancelled", "lapsed",
]
RelationKind = Literal["membership", "partnership", "alliance", "dispute", "occupation", "recognition"]


class Span(Struct, frozen=True):
    """A stretch of the report's text."""

    text: str
    start: int
    end: int


class Document(Struct, frozen=True):
    """One report. `text` is the headline, an empty line and the body; `published_basis` says where the date is from.

    `published_basis` is "given", "metadata", "dateline", "inferred: REASON" or "unknown: REASON".
    """

    id: str
    title: str | None
    text: str
    published: str | None
    published_basis: str
    source: str | None
    url: str | None
    sha256: str


class Coder(Struct, frozen=True):
    """What coded the report: package version, hash of the lexicon, name and version of the parser's model, profile."""

    version: str
    lexicon: str
    model: str
    profile: str


class Actor(Struct, frozen=True):
    """Who does or undergoes; `name` as in the text, `start` and `end` its place there (null where a member is implied).

    `country` is ISO 3166-1 alpha-3 or an organisation's usual abbreviation; `sector` is PLOVER's code.
    """

    name: str
    country: str | None = None
    kind: Kind = "unknown"
    sector: str | None = None
    person: str | None = None
    office: str | None = None
    start: int | None = None
    end: int | None = None


class EventDate(Struct, frozen=True):
    """`start`/`end` as ISO dates (either may be open), the expression they come from, and how they were reckoned."""

    start: str | None
    end: str | None
    text: str | None
    basis: str


class Place(Struct, frozen=True):
    """Where it happened; `precision` is never better than the evidence; lat, lon in degrees."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision


class Attribution(Struct, frozen=True):
    """Whom the report credits with the statement."""

    name: str
    country: str | None
    kind: Kind
    span: Span


class Amount(Struct, frozen=True):
    """A quantity with its unit (or currency, ISO 4217) and what is counted; `low`/`high` where the text gives bounds."""

    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    item: str | None
    span: Span


class Topic(Struct, frozen=True):
    """What a meeting, request or agreement is about."""

    name: str
    span: Span


class Event(Struct, frozen=True):
    """One event of the report, with every sentence that tells of it, the most explicit first."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    score: float
    cameo: str | None
    confidence: float
    status: Status
    negation: Negation | None
    certainty: int
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: EventDate | None
    place: Place | None
    attributed_to: Attribution | None
    amounts: tuple[Amount, ...]
    topics: tuple[Topic, ...]
    trigger: Span
    evidence: tuple[Span, ...]
    why: tuple[str, ...]


class Commitment(Struct, frozen=True):
    """Something owed: who owes what to whom, until when, and in what state."""

    id: str
    obligor: tuple[Actor, ...]
    obligee: tuple[Actor, ...]
    what: Span
    amount: Amount | None
    due: str | None
    state: CommitmentState
    evidence: tuple[Span, ...]
    why: tuple[str, ...]


class Progress(Struct, frozen=True):
    """What one sentence tells of something that is owed, be it promised here or elsewhere: how far it has come.

    `act`: delivery, order, payment, withdrawal, deployment, release, ratification, lifting, ceasefire, report, election, building;
    "other" where only a promise tells of it, "loose" where the sentence names no act ("it was put off"). `obligor` and
    `obligee` are codes, as far as the sentence names them; `part`: "first", "second" or "last" of several; `amount` of `unit`, and
    `whole` where "6 of 12" tells it; `due` the last day by which, `date` the day on which it happened. `due_from` is the first day of
    what is due ("in July": the first of July), None with an upper bound; `bound` is "by", "since" or None, `grain` how exactly it is
    told: day, week, month, quarter or year. `money` is the sum owed, or what the goods cost; `condition` and `instrument` the words
    of the terms ("if the parliament agrees", "the 2018 contract"), `place` where, finer than a country.
    """

    id: str
    act: str
    state: CommitmentState
    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    what: Span
    part: str | None
    amount: float | None
    whole: float | None
    unit: str | None
    due: str | None
    date: str | None
    evidence: Span
    due_from: str | None = None
    bound: str | None = None
    grain: str | None = None
    money: Amount | None = None
    condition: Span | None = None
    instrument: Span | None = None
    place: Place | None = None


class Office(Struct, frozen=True):
    """Who holds (or held) which office."""

    person: str
    office: str
    country: str | None
    former: bool
    evidence: Span


class Relation(Struct, frozen=True):
    """A standing relation between actors: membership (first member is the organisation), dispute, alliance ..."""

    kind: RelationKind
    members: tuple[Actor, ...]
    status: Status
    attributed_to: Attribution | None
    evidence: Span


class Coding(Struct, frozen=True):
    """What one report gives: the contract of `dragoman code --json`. `named`: codes of the states and bodies that its text names,
    those named most often first; `progress`: what it tells of things that are owed, sentence by sentence.
    """

    document: Document
    coder: Coder
    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    offices: tuple[Office, ...]
    relations: tuple[Relation, ...]
    named: tuple[str, ...] = ()
    progress: tuple[Progress, ...] = ()


class Segment(Struct, frozen=True):
    """One sentence found without a parser: its characters and whether it is the headline. Never crosses a paragraph."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    headline: bool


class Token(Struct, frozen=True):
    """One token of a parsed sentence. `head` is an index in the sentence (its own for the root); labels are ClearNLP's."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    start: int
    end: int


class Sentence(Struct, frozen=True):
    """A parsed segment. `children[i]` are the indices of token i's dependents, in order."""

    segment: Segment
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]


class TimeExpression(Struct, frozen=True):
    """One expression of time: TIMEX3 type and value, and the interval that it covers as far as it is known.

    `type` is DATE, TIME, DURATION or SET. `start`/`end` are ISO dates, None where open or unresolved. `bound` is "by"
    for an upper bound, "since" for a lower one, else None. `reason` says how it was reckoned.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: str | None
    end: str | None
    bound: str | None
    reason: str


class Account(Struct, frozen=True):
    """One report's record of an event in a ledger: its id, which report, from where, and its sentences."""

    record: str
    report: str
    published: str | None
    source: str | None
    status: Status
    evidence: tuple[Span, ...]


class LedgerEvent(Event, frozen=True):
    """An event of a ledger, under the id that it keeps, with the records of all reports that tell of it, the earliest published
    first. `texts`: how many independent texts these reports are; copies tell nothing by themselves.
    """

    records: tuple[Account, ...]
    texts: int = 1


class LedgerReport(Struct, frozen=True):
    """A report of a ledger. `retention`: full, evidence or offsets; `duplicate_of`: the id of the first independent text."""

    id: str
    title: str | None
    published: str | None
    published_basis: str
    source: str | None
    url: str | None
    length: int
    retention: str
    first_seen: str
    duplicate_of: str | None
    duplicate_kind: str | None
    retracted: str | None
    retracted_why: str | None
    forgotten: str | None
    records: int


class Passage(Struct, frozen=True):
    """A stretch of a report's text; `marks` are the places of the whole text in it at which searched words stand."""

    text: str
    start: int
    end: int
    marks: tuple[Span, ...] = ()


class FoundReport(LedgerReport, frozen=True):
    """A report that was searched for by words, with where they stand in it: nowhere where its text is not kept."""

    passages: tuple[Passage, ...] = ()


class LedgerCommitment(Commitment, frozen=True):
    """A commitment of a ledger with the report that tells of it."""

    report: str
    published: str | None
    source: str | None
    coder: str


class LedgerOffice(Office, frozen=True):
    """An office of a ledger with the report that tells of it; `start` and `end` (ISO dates) are known of hand-kept ones."""

    report: str
    published: str | None
    source: str | None
    coder: str
    start: str | None
    end: str | None
