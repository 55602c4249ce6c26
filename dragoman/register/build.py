"""Holdings from what reports say of offices: from codings, or from any rows that say the same."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dragoman.days import first_day
from dragoman.model import Coder, Coding, Kind, Office
from dragoman.register.holdings import Holding
from dragoman.register.index import Register, register
from dragoman.register.rules import Rules, rules
from dragoman.register.titles import is_provisional, nature, usual, without_former

#: up to three words before the office, no comma between: "acting Kenyan foreign minister"
WORDS_BEFORE = re.compile(r"((?:[\w’'-]+\s+){1,3})$")


class Seen(Struct, frozen=True):
    """One report's word that somebody holds, or held, an office. `day`: of the report, ISO; `words`: the sentence that says so."""

    person: str
    office: str
    country: str | None
    former: bool
    day: str | None
    source: str
    words: str = ""
    coder: str = ""
    kind: Kind = "unknown"
    sector: str | None = None


class Built(Struct, frozen=True):
    """A register and what could not enter it: offices of no state, and those of reports without a day."""

    register: Register
    without_state: int
    without_day: int


def build(codings: Iterable[Coding], known: Rules | None = None) -> Built:
    """The register of some codings, whatever their order."""
    return of_seen((seen for coding in codings for seen in offices_of(coding)), known)


def offices_of(coding: Coding) -> Iterator[Seen]:
    """Who holds what, as one report says."""
    acting_for = {(a.person, a.office): a for e in coding.events for a in (*e.actors, *e.recipients) if a.person and a.office}
    for o in coding.offices:
        actor = acting_for.get((o.person, o.office))
        kind, sector = (actor.kind, actor.sector) if actor is not None else ("unknown", None)
        yield seen_of(o, coding.document.published, coding.document.id, coder_of(coding.coder), kind, sector)


def seen_of(o: Office, day: str | None, source: str, coder: str, kind: Kind = "unknown", sector: str | None = None) -> Seen:
    """An office of a coding as it enters the register."""
    return Seen(o.person, o.office, o.country, o.former, day, source, o.evidence.text, coder, kind, sector)


def coder_of(coder: Coder) -> str:
    """A coder in one line."""
    return f"dragoman {coder.version} {coder.lexicon} {coder.model} {coder.profile}"


def of_seen(every: Iterable[Seen], known: Rules | None = None) -> Built:
    """The register of what was seen."""
    known = known or rules()
    holdings: list[Holding] = []
    without_state = without_day = 0
    for seen in every:
        if seen.country is None:
            without_state += 1
        elif seen.day is None:
            without_day += 1
        else:
            holdings.append(holding(seen, seen.country, first_day(seen.day), known))
    return Built(register(holdings, known), without_state, without_day)


def holding(seen: Seen, country: str, day: str, known: Rules) -> Holding:
    """One sighting as a holding of one day."""
    return replace(_held(seen, country, known), first_seen=day, last_seen=day, sources=(f"{day} {seen.source}",))


def kept(seen: Seen, country: str, start: str | None, end: str | None, known: Rules | None = None) -> Holding:
    """What somebody knows of an office from its first to its last full day, open where None; `seen.day` does not count."""
    return replace(_held(seen, country, known or rules()), first_seen=start, last_seen=end, sources=(seen.source,))


def _held(seen: Seen, country: str, known: Rules) -> Holding:
    written, past = without_former(seen.office, known)
    office = usual(written, country, known)
    if not is_provisional(office, known) and (stands_in := _stands_in(seen, known)):
        office = usual(f"{stands_in} {office}", country, known)
    kind, sector = (seen.kind, seen.sector) if seen.kind != "unknown" else nature(office)
    coders = (seen.coder,) if seen.coder else ()
    return Holding(seen.person, office, country, kind, sector, former=seen.former or past, coders=coders)


def _stands_in(seen: Seen, known: Rules) -> str | None:
    """ "Acting Kenyan Foreign Minister Ann Lee": the word for it, which is no part of the office as the coder gives it."""
    at = seen.words.lower().find(seen.person.lower())
    places = [m.start() for m in re.finditer(re.escape(seen.office.lower()), seen.words.lower())]
    if at < 0 or not places:
        return None
    nearest = min(places, key=lambda start: abs(start - at))
    words = WORDS_BEFORE.findall(seen.words[:nearest].lower())
    return next((word for word in reversed(words[0].split()) if word in known.provisional_words), None) if words else None
