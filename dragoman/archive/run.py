"""An archive from its inputs to its manifest: the plan, the shards that are not done yet, and what came of all."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dragoman.archive import inputs, survey
from dragoman.archive.local import Engine, Local
from dragoman.archive.plan import FORMAT, Asked, File, Piece, Plan, differences, encoded
from dragoman.archive.shard import PLAN, Made, Receipt, machine_of, receipt_name, receipt_of, worker
from dragoman.archive.stores import TEMPORARY, Store
from dragoman.archive.tries import FOLDER as TRIES
from dragoman.errors import DragomanError
from dragoman.intake.coders import Machine
from dragoman.model import Coder
from dragoman.packages import package

MANIFEST = "manifest.json"
SMALL = 256_000_000  # bytes of inputs that are surveyed here, whatever the engine
TOGETHER = 64  # files that are read as a whole, at most, in one shard
BYTES = 16_000_000  # and their bytes, at most, if there are several


class Totals(Struct, frozen=True):
    """Of all shards."""

    shards: int
    reports: int
    events: int
    failed: int
    skipped: dict[str, int]


class Manifest(Struct, frozen=True):
    """What an archive has; it is written when all is there."""

    format: int
    plan: str
    coder: Coder
    arrow: str
    asked: Asked
    inputs: tuple[File, ...]
    totals: Totals
    files: tuple[Made, ...]


class Archive(Struct, frozen=True):
    """One that is being made: where, after which plan, and what is done of it already."""

    store: Store
    plan: Plan
    done: dict[int, Receipt]

    @property
    def left(self) -> list[int]:
        """Shards that are not done."""
        return [number for number in range(len(self.plan.shards)) if number not in self.done]


def begin(asked: Asked, output: str, engine: Engine) -> Archive:
    """Make the plan, or find it there. Raises DragomanError where one of something else is there, Unreachable, MissingModel, DataError."""
    store, skipped = Store(output), Counter[str]()
    today = asked.today or datetime.now(UTC).date().isoformat()
    files = tuple(inputs.files(asked.inputs, skipped))
    arrow = package("pyarrow", "ray", "an archive").__version__
    wanted = Plan(FORMAT, replace(asked, today=today), machine_of(asked).coder, arrow, files, ())
    plan = _there(store, wanted)
    if plan is None:
        plan = replace(wanted, shards=tuple(shards(files, asked.shard, engine)))
        store.put(PLAN, encoded(plan))
    return Archive(store, plan, _done(store, plan))


def _done(store: Store, plan: Plan) -> dict[int, Receipt]:
    """The receipts that hold; one whose files are not there, or not whole, is taken away."""
    sizes, digest = store.sizes(), plan.digest
    found: dict[int, Receipt] = {}
    for number in range(len(plan.shards)):
        if (name := receipt_name(number)) in sizes:
            one = receipt_of(store, number, digest)
            if one is not None and all(sizes.get(made.name) == made.bytes for made in one.files):
                found[number] = one
            else:
                store.drop(name)
    return found


def _there(store: Store, wanted: Plan) -> Plan | None:
    if not store.has(PLAN):
        if store.sizes():
            why, remedy = "there are files in it, and no plan of an archive", "name a new or an empty folder"
            raise DragomanError(f"{store.address}: is no archive", why, remedy)
        return None
    try:
        found = msgspec.json.decode(store.get(PLAN), type=Plan)
    except msgspec.DecodeError as error:
        raise DragomanError(f"{store.address}: its plan cannot be read", str(error), "begin anew in another folder") from None
    if different := differences(found, wanted):
        remedy = "name another folder, or ask for the same again; what is there was left as it is"
        raise DragomanError(f"{store.address}: is the archive of something else", "; ".join(different), remedy)
    return found


def shards(files: Sequence[File], each: int, engine: Engine) -> Iterator[tuple[Piece, ...]]:
    """What is cut makes a shard a piece; files that are read as a whole go together while they are few and small."""
    tasks = list(enumerate(files))
    used = engine if sum(file.size for file in files) > SMALL else Local(1)
    found = dict(used.run(partial(_surveyor, each), tasks))
    whole: list[Piece] = []
    for number, file in tasks:
        pieces: list[Piece] = found[number]
        alone = len(pieces) > 1 or pieces[0].form != "whole"
        if whole and (alone or len(whole) >= min(TOGETHER, each) or sum(files[one.file].size for one in whole) + file.size > BYTES):
            yield tuple(whole)
            whole = []
        if alone:
            yield from ((piece,) for piece in pieces)
        else:
            whole += pieces
    if whole:
        yield tuple(whole)


def _surveyor(each: int) -> partial[tuple[int, list[Piece]]]:
    return partial(pieces_of, each)


def pieces_of(each: int, task: tuple[int, File]) -> tuple[int, list[Piece]]:
    """A file by its number, with its pieces."""
    return task[0], survey.pieces(*task, each)


def work(archive: Archive, engine: Engine, coder: Machine | None = None) -> Iterator[Receipt]:
    """Have the rest done; each receipt as it comes. `coder` codes instead of the plan's own."""
    if left := archive.left:
        for done in engine.run(partial(worker, archive.store.address, coder), left):
            archive.done[done.shard] = done
            yield done


def finish(archive: Archive) -> Manifest:
    """Write the manifest, when every shard is done, and take away what was needed on the way. Raises DragomanError where one is not."""
    if left := archive.left:
        remedy = "run the same command again"
        raise DragomanError(f"{archive.store.address}: is not whole", f"{len(left)} shards are not done, as {left[0]}", remedy)
    plan, receipts = archive.plan, [archive.done[number] for number in range(len(archive.plan.shards))]
    skipped = sum((Counter(one.skipped) for one in receipts), Counter[str]())
    reports, events, failed = (sum(getattr(one, name) for one in receipts) for name in ("reports", "events", "failed"))
    totals = Totals(len(receipts), reports, events, failed, dict(sorted(skipped.items())))
    files = tuple(sorted((made for one in receipts for made in one.files), key=lambda made: made.name))
    made = Manifest(plan.format, plan.digest, plan.coder, plan.arrow, plan.asked, plan.files, totals, files)
    archive.store.put(MANIFEST, encoded(made))
    for folder in (TRIES, TEMPORARY):
        archive.store.drop(folder)
    return made
