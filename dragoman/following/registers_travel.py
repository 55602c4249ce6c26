"""Visits of leaders and ministers as rows: who went where, when, what for, whom he or she met, what became of it. Pure.

A row is one visit as `meetings.follow` has it: records that linking holds for one event, and tellings that fit one another.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from dragoman.days import first_day, last_day
from dragoman.flat import BETWEEN
from dragoman.following.meetings import Meeting, Telling
from dragoman.model import Actor
from dragoman.register.names import alike, key
from dragoman.register.rules import rules
from dragoman.register.titles import packaged_roles, usual, without_former

COLUMNS = (
    "traveller", "office", "from", "to", "place", "start", "end", "purpose", "met", "status", "reports", "evidence", "visit",
)  # fmt: skip
#: roles of `data/actors/roles.toml` that are a head of state or government, or a minister
RANKS = (
    "president", "vice president", "prime minister", "deputy prime minister", "chancellor", "king", "crown prince", "prince",
    "supreme leader", "governor general", "foreign minister", "secretary of state", "defence minister", "interior minister",
    "finance minister", "trade minister", "energy minister", "justice minister", "minister",
)  # fmt: skip
#: places that are more than the name of a state
NEAR = ("exact", "city", "region")
#: states of a meeting that is not to be
OFF = ("cancelled", "ruled_out")


#: a sentence: the report's id, start and end
Place = tuple[str, int, int]
Groups = Mapping[str, Sequence[Telling]]


class Trip(Struct, frozen=True):
    """One row. `start` and `end` as they stand after the last step, None where unknown."""

    id: str
    people: tuple[tuple[str, str], ...]
    home: str
    to: str
    place: str
    start: str | None
    end: str | None
    purpose: tuple[str, ...]
    met: tuple[str, ...]
    status: str
    reports: tuple[str, ...]
    evidence: str

    def cells(self) -> dict[str, str]:
        """Of all columns; what is unknown is empty. Several travellers and their offices stand in one order."""
        names, offices = (BETWEEN.join(part) for part in zip(*self.people, strict=True))
        values = (
            names, offices, self.home, self.to, self.place, self.start or "", self.end or "", BETWEEN.join(self.purpose),
            BETWEEN.join(self.met), self.status.replace("_", " "), BETWEEN.join(self.reports), self.evidence, self.id,
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))


def trips(meetings: Iterable[Meeting], told: Iterable[Telling]) -> list[Trip]:
    """Every visit of a leader or a minister, by day; those of unknown day last."""
    held = list(meetings)
    groups = grouped(held, sorted(told, key=lambda one: (one.published, one.order, one.record.id)))
    talks = _by_name([m for m in held if m.kind not in ("visit", "call") and m.state not in OFF], groups)
    found = [trip for m in held if (trip := trip_of(m, groups, talks)) is not None]
    return sorted(found, key=lambda trip: (trip.start or "9999", trip.id))


def grouped(meetings: Sequence[Meeting], told: Iterable[Telling]) -> dict[str, list[Telling]]:
    """The records on which each meeting rests, by its id."""
    groups: dict[str, list[Telling]] = {m.id: [] for m in meetings}
    of = {record: m.id for m in meetings for record in m.records}
    for one in told:
        if one.record.id in of:
            groups[of[one.record.id]].append(one)
    return groups


def _by_name(talks: Iterable[Meeting], groups: Groups) -> dict[str, list[Meeting]]:
    """Word of a name -> the talks at which somebody bears it."""
    found: dict[str, list[Meeting]] = {}
    for m in talks:
        people = (a.person for one in groups[m.id] for a in (*one.record.actors, *one.record.recipients) if a.person)
        for word in {word for person in people for word in key(person)}:
            found.setdefault(word, []).append(m)
    return found


def _place(one: Telling) -> Place:
    """Of its first sentence."""
    start, end = ((q := one.record.evidence[0]).start, q.end) if one.record.evidence else (0, 0)
    return one.report, start, end


def _made_step(one: Telling, m: Meeting) -> bool:
    return any((step.report, step.quote.start, step.quote.end) == _place(one) for step in m.history)


def trip_of(m: Meeting, groups: Groups, talks: Mapping[str, Sequence[Meeting]]) -> Trip | None:
    """The row of a meeting; None where it is no visit, not abroad, or of nobody who is a leader or a minister."""
    visits = [one for one in groups[m.id] if one.record.mode == "visit"]
    people = travellers(visits)
    if not people:
        return None
    home = next((a.country for one in visits for a in one.record.actors if a.country and _is_one_of(a, people)), "")
    to = _to(m, visits, home)
    if home and to == home or not visits:
        return None
    start, end = days(m, visits)
    near = {other.id: other for a in people for word in key(a.person or "") for other in talks.get(word, ())}
    met = [m, *(other for other in near.values() if other is not m and _on_trip(other, groups[other.id], visits, people, (start, end)))]
    told = [one for meeting in met for one in groups[meeting.id]]
    sites = (one.record.place for one in (*visits, *told))
    place = next((p.name for p in sites if p and p.precision in NEAR and p.country in (to or None, None)), "")
    return Trip(
        m.id, tuple((a.person or "", _office(a)) for a in people), home, to, place, start, end,
        tuple(dict.fromkeys(topic.name for one in (*visits, *told) for topic in one.record.topics)),
        tuple(_met(told, people, home)), m.state, tuple(dict.fromkeys(one.report for one in groups[m.id])),
        " ".join(m.history[-1].quote.text.split()),
    )  # fmt: skip


def travellers(visits: Sequence[Telling]) -> list[Actor]:
    """Of the first record that names leaders or ministers, else of the first that has one's office, with what later ones add."""
    groups = [[a for a in one.record.actors if is_ranked(a)] for one in visits]
    first = next((some for some in groups if any(a.person for a in some)), next((some for some in groups if some), []))
    everybody = [a for some in groups for a in some if a.person]
    return [max((b for b in (a, *everybody) if same(a, b)), key=lambda b: len(b.person or "")) for a in first]


def is_ranked(a: Actor) -> bool:
    """Whether an office makes somebody a leader or a minister; former ones are none."""
    if not a.office:
        return False
    office, former = without_former(a.office, rules())
    words = office.lower().replace("-", " ").split()
    phrases = (" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1))
    roles = [(len(phrase), role) for phrase in phrases if (role := _roles().get(phrase)) is not None]
    return not former and bool(roles) and max(roles)[1] in RANKS


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    """Words of an office -> the role's name."""
    return {word.lower().replace("-", " "): name for name, role in packaged_roles().items() if role.office for word in role.words}


def same(a: Actor, b: Actor) -> bool:
    """Whether two may be one person, by their names; without a name an actor is only itself."""
    if not a.person or not b.person:
        return a is b
    return alike(key(a.person), key(b.person), (a.country or b.country) in rules().family_first)


def _is_one_of(a: Actor, people: Iterable[Actor]) -> bool:
    return any(same(a, b) for b in people)


def _office(a: Actor) -> str:
    return usual(a.office, a.country, rules()) if a.office else ""


def _to(m: Meeting, visits: Sequence[Telling], home: str) -> str:
    """The host's state: where it is, else who is visited, else the other one of two."""
    places = (one.record.place.country for one in visits if one.record.place)
    hosts = (a.country for one in visits for a in one.record.recipients)
    told = [code for code in (*places, *hosts) if code]
    others = [code for code in m.participants if code != home]
    return told[0] if told else others[0] if len(others) == 1 else ""


def days(m: Meeting, visits: Sequence[Telling]) -> tuple[str | None, str | None]:
    """First and last day after the last step. A finer date stays where a coarser one agrees; put off without a new day, none is known."""
    start: str | None = None
    end: str | None = None
    for one in visits:
        e = one.record
        if not _made_step(one, m):
            continue
        first, last = (e.date.start, e.date.end) if e.date else (None, None)
        spoken = e.negation is not None and first is not None and first <= one.published
        if e.negation == "postponed":
            start, end = (None, None) if spoken else (first, last)
        elif not spoken and (first or last) and e.negation is None and not (start and start.startswith(first or "-")):
            start, end = first, last
    return start, end


def _on_trip(
    m: Meeting, told: Sequence[Telling], visits: Sequence[Telling], people: Sequence[Actor], spell: tuple[str | None, str | None]
) -> bool:
    """Talks of a traveller that the visit's own sentences tell of, or on its days."""
    if not any(_is_one_of(a, people) for one in told for a in (*one.record.actors, *one.record.recipients)):
        return False
    mine = {(one.report, q.start) for one in visits for q in one.record.evidence}
    return any((one.report, q.start) in mine for one in told for q in one.record.evidence) or _meet((m.start, m.end), spell)


def _meet(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether two spells have a day in common; unknown days are on none."""
    if not all(any(spell) for spell in (one, other)):
        return False
    (a, b), (c, d) = ((first_day(x or y or ""), last_day(y or x or "")) for x, y in (one, other))
    return a <= d and c <= b


def _met(told: Sequence[Telling], people: Sequence[Actor], home: str) -> Iterator[str]:
    """Hosts and partners in talks who are not of the traveller's own state, by name or office, once each."""
    sides = (a for one in told for a in (*(one.record.actors if one.record.mode != "visit" else ()), *one.record.recipients))
    others = [a for a in sides if (a.person or a.office) and a.country != home]
    seen: list[Actor] = []
    for a in others:
        if not _is_one_of(a, people) and not any(same(a, b) or not a.person and _office(a) == _office(b) for b in seen):
            seen.append(a)
            about = ", ".join(filter(None, (_office(a) if a.person else "", a.country or "")))
            yield f"{a.person or _office(a)}{f' ({about})' if about else ''}"
