"""Fills in what an event has besides its sides: status, attribution, date, place, amounts, topics, contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import amounts, arguments, attribution, dating, drafts, postponed, tree, venues, where
from dragoman.coding.context import ACT
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Found, Report
from dragoman.coding.gate import Gate
from dragoman.coding.homes import PLAIN, mentions
from dragoman.coding.matching import Match
from dragoman.coding.place_names import PlaceContext
from dragoman.coding.scan import Glance
from dragoman.coding.sides import BOTH, MORE, Candidate
from dragoman.coding.status import CERTAINTY, Cues, Standing, status_of
from dragoman.coding.trace import Trace
from dragoman.coding.when import find_times
from dragoman.coding.where_lands import Lands, context_of, lands_of
from dragoman.entries import Frame
from dragoman.model import Actor, Amount, Document, EventDate, Place, Sentence, TimeExpression

if TYPE_CHECKING:
    from dragoman.resources import Resources


#: characters within which a date stands behind its place
BESIDE = 8
#: types whose end is a sanction, and verbs that end what their complement says
ENDED = frozenset({"AID", "COOPERATE"})
ENDING = frozenset({"stop", "cease", "suspend", "halt", "quit"})
#: index of the last segment that belongs to a report's opening
LEAD = 2
#: nouns that stand for what somebody has just done: "a step that Kenya condemned"
ACTS = frozenset({"step", "move", "decision", "action", "act", "measure"})
#: statuses of what is still to come, or will not
AHEAD = frozenset({"planned", "expected", "possible", "negated"})
#: slots that name the two who meet by themselves
OWN_SLOTS = frozenset({"subject", "between", "possessor", "governor", "among"})


class Tables(Struct, frozen=True):
    """What every report's assembler looks up, made once of the resources.

    `nouns`: which types a bare noun can name; `lands`: names, adjectives and points of states; `contexts`: the words of
    each context.
    """

    nouns: Mapping[str, frozenset[str]]
    lands: Lands
    contexts: Mapping[str, frozenset[str]]


def tables(resources: Resources, nouns: Mapping[str, frozenset[str]]) -> Tables:
    """The tables of these resources; `nouns` from the lexicon."""
    contexts = {name: frozenset(c.words) for name, c in resources.contexts.items()}
    return Tables(nouns, lands_of(resources.countries, resources.gazetteer), contexts)


class Assembler:
    """Holds what is read once for a report (times, amounts, place context) while its events are put together."""

    def __init__(
        self,
        document: Document,
        report: Report,
        resources: Resources,
        cues: Cues,
        gate: Gate,
        profile: str,
        known: Tables,
        trace: Trace,
        unparsed: Sequence[Glance] = (),
    ) -> None:
        self.document, self.report, self.resources, self.cues, self.profile, self.trace = (
            document,
            report,
            resources,
            cues,
            profile,
            trace,
        )
        self.verdict = gate.report([v.sentence for v in report.views], unparsed)
        self.gate = gate
        self._known = known
        self._times: dict[int, tuple[TimeExpression, ...]] = {}
        self._amounts: dict[int, tuple[Amount, ...]] = {}
        self._contexts: dict[int, tuple[str, ...]] = {}

    @cached_property
    def _places(self) -> PlaceContext:
        """What places are read with, made when the first event asks for one."""
        named = mentions(self.report.views, PLAIN, self.report.passed)
        return context_of(self.resources.gazetteer, self._known.lands, named, self.document.text)

    def times(self, n: int) -> tuple[TimeExpression, ...]:
        """Expressions of time in sentence n."""
        if n not in self._times:
            s = self.report.views[n].sentence
            found = find_times(s.segment.text, s.segment.start, self.document.published, self.resources.dates, dating.direction_at(s))
            self._times[n] = dating.with_years([t for t in found if not dating.is_name(s, t)])
            for t in self._times[n]:
                self.trace.add(
                    "times",
                    n,
                    f"{t.span.text!r}: {t.type} {t.value}, {t.start or '...'} to {t.end or '...'} ({t.reason})",
                )
        return self._times[n]

    def place_at(self, n: int, trigger: int) -> Place | None:
        """The place that a word's clause names, finer than a country."""
        place, _ = where.locate(self.report.views[n].sentence, trigger, self._places)
        return place if place is not None and place.precision in ("exact", "city", "region") else None

    def amounts(self, n: int) -> tuple[Amount, ...]:
        """Amounts in sentence n."""
        if n not in self._amounts:
            segment = self.report.views[n].sentence.segment
            self._amounts[n] = amounts.find_amounts(segment.text, segment.start, self.resources.amounts)
        return self._amounts[n]

    def _contexts_in(self, n: int) -> tuple[str, ...]:
        """Contexts whose words sentence n has."""
        if n not in self._contexts:
            self._contexts[n] = drafts.contexts_of(self.report.views[n].sentence, self._known.contexts)
        return self._contexts[n]

    def drafts(self, n: int, candidates: Sequence[Candidate]) -> list[Draft]:
        """The drafts of one sentence; candidates that the gate refuses are named in the trace."""
        made: list[Draft] = []
        s = self.report.views[n].sentence
        for c in candidates:
            refusal = self.gate.refuses(s, c, self.verdict)
            if refusal:
                self.trace.add("gate", n, f"{c.match.frame.id} {s.tokens[c.match.tokens[0]].text!r}: {refusal}")
                continue
            ended = c.match.frame.type in ENDED and self._stopped(c)
            anchor = s.tokens[c.match.anchor].head if ended else c.match.anchor
            standing = status_of(s, anchor, c.match.noun if not c.match.frame.objects else None, c.match.frame.type, self.cues)
            if c.match.frame.file.startswith("coding/") and c.match.frame.type in ("REQUEST", "ACCUSE", "SUPPORT", "THREATEN"):
                standing = Standing("occurred", None, CERTAINTY["occurred"], ("done by being said",))
            if c.match.frame.type == "CONSULT":
                standing = postponed.put_off(s, anchor, c.match.noun, self.times(n), standing)
            if c.match.frame.id == "consult/awaited" and standing.status != "negated":
                standing = Standing("expected", None, CERTAINTY["expected"], ("who is awaited is to come",))
            c = self._with_hero(c, standing)
            parts = drafts.told_apart(self.report, c, standing.status == "negated", c.match.frame.mode == "visit")
            made.extend(self._draft(n, part, standing, candidates) for part in parts)
        return made

    def _draft(self, n: int, c: Candidate, standing: Standing, others: Sequence[Candidate]) -> Draft:
        s, m = self.report.views[n].sentence, c.match
        kind = self.type_of(c.match.frame, c)
        said, speakers, verb = attribution.attribution(self.report, n, m.anchor)
        if standing.status in ("occurred", "ongoing") and attribution.is_claim(
            kind, c.actors.actors, speakers, verb, self.resources.status
        ):
            standing = replace(
                standing,
                status="alleged",
                certainty=CERTAINTY["alleged"],
                why=(*standing.why, f"a claim of {speakers[0].name} about others"),
            )
        c = self._with_speaker(c, speakers)
        if said is not None and attribution.speaks_itself(kind, c.actors.actors, speakers, self._quoted(n, m.anchor)):
            said = None
        standing = self._due(n, c, standing, others)
        date, dated = self._of_part(n, c) or self._date(n, c, standing, others)
        place, located = where.locate(s, m.tokens[-1] if m.noun is None else m.noun, self._places)
        if place is None:
            place, located = venues.in_capital(self.report.views[n], c, self._places, self.resources.countries, located)
        if place is None and kind == "CONSULT":
            place, located = venues.only_town(s, m.anchor, self._places, located)
        if place is None and kind == "COERCE":
            place, located = venues.in_own_land(self.report.views[n], c, self._places, self.resources.countries, located)
        c, place = venues.hosted(c, place, self._places, self.resources.countries)
        why = (m.frame.id, *c.why, *standing.why, f"date: {dated}", f"place: {located}")
        for line in why[1:]:
            self.trace.add("event", n, f"{m.frame.id}: {line}")
        if (
            date is not None
            and standing.status == "ongoing"
            and self.document.published
            and date.start
            and date.start > self.document.published
        ):
            standing = replace(
                standing,
                status="planned",
                certainty=CERTAINTY["planned"],
                why=(*standing.why, "its date is still to come"),
            )
        return Draft(
            c,
            kind,
            "visit"
            if c.recipients.actors and m.frame.reciprocal and m.frame.type == "CONSULT"
            else mode_of(c)
            if kind == m.frame.type
            else None,
            tuple(dict.fromkeys((*m.frame.contexts, *self._contexts_in(n)))),
            m.frame.cameo,
            standing,
            c.actors.actors,
            c.recipients.actors,
            date,
            place,
            said,
            self._measures(n, c, others),
            drafts.topics_of(self.report, m),
            drafts.trigger_span(s, m),
            n,
            s.segment.headline,
            not (c.actors.actors or c.recipients.actors),
            why,
            about=self._about(c),
            stay=self._stay(n, c),
            at=self.report.place(n),
        )

    def _quoted(self, n: int, anchor: int) -> bool:
        return self.report.quote_at(self.report.views[n].sentence.tokens[anchor].start) is not None

    def _with_hero(self, c: Candidate, standing: Standing) -> Candidate:
        """Talks with others that no side of the sentence holds, in a report on somebody's trip, are that person's."""
        hero, m = self.report.hero, c.match
        if hero is None or hero.country is None or standing.status not in AHEAD:
            return c
        sides = {a.country for a in (*c.actors.actors, *c.recipients.actors)}
        mine = (Actor(hero.name, hero.country, hero.kind, hero.sector, hero.name, hero.office),)
        why = (*c.why, f"{hero.name}, of whom the report tells first, is the other side")
        if hero.country in sides or None in sides or not sides or not self.report.away:  # only who travels meets whomever it is
            return c
        if m.frame.reciprocal and m.frame.type == "CONSULT" and m.noun is not None and not _slots(c) & OWN_SLOTS:
            return replace(c, actors=Found((*mine, *c.actors.actors)), why=why)
        if m.frame.type == "REQUEST" and m.noun is not None and not c.actors.actors:
            return replace(c, actors=Found(mine), why=why)
        return c

    @staticmethod
    def _with_speaker(c: Candidate, speakers: Sequence[Actor]) -> Candidate:
        """ "Talks with the Kenyan minister will take place, Okello confirmed": who tells of them is the other side."""
        sides = {a.country for a in c.actors.actors}
        person = [a for a in speakers if a.person and a.country and a.country not in sides]
        lone = (
            c.match.frame.reciprocal
            and c.match.frame.type == "CONSULT"
            and c.match.noun is not None
            and c.match.verb is None
            and len(sides) == 1
        )
        return replace(c, actors=Found((*person[:1], *c.actors.actors), False, c.actors.why)) if lone and person else c

    def type_of(self, frame: Frame, c: Candidate) -> str:
        """The frame's type, but for what the profile's conventions and a hostile content clause make of it."""
        if frame.if_conflict and self._hostile(c):
            return frame.if_conflict
        if frame.type in ENDED and self._stopped(c):
            return "SANCTION"
        convention = self.resources.conventions.get(frame.convention) if frame.convention else None
        return frame.type if convention is None else (convention.cameo if self.profile == "cameo" else convention.plover)

    def _stopped(self, c: Candidate) -> bool:
        """ "may stop giving aid": to end it is a sanction."""
        s, verb = self.report.views[c.match.sentence].sentence, c.match.verb
        return verb is not None and s.tokens[verb].dep == "xcomp" and s.tokens[s.tokens[verb].head].lemma in ENDING

    def _hostile(self, c: Candidate) -> bool:
        """Whether the content clause holds a word of conflict."""
        s = self.report.views[c.match.sentence].sentence
        inside = drafts.content_tokens(s, c.match)
        verbs = {i for i in inside if s.tokens[i].tag.startswith("VB") and self._at_somebody(c, i)}
        own = {o for t in c.match.tokens for o in (*tree.children(s, t, "dobj"), *tree.preposition_objects(s, t, "of", "with"))}
        return any(s.tokens[i].lemma.lower() in self.gate.hostile for i in verbs | (own & inside))

    def _at_somebody(self, c: Candidate, verb: int) -> bool:
        """Whether a verb of conflict falls on somebody: "to fight the rebels", not "to fight the fever"."""
        view = self.report.views[c.match.sentence]
        if tree.negated(view.sentence, verb):  # "assured it that Turkey would not attack it"
            return False
        objects = tree.children(view.sentence, verb, "dobj")
        return not objects or any(view.hits[t] or view.roles[t] for o in objects for t in tree.below(view.sentence, o))

    def _date(self, n: int, c: Candidate, standing: Standing, others: Sequence[Candidate]) -> tuple[EventDate | None, str]:
        s, m = self.report.views[n].sentence, c.match
        anchors = [o.match.anchor for o in others if o is not c]
        published = self.document.published
        if standing.negation == "postponed" and (moved := postponed.date_of(s, m.anchor, m.noun, self.times(n))) is not None:
            return moved
        found = dating.date_of(s, m.anchor, m.tokens[-1], anchors, self.times(n), standing.status, published)
        if found[0] is None and m.frame.type == "CONSULT" and (there := _there(s, m.anchor)) is not None:
            found = dating.date_of(s, there, there, [], self.times(n), standing.status, published)
        if found[0] is None and published is not None and len(published) == 10 and self._news(s, m, standing):
            return EventDate(published, published, None, "news of the day"), "a departure told in the perfect tense opens the report"
        return found

    @staticmethod
    def _news(s: Sentence, m: Match, standing: Standing) -> bool:
        """ "The premier has flown to Baku" in the lead: it is the news of the day of publication."""
        perfect = any(s.tokens[c].text.lower() in ("has", "have") for c in tree.children(s, m.anchor, "aux"))
        return m.frame.mode == "visit" and standing.status == "occurred" and perfect and s.segment.index <= LEAD

    def _of_part(self, n: int, c: Candidate) -> tuple[EventDate, str] | None:
        """ "visited Ghana on 12 June and Senegal from 14 to 16 June": each visit's date stands behind its own host."""
        if len(c.recipients.actors) != 1 or not c.split or c.recipients.actors[0].end is None:
            return None
        end = c.recipients.actors[0].end
        behind = [t for t in self.times(n) if t.type == "DATE" and end <= t.span.start <= end + BESIDE and (t.start or t.end)]
        if not behind:
            return None
        t = behind[0]
        return EventDate(t.start, t.end, t.span.text, t.reason), f"{t.span.text!r} stands behind {c.recipients.actors[0].name!r}"

    def _due(self, n: int, c: Candidate, standing: Standing, others: Sequence[Candidate]) -> Standing:
        """A present tense with a day to come speaks of what is planned: "the talks begin on Friday"."""
        s, published = self.report.views[n].sentence, self.document.published
        present = s.tokens[c.match.anchor].tag in ("VBZ", "VBP") and not tree.children(s, c.match.anchor, "aux", "auxpass")
        if not present or standing.status not in ("occurred", "ongoing") or published is None:
            return standing
        planned = replace(standing, status="planned", certainty=CERTAINTY["planned"])
        date, _ = self._date(n, c, planned, others)
        if date is None or date.start is None or date.start[: len(published)] <= published[: len(date.start)]:
            return standing
        return replace(planned, why=(*standing.why, f"present tense with a day to come ({date.start})"))

    def _stay(self, n: int, c: Candidate) -> str | None:
        """The length of a visit where the sentence gives it: "a three-day trip"."""
        if c.match.frame.mode != "visit":
            return None
        stays = [t.value for t in self.times(n) if t.type == "DURATION" and t.value.endswith("D") and "-" in t.span.text]
        return stays[0] if stays else None

    def _about(self, c: Candidate) -> frozenset[str]:
        """Types of events that the object of the verb names, itself or as the noun of an objects' frame."""
        m = c.match
        s = self.report.views[m.sentence].sentence
        objects = arguments.object_tokens(self.report, m.sentence, m.verb, m.preposition) if m.verb is not None else []
        lemmas = [s.tokens[o].lemma.lower() for o in objects]
        acts = {ACT} if any(lemma in ACTS for lemma in lemmas) else set()
        return frozenset(acts | {t for lemma in lemmas for t in self._known.nouns.get(lemma, ())})

    def _measures(self, n: int, c: Candidate, others: Sequence[Candidate]) -> tuple[Amount, ...]:
        """The amounts of the clause: those nearer to this trigger than to another's."""
        s = self.report.views[n].sentence
        mine = s.tokens[c.match.tokens[-1]].start
        rest = [s.tokens[o.match.tokens[-1]].start for o in others if o is not c]
        return tuple(a for a in self.amounts(n) if all(abs(a.span.start - mine) <= abs(a.span.start - r) for r in rest))


def _there(s: Sentence, anchor: int) -> int | None:
    """The verb of "where on Sunday they signed it", behind the meeting: what is done there is done on its day."""
    clauses = (t.i for t in s.tokens if t.dep == "relcl" and any(s.tokens[c].text.lower() == "where" for c in s.children[t.i]))
    return next((i for i in clauses if anchor in tree.up(s, i)), None)


def _slots(c: Candidate) -> set[str]:
    """The slots in which the sides of a reciprocal event were found (see `sides`)."""
    return {slot for line in c.why if line.startswith(BOTH) for slot in line.removeprefix(BOTH).split(", ")}


def mode_of(c: Candidate) -> str | None:
    """The frame's mode; a meeting of three or more sides, or of an organisation, is multilateral."""
    frame = c.match.frame
    if frame.type == "CONSULT" and frame.mode is None:
        sides = {a.country or a.name for a in c.actors.actors}
        if len(sides) > 2 or MORE in c.why or any(a.kind == "organisation" and a.sector == "IGO" for a in c.actors.actors):
            return "multilateral"
    return frame.mode
