"""`dragoman evaluate actors`: names of actors resolved as in a report, against the country and the sector expected of them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.coding import actors, names, sentences
from dragoman.coding.found import Report
from dragoman.coding.pipeline import Engine, towns_of
from dragoman.coding.reading import read_report
from dragoman.errors import BadInput
from dragoman.evaluate.actor_rows import BODY, Foreign, Read, Row, is_person, same_country, wanted_sectors
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.tally import Share
from dragoman.resources import one
from dragoman.statecodes import homes

#: what the phrase does, so that it stands as actors stand in reports
PREDICATE = " made a statement on Monday."


class Miss(Struct, frozen=True):
    """A country or sector that is not the expected one, and what the resolver went by."""

    id: str
    actor: str
    what: str
    expected: str
    found: str
    reason: str


class Form(Struct, frozen=True):
    """Shares right for one form of phrase."""

    country: Share
    sector: Share


class Actors(Struct, frozen=True):
    """What `dragoman evaluate actors` gives.

    `country`: of the rows with one, those right by the tables of codes; `equal`: those with the very same code. `no_country`: of the
    rows with none, those where none is found. `sector`: of the rows with one. `persons`: rows that name a person without country or
    office, which are in no other figure, with the right country.
    """

    kind: str
    profile: str
    rows: int
    country: Share
    equal: Share
    no_country: Share
    sector: Share
    persons: Share
    forms: dict[str, Form]
    confusion: dict[str, dict[str, int]]
    intervals: dict[str, Interval]
    misses: tuple[Miss, ...]
    left_out: dict[str, int]
    notes: tuple[str, ...]
    records: tuple[Record, ...]


class Judged(Struct, frozen=True):
    """A row and how it came out; None where there is nothing to compare."""

    id: str
    row: Row
    read: Read
    person: bool
    country: bool | None
    equal: bool | None
    sector: bool | None


def measure(path: Path, engine: Engine) -> Actors:
    """Scores every row of a file. Raises Unreachable or BadInput."""
    table, notes = one(Foreign, "codes/ngec.toml", None), Notes()
    rows = [(f"{n}", row) for n, row in enumerate(lines_of(path, Row), 1) if comparable(row, n, table, notes)]
    if not rows:
        raise BadInput(f"{path}: nothing to compare", "no row has a country or a sector", FORMATS)
    judged = [judge(name, row, table, engine) for name, row in rows]
    told = [j for j in judged if not j.person]
    return Actors(
        kind="actors", profile=engine.profile, rows=len(judged),
        country=share([j.country for j in told if j.row.country]), equal=share([j.equal for j in told if j.row.country]),
        no_country=share([j.country for j in told if j.row.country == ""]), sector=share([j.sector for j in told]),
        persons=share([j.country for j in judged if j.person and j.row.country]), forms=forms(told), confusion=confusion(told, table),
        intervals=intervals([[j] for j in told], over), misses=tuple(miss for j in told for miss in misses(j)),
        left_out=dict(notes.left_out), notes=tuple(notes.remarks), records=tuple(record for j in told for record in records(j)),
    )  # fmt: skip


def comparable(row: Row, number: int, table: Foreign, notes: Notes) -> bool:
    """Whether the row says what is expected."""
    for code in (row.expect.code_1, row.expect.code_2):
        if code and code not in table.sectors:
            notes.remarks.append(f"line {number}: the sector {code!r} is not in the table of codes, and not compared")
    if row.country in table.sectors and row.country != BODY:
        notes.leave_out(f"line {number}", "a row with a sector where the country should be")
        return False
    if row.country is None and not wanted_sectors(row, table):
        notes.leave_out(f"line {number}", "a row without country and sector")
        return False
    return bool(row.actor.strip())


def judge(name: str, row: Row, table: Foreign, engine: Engine) -> Judged:
    """One row, resolved and compared."""
    read, known = resolve(row, engine)
    wanted = wanted_sectors(row, table)
    country = None if row.country is None else same_country(read, row.country, table, homes())
    equal = None if row.country is None else read.countries == ((row.country,) if row.country else ())
    return Judged(name, row, read, is_person(row, known), country, equal, read.sector in wanted if wanted else None)


def resolve(row: Row, engine: Engine) -> tuple[Read, bool]:
    """The phrase as the subject of a sentence in a report, under a headline that names the state it is about.

    Also whether the actor base knows any of its words: a name, an office, a town.
    """
    phrase = " ".join(row.actor.split())
    title = row.about or None
    text = f"{title}\n\n{phrase[:1].upper()}{phrase[1:]}{PREDICATE}" if title else f"{phrase[:1].upper()}{phrase[1:]}{PREDICATE}"
    start = len(text) - len(phrase) - len(PREDICATE)
    resources = engine.resources
    hits = names.find_names(text, engine.names)
    parsed = engine.annotator.parse(sentences.split(text, title, resources.sentences))
    report = read_report(text, parsed, hits, engine.roles, resources.titles, resources.words, towns_of(resources.gazetteer))
    n, head = head_of(report, start, start + len(phrase))
    found = actors.resolve(report, n, head)
    view = report.views[n]
    inside = [t.i for t in view.sentence.tokens if start <= t.start and t.end <= start + len(phrase)]
    known = any(view.hits[i] is not None or i in view.in_role for i in inside) or any(
        name in resources.gazetteer for name in (phrase, row.expect.wiki or "")
    )
    return Read(found.actors, found.why or "no name, office or noun of an actor in it", form_of(report, n, head)), known


def head_of(report: Report, start: int, end: int) -> tuple[int, int]:
    """Sentence and token of the phrase's head: the last of its tokens that hangs on one outside, a subject before others."""
    for n in range(len(report.views) - 1, -1, -1):
        tokens = report.views[n].sentence.tokens
        inside = {t.i for t in tokens if start <= t.start and t.end <= end}
        outer = [i for i in inside if tokens[i].head == i or tokens[i].head not in inside]
        if outer:
            return n, max(outer, key=lambda i: (tokens[i].dep.startswith("nsubj"), i))
    return 0, 0


def form_of(report: Report, n: int, head: int) -> str:
    """What sort of phrase it is to the resolver."""
    view = report.views[n]
    hit, role = view.hits[head], view.roles[head]
    if hit is not None:
        return {"organisation": "organisation", "place": "place"}.get(hit.name.sort, "name of a state or its body")
    if role is not None:
        return "office or group"
    return "other name" if view.sentence.tokens[head].tag in ("NNP", "NNPS") else "other words"


def share(outcomes: Sequence[bool | None]) -> Share:
    """Right ones of those that could be compared."""
    judged = [outcome for outcome in outcomes if outcome is not None]
    return Share(sum(judged), len(judged))


def forms(judged: Sequence[Judged]) -> dict[str, Form]:
    """The shares by form of phrase, the most frequent first."""
    counts = Counter(j.read.form for j in judged)
    groups = {form: [j for j in judged if j.read.form == form] for form, _ in counts.most_common()}
    return {
        form: Form(share([j.country for j in group if j.row.country]), share([j.sector for j in group]))
        for form, group in groups.items()
    }


def confusion(judged: Sequence[Judged], table: Foreign) -> dict[str, dict[str, int]]:
    """{expected sector: {found: number}}, expected in the other project's codes; `none` where none is found."""
    cells: dict[str, Counter[str]] = {}
    for j in judged:
        if j.sector is not None and j.row.expect.code_1 is not None:
            cells.setdefault(j.row.expect.code_1, Counter())[j.read.sector or "none"] += 1
    return {code: dict(cells[code]) for code in sorted(cells)}


def over(groups: Sequence[Sequence[Judged]]) -> dict[str, float]:
    """The figures of several rows."""
    judged = [j for group in groups for j in group]
    return {
        "country": share([j.country for j in judged if j.row.country]).value,
        "sector": share([j.sector for j in judged]).value,
    }


def misses(j: Judged) -> list[Miss]:
    """What is wrong with a row."""
    found = []
    if j.country is False:
        found.append(Miss(j.id, j.row.actor, "country", j.row.country or "none", " ".join(j.read.countries) or "none", j.read.why))
    if j.sector is False:
        theirs = "/".join(c for c in (j.row.expect.code_1, j.row.expect.code_2) if c)
        found.append(Miss(j.id, j.row.actor, "sector", theirs, j.read.sector or "none", j.read.why))
    return found


def records(j: Judged) -> list[Record]:
    """For a comparison with an earlier run: a record for each thing that is compared."""
    wrong = {miss.what: f"{j.row.actor}: {miss.what} {miss.expected}, found {miss.found}: {miss.reason}" for miss in misses(j)}
    outcomes = {"country": j.country, "sector": j.sector}
    return [Record(f"{j.id}/{what}", right, wrong.get(what, j.row.actor)) for what, right in outcomes.items() if right is not None]
