"""`dragoman archive INPUT... OUTPUT`: an archive of news, coded by many processes or a cluster, as Parquet."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.ingest import INTERRUPTED, NAMED
from dragoman.cli.lines import told_with_packages
from dragoman.cli.offices import OfficesOption
from dragoman.cli.options import (
    LexiconOption,
    MinConfidenceOption,
    ModelOption,
    Prefilter,
    PrefilterOption,
    Profile,
    ProfileOption,
    workers_of,
)

if TYPE_CHECKING:
    from dragoman.archive.local import Engine
    from dragoman.archive.run import Archive, Manifest

EVERY = 30.0  # seconds between two lines on how far it is, where nobody looks at a bar


class EngineName(StrEnum):
    """Who does the work."""

    local = "local"
    ray = "ray"


class Partition(StrEnum):
    """By what the files are parted."""

    year = "year"
    month = "month"
    day = "day"


def archive(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="INPUT... OUTPUT", help="Files, folders, patterns, addresses (s3://...); last, the folder that is made."),
    ],
    engine: Annotated[EngineName, typer.Option("--engine", help="Processes of this machine, or a Ray cluster.")] = EngineName.local,
    workers: Annotated[
        str, typer.Option("--workers", metavar="N|all", help="So many processes or actors; all: as many as there are processors.")
    ] = "all",
    ray_address: Annotated[
        str | None,
        typer.Option("--ray-address", metavar="ADDRESS", help="The cluster; without it that of RAY_ADDRESS, or one on this machine."),
    ] = None,
    shard: Annotated[int, typer.Option("--shard", metavar="N", min=1, help="Records of a shard.")] = 1000,
    partition: Annotated[
        Partition, typer.Option("--partition", help="Files by the year, month or day of publication.")
    ] = Partition.month,
    date: Annotated[str | None, typer.Option("--date", metavar="ISO", help="The day of publication of all of them.")] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="ISO", help="No report is of a later day; the day on which the archive is begun.")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN|FILE", help="Which column or key is title, text, published ...")
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME|FILE", help="How to take files apart that hold many articles.")
    ] = None,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    min_confidence: MinConfidenceOption = None,
    prefilter: PrefilterOption = Prefilter.report,
    offices: OfficesOption = None,
) -> None:
    """Code an archive (WARC, JSONL, Parquet, CSV, whatever ingest reads) into Parquet; stopped, it goes on where it stopped."""
    if len(paths) < 2:
        raise typer.BadParameter("name what to read, and last the folder that is made", param_hint="INPUT... OUTPUT")
    from dragoman.archive import run
    from dragoman.archive.plan import Asked

    number = workers_of(workers) if workers.lower() != "all" or engine == EngineName.local else None
    *inputs, output = paths
    with _clean(), told_with_packages():
        asked = Asked(
            tuple(inputs), profile.value, model, _path(lexicon), min_confidence, prefilter.value, _path(offices), date,
            tuple(mapping or ()), split, partition.value, shard, _day(today),
        )  # fmt: skip
        who = _engine(engine, number, ray_address)
        begun = run.begin(asked, output, who)
        _work(begun, who)
        made = run.finish(begun)
    _sum_up(made, begun)
    if made.totals.failed:
        raise typer.Exit(FAILED)


@contextmanager
def _clean() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("dragoman: stopped; run the same command again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _engine(name: EngineName, number: int | None, address: str | None) -> Engine:
    if name == EngineName.ray:
        from dragoman.archive.rays import Cluster

        return Cluster(number, address)
    from dragoman.archive.local import Local

    return Local(number or 1)


def _path(given: Path | None) -> str | None:
    return str(given.resolve()) if given is not None else None


def _day(written: str | None) -> str:
    from dragoman.readers import parse_published

    return parse_published(written) if written else ""


def _work(begun: Archive, who: Engine) -> None:
    """With a bar on a terminal, and a line now and then elsewhere: on a cluster it is the log that is read."""
    from time import monotonic

    from dragoman.archive import run
    from dragoman.cli.progress import bar

    total, before = len(begun.plan.shards), len(begun.done)
    if before:
        typer.echo(f"dragoman: {before} of {total} shards are done already", err=True)
    start = last = monotonic()
    reports = failed = 0
    with bar("archive", total) as move:
        for done in run.work(begun, who):
            reports, failed = reports + done.reports, failed + done.failed
            told = f"{reports} reports, {failed} failed"
            move(len(begun.done), told, done.reports + done.failed)
            if not move.seen and monotonic() - last >= EVERY:
                last = monotonic()
                rate = (reports + failed) / (last - start)
                typer.echo(f"dragoman: {len(begun.done)} of {total} shards, {told}, {rate:.1f} reports/s", err=True)


def _sum_up(made: Manifest, begun: Archive) -> None:
    """`12 read: 10 reports, 2 failed: a.jsonl:3, b.warc:7; 31 events`."""
    totals = made.totals
    names = [name for number in sorted(begun.done) for name in begun.done[number].failures][:NAMED]
    more = f" and {totals.failed - len(names)} more (in failures/)" if totals.failed > len(names) else ""
    named = f": {', '.join(names)}{more}" if names else ""
    typer.echo(f"dragoman: {totals.reports + totals.failed} read: {totals.reports} reports with {totals.events} events, "
               f"{totals.failed} failed{named}", err=True)  # fmt: skip
    if totals.skipped:
        typer.echo(f"dragoman: passed over: {', '.join(f'{number} {why}' for why, number in totals.skipped.items())}", err=True)
