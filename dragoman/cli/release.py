"""`dragoman release NAME`: freeze a version of the events, with all that citing and checking it needs."""
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.export import name_refused
from dragoman.cli.filters import LeastOption, SinceOption, StatusOption, TypeOption, UntilOption, asked
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, LexiconOption

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dragoman.outgoing.papers import Precision


def release(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="As 2026.1; the name of its folder too.", show_default=False)] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder of releases.")] = Path("releases"),
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="DIR", help="Tell changes since this one; else since the newest beside it.")
    ] = None,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Whom to cite.")] = "The maintainers of this ledger",
    verify: Annotated[Path | None, typer.Option("--verify", metavar="DIR", help="Instead: check the files of a release.")] = None,
    type: TypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: LeastOption = 0.0,
    as_of: AsOfOption = None,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Freeze a version: data, codebook, measured precision, citation, sums, and what changed since the version before."""
    from dragoman import asking, resources
    from dragoman.ledger import asof
    from dragoman.ledger.rows import all_events
    from dragoman.ledger.store import Ledger
    from dragoman.ledger.verify import verified
    from dragoman.outgoing import release as releasing

    if verify is not None:
        with told():
            wrong = releasing.faults(verify)
        for line in wrong or [f"{verify}: all files are as they were released"]:
            typer.echo(line)
        raise typer.Exit(FAILED if wrong else 0)
    if name is None or not name.strip() or Path(name).name != name or name.startswith("."):
        raise typer.BadParameter("give it a name that a folder can have, as 2026.1", param_hint="NAME")
    given = {"type": type, "status": status, "since": since, "until": until, "min_confidence": min_confidence}
    folder = output / name
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as c:
        note_as_of(c)
        moment = asof.moment(as_of) if as_of else datetime.now(UTC).strftime(asof.SECOND)
        known = resources.load(lexicon)
        filters = asking.resolve(c, asked(**given), lambda: known)
        plain: dict[str, Any] = {key: value for key, value in given.items() if value}
        wanted = releasing.Wanted(name, moment, author, plain, measured(c), tuple(coders(c)))
        before = previous or releasing.newest_beside(folder, moment)
        made = releasing.release(c, verified(c, all_events(c, filters)), wanted, folder, before, known)
    since_then = f", changes since {made.before}" if made.before else ""
    typer.echo(f"{made.folder}: {made.counts['events']} events of {made.counts['reports']} reports{since_then}")
    name_refused(made.refused)


def measured(c: Connection) -> tuple[Precision, ...]:
    """How often the machine was right, by type, in what people reviewed."""
    from dragoman.intake import reviewing
    from dragoman.ledger import reviews
    from dragoman.outgoing.papers import Precision

    said = reviews.on(c)
    found = reviewing.precision(said, reviews.types_of(c, {one.record for one in said}))
    return tuple(Precision(one.type, one.right, one.of, one.share, one.interval) for one in found)


def coders(c: Connection) -> list[str]:
    """Whose codings hold: "dragoman 0.1.0 (lexicon 1a2b3c, en_core_web_sm)", and people by their names."""
    from sqlalchemy import select

    from dragoman.ledger import schema as s
    from dragoman.ledger.entry import MACHINE

    k = s.coding.c
    rows = c.execute(select(k.coder, k.version, k.lexicon, k.model, k.profile).where(k.to_seq.is_(None)).distinct()).all()
    return sorted({f"dragoman {r.version} (lexicon {r.lexicon}, {r.model}, {r.profile})" if r.coder == MACHINE else r.coder for r in rows})
