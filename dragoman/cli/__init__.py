"""The command `dragoman`: one module for each command, which imports what it needs when it runs: help is quick."""
from __future__ import annotations

import io
import logging
import sys
from typing import Annotated

import typer

from dragoman.cli import actors, alerts, db, feeds, lexicon, offices, places, register, review
from dragoman.cli.archive import archive
from dragoman.cli.code import code
from dragoman.cli.counts import counts
from dragoman.cli.demo import demo
from dragoman.cli.evaluate import evaluate
from dragoman.cli.event import event
from dragoman.cli.events import events
from dragoman.cli.explain import explain
from dragoman.cli.export import export
from dragoman.cli.following import brief, calendar, commitments, meetings
from dragoman.cli.forget import forget
from dragoman.cli.imports import take_in
from dragoman.cli.ingest import failures, ingest
from dragoman.cli.judge import judge
from dragoman.cli.link import link
from dragoman.cli.network import network
from dragoman.cli.panel import panel
from dragoman.cli.recode import recode
from dragoman.cli.release import release
from dragoman.cli.report import report, reports
from dragoman.cli.retract import retract
from dragoman.cli.serve import serve
from dragoman.cli.sources import sources
from dragoman.cli.version import print_version, show_version
from dragoman.cli.watch import watch


def main() -> None:
    """Run the command line. Exit code 0: all is well; 1: a report could not be coded; 2: the command was misused."""
    # The library that finds a page's article complains of broken pages; our own errors say it once, with a remedy.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # A terminal that cannot show an accented letter or an arrow shows a question mark; JSON goes out as UTF-8 bytes anyway.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    build()()


def build() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        name="dragoman",
        help="Read news reports and keep the record of international politics.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    app.command()(code)
    app.command()(explain)
    app.command()(evaluate)
    app.command()(ingest)
    app.command()(failures)
    app.command()(archive)
    app.command()(recode)
    app.command()(link)
    app.command()(judge)
    app.add_typer(review.build(), name="review")
    app.command()(watch)
    app.add_typer(feeds.build(), name="feeds")
    app.add_typer(db.build(), name="db")
    for question in (events, event, counts, panel, network, export, release, report, reports, sources, retract, forget):
        app.command()(question)
    app.command()(commitments)
    app.command()(meetings)
    app.command()(calendar)
    app.command()(brief)
    app.command("import")(take_in)
    app.add_typer(lexicon.build(), name="lexicon")
    app.add_typer(actors.build(), name="actors")
    app.add_typer(places.build(), name="places")
    app.add_typer(offices.build(), name="offices")
    app.add_typer(register.build(), name="register")
    app.add_typer(alerts.build(), name="alerts")
    app.command()(serve)
    app.command()(demo)
    app.command("version")(print_version)
    return app


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Read news reports and keep the record of international politics."""
