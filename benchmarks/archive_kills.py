"""Archives coded by a Ray cluster of two nodes on this machine, undisturbed or with an actor and a node killed on the way."""
from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from dragoman.archive import run
from dragoman.archive.local import Engine
from dragoman.archive.plan import Asked
from dragoman.archive.rays import USAGE, Cluster

ACTOR = b"ray::MapWorker"
LOST = 3.0  # seconds without an answer after which a smaller cluster is looked at


class Done(Struct, frozen=True):
    """How often each shard was told as done, and what was killed."""

    shards: Counter[int]
    actors: int
    nodes: int


@contextmanager
def nodes() -> Iterator[Any]:
    """A head and a node more, each with one processor, as Ray's own tests have them."""
    os.environ[USAGE] = "0"
    from ray.cluster_utils import Cluster as Nodes

    there = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        there.add_node(num_cpus=1)
        yield there
    finally:
        there.shutdown()


def actors(node: Any) -> list[int]:
    """The processes of a node that code."""
    raylet = node.all_processes["raylet"][0].process.pid
    children = Path(f"/proc/{raylet}/task/{raylet}/children").read_text(encoding="ascii").split()
    return [int(pid) for pid in children if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(ACTOR)]


def make(asked: Asked, output: Path, engine: Engine) -> run.Manifest:
    """The whole run, undisturbed."""
    begun = run.begin(asked, str(output), engine)
    for _ in run.work(begun, engine):
        pass
    return run.finish(begun)


def killed(there: Any, asked: Asked, output: Path) -> Done:
    """The whole run, with an actor of the head killed after the first shard, the other node after the third."""
    head, other = there.list_all_nodes()
    engine = Cluster(2, there.address, lost=LOST)
    begun = run.begin(asked, str(output), engine)
    shards: Counter[int] = Counter()
    ended = gone = 0
    for number, done in enumerate(run.work(begun, engine), 1):
        shards[done.shard] += 1
        if number == 1:
            for pid in actors(head)[:1]:
                os.kill(pid, signal.SIGKILL)
                ended += 1
        if number == 3:
            gone += bool(actors(other))
            there.remove_node(other, allow_graceful=False)
    run.finish(begun)
    return Done(shards, ended, gone)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
