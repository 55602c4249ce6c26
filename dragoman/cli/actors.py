"""`dragoman actors find NAME` and `dragoman actors show CODE`: what the actor base knows."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import DateOption, JsonOption, day_of, labelled, print_json, told
from dragoman.cli.options import LexiconOption

if TYPE_CHECKING:
    from dragoman.lookup import Card, Membership, NameFound
    from dragoman.statecodes import Codes


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Look up names and codes of actors.", no_args_is_help=True)
    group.command()(find)
    group.command()(show)
    return group


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as reports write it, in quotes.", show_default=False)],
    date: DateOption = None,
    as_json: JsonOption = False,
    lexicon: LexiconOption = None,
) -> None:
    """Show what a name stands for, and the numbers of its state on a day; else all names that hold its words."""
    from dragoman import lookup, resources, statecodes
    from dragoman.evaluate.notes import is_date

    with told():
        day = day_of(date, is_date)
        found = lookup.find(name, resources.load(lexicon))
    known = statecodes.state_numbers()
    numbers = {f.country: statecodes.codes(f.country, day, known) for f in found if f.country in known}
    if as_json:
        print_json({"day": day, "found": found, "numbers": numbers})
        return
    for one in found:
        typer.echo(f"{one.name:34} {_stands_for(one):22} {one.kind:13} {one.sector or '-':4} {one.list}")
    for codes in numbers.values():
        typer.echo(numbers_line(codes, day))


def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="FRA, NATO, HAMAS ...: the code in records.", show_default=False)],
    date: DateOption = None,
    as_json: JsonOption = False,
    lexicon: LexiconOption = None,
) -> None:
    """Show all that is known of a country or an organisation: names, numbers, members and memberships on a day."""
    from dragoman import lookup, resources
    from dragoman.evaluate.notes import is_date

    with told():
        card = lookup.show(code, day_of(date, is_date), resources.load(lexicon))
    if as_json:
        print_json(card)
        return
    for line in lines(card):
        typer.echo(line)


def lines(card: Card) -> Iterator[str]:
    """The card to read."""
    iso = f", ISO 3166-1 {card.code} {card.iso2}" if card.iso2 else ""
    acts = f", acts for {card.country}" if card.country not in (None, card.code) else ""
    yield f"{card.code}  {card.name} ({card.kind}, sector {card.sector or 'none'}{acts}{iso})"
    if card.numbers is not None:
        yield numbers_line(card.numbers, card.day)
    for key, names in card.names.items():
        yield from labelled(key, "; ".join(names))
    when = card.day or "at present"
    if card.members:
        yield f"members, {when}: {len(card.members)}"
        yield from labelled("", listed(card.members))
    if card.member_of:
        yield f"member of, {when}: {len(card.member_of)}"
        yield from labelled("", listed(card.member_of))
    yield from labelled("at home in", " ".join(card.homes))
    yield from labelled("armed groups", " ".join(card.groups))


def listed(members: Iterable[Membership]) -> str:
    """Codes, with those marked that are suspended."""
    return ", ".join(f"{m.code} (suspended)" if m.suspended else m.code for m in members)


def numbers_line(codes: Codes, day: str | None) -> str:
    """`RUS on 1988-01-01: Correlates of War 365, Gleditsch-Ward 365`."""
    cow, gw = (str(number) if number is not None else "none" for number in (codes.cow, codes.gw))
    return f"{codes.code} {f'on {day}' if day else 'at present'}: Correlates of War {cow}, Gleditsch-Ward {gw}"


def _stands_for(one: NameFound) -> str:
    """`FRA`, or `MEX_PAN, of MEX`."""
    if one.country is None:
        return f"{one.code}, no actor"
    return one.code if one.country == one.code else f"{one.code}, of {one.country}"
