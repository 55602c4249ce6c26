"""`dragoman lexicon check` and `dragoman lexicon coverage CORPUS`: for those who write entries."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED, complain
from dragoman.cli.options import LexiconOption, ModelOption
from dragoman.errors import DataError, DragomanError

if TYPE_CHECKING:
    from dragoman.lexicon.check import Checked
    from dragoman.lexicon.coverage import Coverage, Unknown


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Check the lexicon, and see what it lacks.", no_args_is_help=True)
    group.command()(check)
    group.command()(coverage)
    return group


def check(lexicon: LexiconOption = None, model: ModelOption = None) -> None:
    """Check all entries: unknown names, words written twice or taken by another frame, examples that come out otherwise.

    With --lexicon only what your own entries have or cause. Exit code 1 where there is an error; warnings do no harm.
    """
    import dragoman
    from dragoman.lexicon.check import check as run

    faulty = _faulty(lexicon)
    if faulty:
        for fault in faulty:
            complain(fault)
        typer.echo(f"{_count(len(faulty), 'error')} in the files; the examples were not run")
        raise typer.Exit(FAILED)
    try:
        _print(run(dragoman.engine("plover", model, lexicon), lexicon))
    except DragomanError as error:
        complain(error)
        raise typer.Exit(FAILED) from None


def coverage(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="A .txt file, a folder of them, .jsonl with text, or .tsv with sentence.")
    ],
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="How many unknown predicates to print.")] = 40,
    actors: Annotated[
        int, typer.Option("--actors", metavar="N", min=1, help="Only sentences that name so many different known actors.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    lexicon: LexiconOption = None,
    model: ModelOption = None,
) -> None:
    """Show what a corpus says of politics that no frame knows: predicates, most frequent first, with sample lines."""
    import msgspec

    import dragoman
    from dragoman.lexicon.corpus import texts
    from dragoman.lexicon.coverage import cover

    left_out: list[str] = []
    try:
        found = cover(texts(corpus, left_out.append), dragoman.engine("plover", model, lexicon), actors)
    except DragomanError as error:
        complain(error)
        raise typer.Exit(FAILED) from None
    shown = msgspec.structs.replace(found, unknown=found.unknown[:top], left_out=tuple(left_out))
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(shown), indent=1) + b"\n")
        return
    for line in left_out:
        typer.echo(f"dragoman: left out: {line}", err=True)
    for unknown in shown.unknown:
        _print_unknown(unknown)
    _print_shares(shown)


def _print_unknown(unknown: Unknown) -> None:
    """`12  crack down on (verb, 3 between two actors)`, then objects, near frames and samples."""
    both = f", {unknown.two_sided} with two actors" if unknown.two_sided else ""
    typer.echo(f"{unknown.count:5}  {unknown.words} ({unknown.part}{both})")
    if unknown.objects:
        typer.echo(f"       objects: {', '.join(f'{word} {n}' for word, n in unknown.objects.items())}")
    if unknown.near:
        typer.echo(f"       its first word is known to {', '.join(unknown.near[:4])}")
    for sample in unknown.samples:
        typer.echo(f"       | {sample}")


def _print_shares(found: Coverage) -> None:
    """The counts below the list."""
    typer.echo(f"{found.texts} texts, {found.sentences} sentences that name an actor")
    typer.echo(f"predicates: {found.predicates}, known to a frame {found.known} ({found.share:.1%})")
    both = found.two_sided_known / found.two_sided if found.two_sided else 0.0
    typer.echo(f"with two actors: {found.two_sided}, known {found.two_sided_known} ({both:.1%})")
    typer.echo(f"different ones: {found.different}, known {found.different_known}")


def _faulty(lexicon: Path | None) -> list[DataError]:
    """Entries that cannot be loaded, all of them."""
    from dragoman import resources

    return resources.faults(lexicon)[1]


def _print(checked: Checked) -> None:
    """Errors, warnings, then how many of what; Exit where there is an error."""
    for finding in checked.findings:
        typer.echo(str(finding))
    typer.echo(", ".join(f"{n} {what}" for what, n in checked.counts.items()))
    errors = sum(finding.severity == "error" for finding in checked.findings)
    typer.echo(f"{_count(errors, 'error')}, {_count(len(checked.findings) - errors, 'warning')}")
    if errors:
        raise typer.Exit(FAILED)


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
