"""One shard, from its reports to its files: read, code, write, and the receipt last. Done twice it gives the same bytes."""
from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.archive import rows
from dragoman.archive.parquet import packed
from dragoman.archive.plan import Asked, Plan, encoded
from dragoman.archive.reading import options_of, read
from dragoman.archive.stores import Store
from dragoman.archive.tries import Watch
from dragoman.errors import BadInput, DragomanError, NotKept, Unreachable, WorkerLost
from dragoman.intake.coders import Machine, machine
from dragoman.intake.copies import Marked, all_marked, marked
from dragoman.packages import package
from dragoman.readers.item import Item, Options, Tally
from dragoman.tables.archived import TABLES
from dragoman.workers.child import all_answered, answered, given_back

RECEIPTS = "_receipts"
PLAN = "plan.json"
TOGETHER = 32  # reports that are coded at once
OF_ONE = (BadInput, Unreachable, NotKept, WorkerLost)  # errors that concern one report
NAMED = 20  # failures of a shard that its receipt names


class Made(Struct, frozen=True):
    """A file of a shard."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Receipt(Struct, frozen=True):
    """That a shard is done, under which plan, and what came of it."""

    shard: int
    plan: str
    reports: int
    events: int
    failed: int
    skipped: dict[str, int]
    files: tuple[Made, ...]
    failures: tuple[str, ...] = ()


class Worker:
    """Does shards of one plan, with the model in memory. `address` is the archive's; without `coder` it is that of the plan."""

    def __init__(self, address: str, plan: Plan, coder: Machine | None = None) -> None:
        check_versions(plan)
        self._plan = plan
        self._digest = plan.digest
        self._store = Store(address)
        self._options = options_of(plan.asked)
        self._machine = coder or machine_of(plan.asked)

    def __call__(self, number: int) -> Receipt:
        """Do a shard, unless it is done."""
        done = receipt_of(self._store, number, self._digest)
        return done if done is not None else done_now(number, self._plan, self._store, self._machine, self._options)


def worker(address: str, coder: Machine | None = None) -> Worker:
    """For the plan that stands there."""
    return Worker(address, msgspec.json.decode(Store(address).get(PLAN), type=Plan), coder)


def machine_of(asked: Asked) -> Machine:
    """Who codes. Raises MissingModel, DataError."""
    import dragoman

    offices = dragoman.register_at(Path(asked.offices)) if asked.offices else None
    return machine(asked.profile, asked.model, Path(asked.lexicon) if asked.lexicon else None, asked.least, offices, asked.prefilter)


def check_versions(plan: Plan) -> None:
    """Raises DragomanError where another version would write other bytes."""
    here = package("pyarrow", "ray", "an archive").__version__
    if here != plan.arrow:
        why = f"the archive was begun with pyarrow {plan.arrow}, here is {here}: the files would not be the same bytes"
        raise DragomanError("another version of a library", why, f"pip install pyarrow=={plan.arrow}, on every machine")


def receipt_of(store: Store, number: int, digest: str) -> Receipt | None:
    """That of a shard that is done under this plan; None else."""
    name = receipt_name(number)
    if not store.has(name):
        return None
    try:
        found = msgspec.json.decode(store.get(name), type=Receipt)
    except msgspec.DecodeError:
        return None
    return found if (found.shard, found.plan) == (number, digest) else None


def receipt_name(number: int) -> str:
    """Where it stands."""
    return f"{RECEIPTS}/{number:06}.json"


def done_now(number: int, plan: Plan, store: Store, machine: Machine, options: Options) -> Receipt:
    """Do a shard, whatever is there of it. What concerns all reports is raised."""
    tally, watch = Tally(), Watch(store, number)
    found: dict[tuple[str, str], list[rows.Row]] = defaultdict(list)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    items = read(plan.shards[number], plan.files, options, tally)
    for position, (item, told) in enumerate(coded(items, machine, watch)):
        at = rows.where(number, position, item)
        if isinstance(told, Exception):
            counts["failed"] += 1
            failures += [item.item] if len(failures) < NAMED else []
            found["failures", ""].append(rows.of_failure(at, item, told))
            continue
        part = rows.partition(told.coding.document.published, plan.asked.partition)
        counts["reports"] += 1
        found["reports", part].append(rows.of_report(at, item, told))
        if events := list(rows.of_events(at, told.coding)):
            counts["events"] += len(events)
            found["events", part].extend(events)
    files = tuple(_made(store, number, plan.asked.partition, *which, found[which]) for which in sorted(found))
    skipped = dict(sorted(tally.skipped.items()))
    done = Receipt(
        number, plan.digest, counts["reports"], counts["events"], counts["failed"], skipped, files, tuple(map(rows.storable, failures))
    )  # fmt: skip
    store.put(receipt_name(number), encoded(done))
    return done


def _made(store: Store, number: int, by: str, table: str, part: str, some: Sequence[rows.Row]) -> Made:
    data = packed(some, TABLES[table])
    name = "/".join(filter(None, (table, part and f"{by}={part}", f"{number:06}.parquet")))
    store.put(name, data)
    return Made(name, len(some), len(data), hashlib.sha256(data).hexdigest())


def coded(items: Iterable[Item], machine: Machine, watch: Watch) -> Iterator[tuple[Item, Marked | Exception]]:
    """Each item with its coding or with why there is none, so many at once as are quicker together."""
    left = iter(items)
    position = 0
    while some := list(islice(left, TOGETHER)):
        yield from zip(some, _together(some, position, machine, watch), strict=True)
        position += len(some)


def _together(some: Sequence[Item], position: int, machine: Machine, watch: Watch) -> list[Marked | Exception]:
    code = partial(marked, machine.code)
    many = partial(all_marked, machine.many) if machine.many is not None and not watch.tries.watched else None
    if watch.tries.watched:
        answers = iter([answered(partial(_watched, code, watch), at) for at in enumerate(some, position) if at[1].document is not None])
    else:
        answers = iter(all_answered(code, many, [item.document for item in some if item.document is not None]))
    return [item.error or _unread(item) if item.document is None else _outcome(lambda: given_back(next(answers))) for item in some]


def _watched(code: Any, watch: Watch, at: tuple[int, Item]) -> Marked:
    position, item = at
    watch.begin(position)
    told: Marked = code(item.document)
    return told


def _outcome(do: Any) -> Marked | Exception:
    try:
        told: Marked = do()
        told.coding.document.text.encode()
        (told.coding.document.title or "").encode()
        return told
    except UnicodeEncodeError as error:
        return NotKept("the text cannot be stored", f"it has a character that is none ({error})", "read it with its right encoding")
    except OF_ONE as error:
        return error
    except (DragomanError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        return error


def _unread(item: Item) -> DragomanError:
    return DragomanError(f"{item.item}: nothing was read", "no reason is known", "report it")
