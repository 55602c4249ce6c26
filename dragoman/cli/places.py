"""`dragoman places find NAME`: what a name of a place can mean."""
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import JsonOption, print_json, told
from dragoman.cli.options import LexiconOption

if TYPE_CHECKING:
    from dragoman.placenames import Candidate


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Look up names of places.", no_args_is_help=True)
    group.callback()(_group)
    group.command()(find)
    return group


def _group() -> None:
    """Look up names of places."""


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as reports write it, in quotes.", show_default=False)],
    as_json: JsonOption = False,
    lexicon: LexiconOption = None,
) -> None:
    """Show the places that a name can mean: a state first, then by population; a report's other places decide between them."""
    from dragoman import lookup, resources

    with told():
        found = lookup.places(name, resources.load(lexicon))
    if as_json:
        print_json([{field: getattr(place, field) for field in place.__struct_fields__} for place in found])
        return
    for place in found:
        typer.echo(line(place))


def line(place: Candidate) -> str:
    """`Springfield  USA  39.80 -89.64  city  114394 people`; a disputed place ends in its claimants."""
    land = place.country or "/".join(place.countries) or "no state"
    people = f"  {place.population} people" if place.population else ""
    claims = f"  claimed by {', '.join(place.countries)}" if place.feature == "disputed" and len(place.countries) > 1 else ""
    return f"{place.name:30} {land:12} {place.lat:8.3f} {place.lon:9.3f}  {place.feature}{people}{claims}"
