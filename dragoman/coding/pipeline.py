"""One report from its text to its coding, stage by stage. A pure function of document and engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import (
    confidence,
    context,
    deliveries,
    deontic,
    echoes,
    frames,
    journeys,
    members,
    offices,
    pairs,
    promises,
    relations,
    report,
    scan,
    sentences,
    spoken,
    stays,
    telling,
    threats,
)
from dragoman.coding import drafts as drafting
from dragoman.coding.annotate import Annotator
from dragoman.coding.assemble import Assembler, Tables, tables
from dragoman.coding.datelines import dateline_of, place_of, without_dateline
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.coding.frames import Candidate
from dragoman.coding.gate import STRONG, Gate
from dragoman.coding.homes import Towns
from dragoman.coding.known import looking, with_reasons
from dragoman.coding.lexicon import Lexicon, build
from dragoman.coding.named import named
from dragoman.coding.names import Hit, NameIndex, find_names, index_of
from dragoman.coding.needs import wanted
from dragoman.coding.owed import found as owed
from dragoman.coding.owed.words import words as owed_words
from dragoman.coding.published import infer_date
from dragoman.coding.reading import read_report
from dragoman.coding.scan import USUAL, Glance, Prefilter, Scanner
from dragoman.coding.status import Cues, index
from dragoman.coding.trace import Trace
from dragoman.coding.view import RoleTable, role_table
from dragoman.model import Coder, Coding, Document, Event, Segment, Sentence
from dragoman.places import Gazetteer
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.register.index import Register
    from dragoman.resources import Resources


class Engine(Struct, frozen=True):
    """Resources made ready for coding (automata, indexes), and the annotator."""

    resources: Resources
    annotator: Annotator
    names: NameIndex
    roles: RoleTable
    lexicon: Lexicon
    cues: Cues
    gate: Gate
    scanner: Scanner
    tables: Tables
    profile: str

    @property
    def coder(self) -> Coder:
        """What it signs its codings with; another prefilter than the usual one is told with the model."""
        level = self.scanner.level
        model = self.annotator.name if level == USUAL else f"{self.annotator.name}, prefilter {level}"
        return Coder(VERSION, self.resources.lexicon_hash, model, self.profile)


def engine(resources: Resources, annotator: Annotator, profile: str = "plover", prefilter: Prefilter = USUAL) -> Engine:
    """Build the indexes once; `profile` is "plover" or "cameo" (data/conventions.toml); `prefilter` says which sentences are parsed."""
    lexicon = build(resources.frames, resources.classes)
    roles = role_table(resources.roles)
    return Engine(
        resources,
        annotator,
        index_of(resources),
        roles,
        lexicon,
        index(resources.cues, resources.status),
        Gate(resources.gate, hostile(lexicon)),
        Scanner(wanted(lexicon, resources.words, resources.status, owed_words()), frozenset(roles), annotator.lemmas, prefilter),
        tables(resources, noun_types(lexicon)),
        profile,
    )


def hostile(lexicon: Lexicon) -> frozenset[str]:
    """Verbs of conflict: those whose plain frames are all of the types of material conflict."""
    kinds = ("ASSAULT", "COERCE", "SANCTION")
    plain = {word: {u.frame.type for u in units if not u.frame.objects and not u.rest} for word, units in lexicon.verbs.items()}
    return frozenset(word for word, types in plain.items() if types and types <= set(kinds)) | RETALIATION


#: verbs of striking back, which no frame has by themselves
RETALIATION = frozenset(
    {"retaliate", "punish", "respond", "avenge", "revenge", "retaliation", "crush", "strike", "destroy"}
)


#: people that a town must have so that its bare name says which state a report is about
KNOWN_TOWN = 50_000


def towns_of(gazetteer: Gazetteer) -> Towns:
    """The state of a town by its name, for towns large enough to be known by it."""

    def state(name: str) -> str | None:
        first = next(iter(gazetteer.find(name)), None)
        return first.country if first is not None and first.feature == "city" and first.population >= KNOWN_TOWN else None

    return state


def set_in(segments: Sequence[Segment], e: Engine) -> str | None:
    """The state of the dateline, where its place is known."""
    place = place_of(segments)
    if place is None:
        return None
    named = find_names(place.title() if place.isupper() else place, e.names)
    if named and named[0].name.country:
        return named[0].name.country
    found = [p for p in e.resources.gazetteer.find(place.title() if place.isupper() else place) if p.feature == "city"]
    return found[0].country if found else None


def noun_types(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Which types of events a bare noun can name: "attack" ASSAULT."""
    return {noun: frozenset(u.frame.type for u in units if not u.rest) for noun, units in lexicon.nouns.items()}


class Ahead(Struct, frozen=True):
    """A report before its parse: its sentences with and without the dateline, the known names, and what is to be parsed of it."""

    document: Document
    whole: Sequence[Segment]
    segments: Sequence[Segment]
    hits: Sequence[Hit]
    seen: Sequence[Glance]

    @property
    def wanted(self) -> list[Segment]:
        """The sentences to be parsed, in order."""
        return [g.segment for g in self.seen if g.kept]

    @property
    def passed(self) -> list[Hit]:
        """The known names in the others."""
        others = [g.segment for g in self.seen if not g.kept]
        return [h for h in self.hits if any(s.start <= h.start < s.end for s in others)]


def code(document: Document, e: Engine, trace: Trace, least: float | None = None, register: Register | None = None) -> Coding:
    """All that the report gives; events of less confidence than `least` (else the data's threshold), and what is owed by them, are
    left out. The trace takes every stage's decisions. `register`: who people are of whom the report gives the name only.
    """
    ahead = look(document, e, trace)
    return told(ahead, e.annotator.parse(ahead.wanted), e, trace, least, register)


def look(document: Document, e: Engine, trace: Trace) -> Ahead:
    """The stages before the parser."""
    whole = sentences.split(document.text, document.title, e.resources.sentences)
    segments = without_dateline(whole)
    document = dated(document, e, trace)
    hits = find_names(document.text, e.names)
    return Ahead(document, whole, segments, hits, glanced(segments, hits, e, trace))


def told(
    ahead: Ahead, parsed: Sequence[Sentence], e: Engine, trace: Trace, least: float | None = None, register: Register | None = None
) -> Coding:
    """The stages behind the parser."""
    document, whole, segments, hits = ahead.document, ahead.whole, ahead.segments, ahead.hits
    towns = towns_of(e.resources.gazetteer)
    knowing = looking(register, document.published, towns, lambda text: trace.add("register", None, text))
    titles, words, home = e.resources.titles, e.resources.words, set_in(whole, e)
    read = read_report(document.text, parsed, hits, e.roles, titles, words, towns, knowing, home, ahead.passed)
    note_reading(read, trace)
    found = candidates(read, e, trace)
    assembler = Assembler(document, read, e.resources, e.cues, e.gate, e.profile, e.tables, trace, [g for g in ahead.seen if not g.kept])
    trace.add("gate", None, assembler.verdict.reason)
    drafted = [d for n, group in enumerate(found) for d in assembler.drafts(n, group)]
    crowds = context.with_crowds(context.with_hosts(drafted), read.scene)
    mentions = context.with_suppliers(context.with_parties(context.with_culprits(crowds)))
    mentions = pairs.with_pair(mentions, read)
    once = report.merged(mentions, parsed, lambda text: trace.add("report", None, text))
    stayed = context.with_stays(context.with_journey_dates(once), stays.last_day(read, assembler.times))
    venues = context.with_venues(context.with_venues(context.under_way(stayed, document.published)))
    distinct = context.with_speeches(context.lasting(venues, document.published))
    known = e.resources.confidence
    rated = confidence.rated(distinct, read, assembler.verdict.thin, known, lambda text: trace.add("confidence", None, text))
    rated = members.understood(rated, read, e.resources, document.published, lambda text: trace.add("members", None, text))
    every = report.numbered([report.event_of(d, document.id, parsed, dict(e.resources.types)) for d in rated])
    kept = sure(list(zip(rated, every, strict=True)), known.threshold if least is None else least, trace)
    drafts, events = [d for d, _ in kept], tuple(with_reasons(event, read.entities) for _, event in kept)
    owing = owed.progress(document, read, assembler)
    doubtful = [event for event in every if event.id not in {one.id for one in events}]
    promised = promises.commitments(document, read, drafts, events, assembler)
    return Coding(
        document,
        e.coder,
        events,
        promises.with_progress(promised, owing, read, doubtful),
        offices.offices(read),
        relations.relations(read, e.resources),
        named(hits, events, dateline_of(whole, segments)),
        owing,
    )


def sure(rated: Sequence[tuple[Draft, Event]], least: float, trace: Trace) -> list[tuple[Draft, Event]]:
    """The events of at least this confidence; the others are named in the trace."""
    for _, event in rated:
        if event.confidence < least:
            trace.add("confidence", None, f"{event.type} {event.trigger.text!r} is left out: {event.confidence:.2f} is less than {least:g}")
    return [both for both in rated if both[1].confidence >= least]


def dated(document: Document, e: Engine, trace: Trace) -> Document:
    """The document with a publication date: given, from metadata, or read from the text and marked so."""
    if document.published is not None:
        trace.add("date", None, f"published {document.published} ({document.published_basis})")
        return document
    published, basis = infer_date(document.text, e.resources.dates)
    trace.add("date", None, f"published {published or 'unknown'} ({basis})")
    return replace(document, published=published, published_basis=basis)


def glanced(segments: Sequence[Segment], hits: Sequence[Hit], e: Engine, trace: Trace) -> list[Glance]:
    """Every segment as its words show it, and whether it is to be parsed; `hits` in the order of the text."""
    seen = scan.glances(segments, hits, e.scanner, e.gate.glanced)
    if not e.scanner.working:
        return seen
    narrow = e.scanner.level == "narrow"
    apart = e.gate.apart(seen) if (narrow or e.scanner.level == "report") and len(seen) > 1 else None
    if apart is not None or narrow:
        why, owing = apart or ("as asked for", False)
        owing = owing and not narrow and len({h.name.country for h in hits if h.name.country}) > 1  # what states owe each other
        told = "of politics or of something owed" if owing else "of politics"
        trace.add("scan", None, f"only sentences that speak {told}, or name two states, are looked at: {why}")
        seen = scan.narrowed(seen, STRONG, owing, touching=apart is None)
    seen = scan.with_headline(scan.with_quotations(seen))
    for g in seen:
        if not g.kept:
            trace.add("scan", g.segment.index, "no words of an event, an offer, a relation or an office: not parsed")
    return seen


def candidates(read: Report, e: Engine, trace: Trace) -> list[list[Candidate]]:
    """For each sentence the frames that fire, with their sides; contents of other acts left out."""
    found = []
    for n, view in enumerate(read.views):

        def note(text: str, n: int = n) -> None:
            trace.add("frames", n, text)

        here = frames.candidates(read, n, e.lexicon, note)
        implied = (
            deliveries.deliveries(read, n)
            + journeys.journeys(read, n, {})
            + deontic.requests(read, n, e.resources.status)
            + spoken.verdicts(read, n, e.resources.status)
            + echoes.openings(read, n)
        )
        here = [c for c in here if not any(o.match.noun == c.match.noun and o.match.noun is not None for o in implied)]
        here = threats.threats(read, n, here + [c for c in implied if not taken(c, here)])
        if trace.on:
            telling.fired(read, n, here, trace)
            telling.silent(read, n, here, e.lexicon, trace)
        found.append(drafting.swallowed(view.sentence, here, dict(e.resources.types), note))
    return found


def taken(c: Candidate, here: Sequence[Candidate]) -> bool:
    """Whether a frame has coded this clause as an act of speech already."""
    return any(o.match.anchor == c.match.anchor and o.match.frame.type in ("REQUEST", "ACCUSE", "THREATEN") for o in here)


def note_reading(read: Report, trace: Trace) -> None:
    """The parses, the entities and the mentions, for the trace."""
    if trace.on:
        telling.parses(read, trace)
        telling.mentions(read, trace)
