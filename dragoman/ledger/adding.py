"""Take in one coded report: new, known, known but coded otherwise, or a copy of another. In the transaction of the connection."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from dragoman.ledger import bulk, recoding, search, terms, texts, writing
from dragoman.ledger import schema as s
from dragoman.ledger.entry import MACHINE, Added, Entry, Known, Likeness, Look, Marks, Sighting
from dragoman.ledger.loading import report_row
from dragoman.model import Coder

CANDIDATES = 64  # reports that share most bands with a new one; more are not compared


def _by_text() -> Select[Any]:
    """The report of a text and the coding of it by a coder that holds now."""
    t, k = s.report.c, s.coding.c
    holds = (k.report == t.pk) & (k.coder == bindparam("by")) & k.to_seq.is_(None)
    columns = (t.pk, t.id, t.retention, t.retracted_at, t.forgotten_at, k.version, k.lexicon, k.model, k.profile, k.coder, k.least)
    return select(*columns).select_from(s.report.outerjoin(s.coding, holds)).where(t.sha256 == bindparam("sha256"))


def find(c: Connection, sha256: str, by: str = MACHINE) -> Known | None:
    """See `Ledger.known`."""
    rows = bulk.fetch(c, _by_text, sha256=sha256, by=by)
    if not rows:
        return None
    pk, name, retention, retracted, forgotten, version, lexicon, model, profile, coder, least = rows[0]
    held = Coder(version, lexicon, model, profile) if coder is not None else None
    return Known(pk, name, retention, held, coder, least, retracted is not None, forgotten is not None)


def add(c: Connection, entry: Entry) -> Added:
    """See `Ledger.add`."""
    coding = entry.coding
    known = find(c, coding.document.sha256, entry.by)
    if known is None:
        return _new(c, entry)
    seen_new = meet(c, known.pk, entry.sighting)
    if known.is_by(coding.coder, entry.least, entry.by):
        return Added("known", known.id, seen_new=seen_new)
    return again(c, entry, known, seen_new)


def again(c: Connection, entry: Entry, known: Known, seen_new: bool = False) -> Added:
    """Replace the coding of a known report."""
    changes = recoding.recode(c, report_row(c, known.pk), entry, sources_of(c, known.pk))
    return Added("recoded", known.id, len(entry.coding.events), seen_new, changes=changes)


def meet(c: Connection, report: int, sighting: Sighting) -> bool:
    """See `Ledger.meet`: records can be found by the new source too."""
    if writing.is_met(c, report, sighting):
        return False
    known_at = sources_of(c, report)
    writing.put_sighting(c, report, sighting)
    if sighting.source and sighting.source not in known_at:
        t = s.record.c
        rows = c.execute(select(t.pk, t.first_day, t.last_day).where((t.report == report) & t.to_seq.is_(None)))
        search.add_source(c, [terms.position(row.first_day, row.last_day, row.pk) for row in rows], sighting.source)
        published = c.execute(select(s.report.c.published).where(s.report.c.pk == report)).scalar()
        texts.add_source(c, report, published, sighting.source)
    return True


def _sources() -> Select[Any]:
    t = s.sighting.c
    return select(t.source).where(t.report == bindparam("report")).distinct()


def sources_of(c: Connection, report: int) -> list[str]:
    """Who published a text, as far as it was met."""
    return [source for (source,) in bulk.fetch(c, _sources, report=report) if source]


def _new(c: Connection, entry: Entry) -> Added:
    coding = entry.coding
    like = _likeness(c, entry.marks) if entry.marks else None
    report = writing.put_report(c, entry, like, [entry.sighting.source])
    seq = writing.put_log(c, "ingested", report, {"records": len(coding.events), "by": entry.by})
    writing.put_sighting(c, report, entry.sighting)
    if entry.marks:
        writing.put_bands(c, report, entry.marks.bands)
    writing.put_sentences(c, report, coding, entry.retention)
    owner = writing.Owner(coding.document, entry.retention, report, writing.put_coding(c, report, entry, seq, entry.retention), seq)
    writing.put_records(c, owner, list(enumerate(coding.events)), [entry.sighting.source])
    writing.put_commitments(c, owner, list(enumerate(coding.commitments)))
    writing.put_offices(c, owner, list(enumerate(coding.offices)))
    writing.put_relations(c, owner, list(enumerate(coding.relations)))
    first = (like.of.id, like.kind) if like else (None, None)
    return Added("duplicate" if like else "new", coding.document.id, len(coding.events), True, *first)


def _likeness(c: Connection, marks: Marks) -> Likeness | None:
    """The report that this one is a copy of, out of those that share a band or the address with it."""
    looks = candidates(c, marks.bands, marks.url)
    return marks.judge(looks) if looks else None


def candidates(c: Connection, bands: Sequence[int], url: str | None) -> list[Look]:
    """Reports that share bands, those that share most first, then those of the same address, the latest first.

    Retracted and forgotten ones speak for nothing.
    """
    found: list[int] = []
    if bands:
        marks = ", ".join(str(int(value)) for value in bands)
        shared = f"SELECT report FROM band WHERE value IN ({marks}) GROUP BY report ORDER BY count(*) DESC, report LIMIT {CANDIDATES}"
        cursor = c.connection.cursor()
        cursor.execute(shared)
        found += [row[0] for row in cursor.fetchall()]
    if url:
        found += [row[0] for row in bulk.fetch(c, _of_address, url=url)]
    if not found:
        return []
    t = s.report.c
    columns = (t.pk, t.id, t.url, t.text, t.signature, t.duplicate_of)
    rows = c.execute(select(*columns).where(t.pk.in_(found) & t.retracted_at.is_(None) & t.forgotten_at.is_(None)))
    looks = {row.pk: Look(*row) for row in rows}
    return [looks[pk] for pk in dict.fromkeys(found) if pk in looks]


def _of_address() -> Select[Any]:
    t = s.report.c
    return select(t.pk).where(t.url == bindparam("url")).order_by(t.pk.desc()).limit(CANDIDATES)
