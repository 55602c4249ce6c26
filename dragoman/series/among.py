"""Of which actors a panel is: their codes, as records have them."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, select

from dragoman.errors import DragomanError
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Who
from dragoman.resources import Resources

Load = Callable[[], Resources]


def codes_of(c: Connection, names: Sequence[str], find: Callable[[str], Who], load: Load) -> tuple[str, ...]:
    """Codes, each once. Without one a panel would have zeros for an actor that there is not.

    Raises DragomanError for a name that is none, is of several actors or has no code, and for fewer than two actors.
    """
    codes = tuple(dict.fromkeys(_code(c, name, find, load) for name in names))
    if len(codes) == 1:
        raise DragomanError(f"{codes[0]} is one actor", "a dyad is of two", "name two actors or more, or none for everybody")
    return codes


def _code(c: Connection, name: str, find: Callable[[str], Who], load: Load) -> str:
    who = find(name)
    if len(who.codes) != 1 or who.names:
        why = f"it may be any of {', '.join(who.codes)}" if who.codes else "a panel is of codes, and its records have that of its state"
        raise DragomanError(f"{name!r} is no code of a panel", why, "give a code, such as PER or NATO")
    return _spelt(c, who.codes[0], load)


def _spelt(c: Connection, code: str, load: Load) -> str:
    """As records spell it; the question may be in other case."""
    column = s.record_actor.c.code
    for same in (column == code, func.lower(column) == code.lower()):
        if (met := c.execute(select(column).where(same).limit(1)).scalar()) is not None:
            return str(met)
    return code if code in load().organisations else code.upper()
