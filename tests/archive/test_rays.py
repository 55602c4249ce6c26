"""A Ray cluster of two nodes on this machine: the same bytes as one process makes, also where an actor and a node are killed."""
from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.archive_kills import contents, killed, nodes
from dragoman.archive import run
from dragoman.archive.rays import Cluster
from dragoman.errors import MissingModel, NoWorker
from dragoman.intake.coders import Machine
from tests.archive.made import asked, made
from tests.archive.test_run import stub, told
from tests.ledger.made import CODER


def test_killed_actors_and_nodes_cost_nothing_and_what_concerns_all_is_told(reports: Path, alone: Path, tmp_path: Path) -> None:
    with nodes() as there:
        done = killed(there, asked(reports), tmp_path / "archive")
        assert (done.actors, done.nodes) == (1, 1)
        assert sorted(done.shards.elements()) == list(range(8)), "each shard is done once"
        assert contents(tmp_path / "archive") == contents(alone)
        file = told(tmp_path / "reports.jsonl", {8: "no parser"})
        with pytest.raises(MissingModel):
            made(asked(file), tmp_path / "ends", Cluster(2, there.address), coder=Machine(CODER, stub))
        assert not (tmp_path / "ends" / run.MANIFEST).exists()


def test_a_cluster_that_is_not_there_is_told(reports: Path, tmp_path: Path) -> None:
    with pytest.raises(NoWorker, match="no Ray cluster can be reached"):
        list(Cluster(2, "127.0.0.1:1").run(list, [1]))
