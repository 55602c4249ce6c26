"""Offices by their usual titles: "PM", "premier" and "Prime Minister" are one, "minister of defense" is "defence minister"."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dragoman.entries import Role
from dragoman.model import Kind
from dragoman.register.rules import Rules, other_words
from dragoman.resources import tables

DEPARTMENT = re.compile(r"(minister|secretary) (?:of|for) (?:the )?(?!state\b)(.+)")
#: behind the title, not before it: "president elect"
BEHIND = frozenset({"elect", "designate"})


def spelled(office: str, known: Rules) -> list[str]:
    """The words of an office in lower case and British spelling."""
    words = re.split(r"[\s\u2010-\u2015-]+", office.lower().replace("’", "'").strip(" .,'"))
    return [known.spelling.get(word, word) for word in words if word]


def usual(office: str, country: str | None, known: Rules) -> str:
    """The usual title in a state, with "acting" and the like: "interim PM" is "interim prime minister". `usual` of it is itself."""
    words = spelled(office, known)
    provisional = [word for word in words if word in known.provisional_words]
    title = _title(" ".join(word for word in words if word not in known.provisional_words), country, known)
    if not provisional or not title:
        return title or " ".join(words)
    return f"{title} {provisional[0]}" if provisional[0] in BEHIND else f"{provisional[0]} {title}"


def _title(text: str, country: str | None, known: Rules) -> str:
    if country in known.apart.get(text, ()):
        return text
    if text in known.titles or (found := other_words(known).get(text)) is None:
        first, _, rest = text.partition(" ")
        if first in known.deputies and rest and text not in known.titles:
            return f"{'deputy' if first == 'vice' else first} {_title(rest, country, known)}"
        match = DEPARTMENT.fullmatch(text)
        return _title(f"{match[2]} {match[1]}", country, known) if match is not None else text
    return found


def bare(office: str, known: Rules) -> str:
    """A usual title without "acting" and the like: the office that an acting holder looks after."""
    return " ".join(word for word in office.split() if word not in known.provisional_words)


def is_provisional(office: str, known: Rules) -> bool:
    """Whether the title says that its holder stands in, or has not begun."""
    return any(word in known.provisional_words for word in office.split())


def without_former(office: str, known: Rules) -> tuple[str, bool]:
    """The office without "former", "ex-" before it, and whether that stood there."""
    words = spelled(office, known)
    at = next((i for i, word in enumerate(words) if word not in known.former_words), 0)
    return (" ".join(words[at:]), True) if at else (office, False)


@lru_cache(maxsize=1)
def packaged_roles() -> Mapping[str, Role]:
    """The common nouns of offices; read once."""
    return tables(Role, "actors/roles.toml", None)


@lru_cache(maxsize=4096)
def nature(office: str) -> tuple[Kind, str | None]:
    """Kind of actor and sector of an office, by the longest words of it that a role has; unknown and None without any."""
    words = office.lower().split()
    table = _by_words()
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length, -1, -1):
            role = table.get(" ".join(words[first : first + length]))
            if role is not None:
                return role.kind, role.sector
    return "unknown", None


@lru_cache(maxsize=1)
def _by_words() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role in packaged_roles().values():
        for phrase in role.words if role.office else ():
            found.setdefault(phrase.lower().replace("-", " "), role)
    return found
