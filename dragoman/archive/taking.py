"""An archive into a ledger: what an intake of its inputs would make of them, without coding anything again."""
from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from dragoman.archive.kept import in_order, manifest_of
from dragoman.archive.rows import coding_of, failed_of, item_of
from dragoman.archive.run import Manifest
from dragoman.archive.shard import machine_of
from dragoman.archive.stores import Store
from dragoman.errors import NotKept
from dragoman.intake.coders import Machine
from dragoman.intake.copies import Marked, judged
from dragoman.intake.ingest import Intake, Taken
from dragoman.ledger.entry import Marks, Retention
from dragoman.ledger.store import Ledger
from dragoman.linking.duplicates import Side, band_keys
from dragoman.model import Coding, Document
from dragoman.readers.item import Item, Tally
from dragoman.workers.crew import Job


def take(ledger: Ledger, address: str, retention: Retention, link: bool, tally: Tally) -> Iterator[Taken]:
    """Each report and failure as it is taken in; the tally is filled. Raises DragomanError where there is no archive."""
    store = Store(address)
    manifest = manifest_of(store)
    crew = Crew(manifest)
    machine = Machine(manifest.coder, crew.code, manifest.asked.least)
    asked = manifest.asked
    payload = {"date": asked.published, "map": list(asked.mapping), "split": asked.split}
    intake = Intake(ledger, machine, retention, payload, link=link, crew=crew)
    tally.skipped.update(manifest.totals.skipped)
    return intake.all(_items(store, manifest, crew, tally))


def count(address: str) -> int:
    """How many reports and failures there are."""
    totals = manifest_of(Store(address)).totals
    return totals.reports + totals.failed


def _items(store: Store, manifest: Manifest, crew: Crew, tally: Tally) -> Iterator[Item]:
    for table, row in in_order(store, manifest, ("reports", "failures")):
        tally.read += 1
        if table == "failures":
            yield failed_of(row)
        else:
            crew.row = row
            yield item_of(row)


class Crew:
    """Gives what the archive has of the report that was read last. One that the ledger knows under another day is coded anew."""

    ahead = 0

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._engine: Machine | None = None
        self.row: dict[str, Any] = {}

    def give(self, task: Document) -> Job:
        return _There(partial(self._told, task, self.row))

    def code(self, document: Document) -> Coding:
        """As the archive was coded. Raises NotKept where what is installed would code otherwise."""
        self._engine = self._engine or machine_of(self._manifest.asked)
        if self._engine.coder != self._manifest.coder:
            why = "the ledger has it under another day, and what is installed codes otherwise than the archive was coded"
            remedy = "install the version of the archive's manifest, or ingest its inputs"
            raise NotKept(f"{document.id}: cannot be coded again", why, remedy)
        return self._engine.code(document)

    def _told(self, document: Document, row: dict[str, Any]) -> Marked:
        coding = coding_of(row) if document == item_of(row).document else self.code(document)
        return Marked(coding, marks(row, coding.document))


class _There:
    """What is done when it is asked for."""

    def __init__(self, do: partial[Marked]) -> None:
        self._do = do

    def done(self) -> bool:
        return False

    def result(self) -> Marked:
        return self._do()


def marks(row: dict[str, Any], document: Document) -> Marks:
    """Those of `intake.copies.marks`, of what is kept."""
    mine = Side(row["signature"], document.text, document.url)
    return Marks(mine.signature, band_keys(mine.signature), document.url, partial(judged, mine), row["topic"])
