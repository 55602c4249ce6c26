"""The filters of events as options of commands, and what they ask for."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.asking import Asked

Several = list[str] | None
ActorOption = Annotated[Several, typer.Option("--actor", metavar="WHO", help="Who acts: a code, or a name in quotes.")]
RecipientOption = Annotated[Several, typer.Option("--recipient", metavar="WHO", help="Who undergoes it.")]
InvolvingOption = Annotated[Several, typer.Option("--involving", metavar="WHO", help="Who acts or undergoes it.")]
DyadOption = Annotated[Several, typer.Option("--dyad", metavar="A:B", help="Between two, or 'A>B': what A does to B.")]
TypeOption = Annotated[Several, typer.Option("--type", metavar="TYPE", help="CONSULT, SANCTION ...")]
ModeOption = Annotated[Several, typer.Option("--mode", metavar="MODE", help="expel, withdraw ...")]
QuadOption = Annotated[Several, typer.Option("--quad", metavar="QUAD", help="verbal_conflict ...")]
ContextOption = Annotated[Several, typer.Option("--context", metavar="CONTEXT", help="military, economic ...")]
StatusOption = Annotated[Several, typer.Option("--status", metavar="STATUS", help="occurred, planned, negated ...")]
PlaceOption = Annotated[Several, typer.Option("--place", metavar="PLACE", help="A country or a place, by name or code.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day, month or year on.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to the end of this day, month or year.")]
LeastOption = Annotated[
    float, typer.Option("--min-confidence", metavar="X", min=0, max=1, help="At least as likely right as X, of 0 to 1.")
]
SourceOption = Annotated[Several, typer.Option("--source", metavar="SOURCE", help="Of reports from this source.")]
WordsOption = Annotated[
    str, typer.Option("--words", metavar="WORDS", help="In the sentences or the headline: words, \"a phrase\", begin*, -without.")
]
RetractedOption = Annotated[bool, typer.Option("--retracted", help="Also what retracted reports say.")]
CopiesOption = Annotated[bool, typer.Option("--copies", help="Also what copies of other reports say.")]


def asked(**given: Sequence[str] | str | float | bool | None) -> Asked:
    """The options by the names of `Asked`; lists, or None, become tuples."""
    from dragoman.asking import Asked

    plain = {"since", "until", "words"}
    values: dict[str, Any] = {
        name: value if name in plain or isinstance(value, bool | float | int) else tuple(value or ()) for name, value in given.items()
    }
    return Asked(**values)
