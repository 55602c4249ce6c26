"""A Ray cluster of two nodes on this machine: the same bytes as one process makes, also where an actor or a node is killed."""
from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.archive.rays import USAGE, Cluster
from dragoman.archive.shard import Receipt
from tests.archive.made import asked, contents, made

ACTOR = b"ray::MapWorker"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head and a node more, each with one processor."""
    os.environ[USAGE] = "0"
    from ray.cluster_utils import Cluster as Nodes

    nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    yield nodes
    nodes.shutdown()


def actors(node: Any) -> list[int]:
    """The processes of a node that code."""
    raylet = node.all_processes["raylet"][0].process.pid
    children = Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split()
    return [int(pid) for pid in children if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(ACTOR)]


def test_killed_actors_and_nodes_cost_nothing(cluster: Any, reports: Path, alone: Path, tmp_path: Path) -> None:
    head, other = cluster.list_all_nodes()
    killed: list[int] = []
    kept: list[int] = []

    def kill(done: Receipt) -> None:
        kept.append(done.shard)
        if len(kept) == 1:
            killed.extend(actors(head)[:1])
            os.kill(killed[0], signal.SIGKILL)
        if len(kept) == 3:
            cluster.remove_node(other, allow_graceful=False)

    manifest = made(asked(reports), tmp_path / "archive", Cluster(2, cluster.address, lost=3.0), kill)
    assert killed
    assert sorted(kept) == list(range(manifest.totals.shards)), "each shard is done once"
    assert contents(tmp_path / "archive") == contents(alone)
