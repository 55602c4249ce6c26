"""Archives: Ray on two cores beside plain workers, what each costs to start, and whether kills change a byte.

Reports of `varied` as JSON lines, in shards of a hundred, each run in a process of its own:
`python -m benchmarks.archive ENGINE INPUT OUTPUT` prints how many seconds a run took, its imports left out. The two engines take
turns. What a run of two reports takes (processes or a cluster started, a model loaded by each) is its fixed cost, which the ratio
leaves out.
"""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.archive_kills import contents, killed, make, nodes
from benchmarks.figures import Figure
from benchmarks.settings import Settings
from benchmarks.varied import documents
from dragoman.archive.links.run import link
from dragoman.archive.local import Engine, Local
from dragoman.archive.plan import Asked
from dragoman.archive.rays import Cluster

REPORTS = 5000
KILLS = 600  # reports of the runs with kills
SHARD = 100
ROUNDS = 2  # of each engine, the best counts
ENGINES = ("local", "ray")
FIELDS = ("title", "text", "published", "source", "url")
TODAY = "2026-11-27"


def measure(settings: Settings, reports: int = REPORTS, kills: int = KILLS, rounds: int = ROUNDS) -> list[Figure]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        return [*speed(settings, there, reports, rounds), *disturbed(there, kills)]


def speed(settings: Settings, folder: Path, reports: int, rounds: int) -> list[Figure]:
    """Of both engines, and of linking what they made."""
    few, many = written(folder / "few.jsonl", 2), written(folder / "many.jsonl", reports)
    seconds: dict[tuple[str, Path], list[float]] = {}
    outputs: dict[str, Path] = {}
    for number in range(rounds):
        for engine in ENGINES:
            for file in (few, many):
                output = folder / f"{engine}-{file.stem}-{number}"
                seconds.setdefault((engine, file), []).append(in_a_process(settings, engine, file, output))
                outputs[engine] = output
    best = {key: min(found) for key, found in seconds.items()}
    fixed = {engine: best[engine, few] for engine in ENGINES}
    rest = {engine: best[engine, many] - fixed[engine] for engine in ENGINES}
    start = perf_counter()
    *_, linked = link(str(outputs["local"]), str(folder / "links"))
    spent = perf_counter() - start
    rates = f"{reports / rest['ray']:.1f}/s and {reports / rest['local']:.1f}/s"
    return [
        Figure("archive.ray_ratio", rest["local"] / rest["ray"], f"{rates}, {reports} reports, best of {rounds}, fixed cost apart"),
        Figure("archive.ray_whole_ratio", best["local", many] / best["ray", many], "the same with the fixed cost"),
        Figure("archive.ray_fixed_s", fixed["ray"], "seconds of two reports by Ray: a cluster started, two models", True),
        Figure("archive.local_fixed_s", fixed["local"], "seconds of two reports by two processes", True),
        Figure("archive.same_bytes", float(contents(outputs["ray"]) == contents(outputs["local"])), "Ray and plain workers, every file"),
        Figure("archive.links", reports / spent, f"reports a second, one process, {getattr(linked, 'pairs', 0)} pairs"),
    ]


def disturbed(folder: Path, reports: int) -> list[Figure]:
    """Of runs by a cluster of two nodes."""
    asked = Asked((str(written(folder / "kills.jsonl", reports)),), shard=max(1, reports // 20), partition="year", today=TODAY)
    make(asked, folder / "plain", Local(1))
    with nodes() as there:
        make(asked, folder / "undisturbed", Cluster(2, there.address))
        done = killed(there, asked, folder / "killed")
    plain = contents(folder / "plain")
    note = f"{done.actors} actor and {done.nodes} node killed, {len(done.shards)} shards of {reports} reports"
    return [
        Figure("archive.killed_same_bytes", float(contents(folder / "killed") == plain), f"as by one process, {note}"),
        Figure("archive.cluster_same_bytes", float(contents(folder / "undisturbed") == plain), "two nodes, nothing killed"),
        Figure("archive.doubled", float(sum(done.shards.values()) - len(done.shards)), "shards that were told twice", True),
        Figure("archive.kills", float(done.actors + done.nodes), "an actor, and a node with one at work"),
    ]


def written(file: Path, reports: int) -> Path:
    """So many reports as JSON lines."""
    with file.open("w", encoding="utf-8") as out:
        for one in documents(reports):
            out.write(json.dumps({name: getattr(one, name) for name in FIELDS}) + "\n")
    return file


def in_a_process(settings: Settings, engine: str, file: Path, output: Path) -> float:
    """Seconds of a run."""
    words = [sys.executable, "-m", "benchmarks.archive", engine, str(file), str(output)]
    return float(subprocess.run(words, check=True, capture_output=True, text=True, cwd=settings.root).stdout.splitlines()[-1])


def main(arguments: Sequence[str]) -> None:
    """One run; of two reports each is a shard, so that both workers do one."""
    name, file, output = arguments
    lines = Path(file).read_bytes().count(b"\n")
    engine: Engine = Cluster(2) if name == "ray" else Local(2)
    asked = Asked((file,), shard=min(SHARD, max(1, lines // 2)), partition="year", today=TODAY)
    start = perf_counter()
    make(asked, Path(output), engine)
    print(perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1:])
