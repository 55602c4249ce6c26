"""Stretches of capitalised words that the actor base does not know: names of people and of bodies that only the report has."""

from __future__ import annotations

from msgspec import Struct

from dragoman.coding.view import View
from dragoman.entries import Words


class Run(Struct, frozen=True):
    """Tokens first..last of a name that the actor base does not know; `title` where Mr, Gen ... stands before it."""

    first: int
    last: int
    titled: bool


def runs(view: View, titles: frozenset[str], words: Words) -> list[Run]:
    """Stretches of capitalised tokens that no known name, role word or calendar word covers."""
    found, i, tokens = [], 0, view.sentence.tokens
    while i < len(tokens):
        if not _name_token(view, i, titles, words):
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and (step := _continues(view, last + 1, titles, words)):
            last += step
        titled = i > 0 and tokens[i - 1].text.rstrip(".").lower() in titles
        found.append(Run(i, last, titled))
        i = last + 1
    return found


def _name_token(view: View, i: int, titles: frozenset[str], words: Words) -> bool:
    token = view.sentence.tokens[i]
    if not token.text[0].isupper() or token.tag not in ("NNP", "NNPS") or _is_title(view, i, titles):
        return False
    if i in view.in_role or (token.text.lower() in words.calendar and not _first_name(view, i)) or token.text.lower() in words.common:
        return False
    return view.hits[i] is None or _surname_hit(view, i, titles, words)


def _first_name(view: View, i: int) -> bool:
    """A word of the calendar right behind an office and before a surname: "his counterpart Sunday Okafor"."""
    tokens = view.sentence.tokens
    behind_office = i > 0 and view.roles[i - 1] is not None
    return behind_office and i + 1 < len(tokens) and tokens[i + 1].tag == "NNP" and tokens[i].dep == "compound" and tokens[i].head == i + 1


def _is_title(view: View, i: int, titles: frozenset[str]) -> bool:
    """A form of address stands before a name and not behind one ("Gen Khan", not "Imran Khan")."""
    tokens = view.sentence.tokens
    if tokens[i].text.rstrip(".").lower() not in titles:
        return False
    behind = i + 1 < len(tokens) and tokens[i + 1].tag == "NNP"
    return behind and not (i > 0 and tokens[i - 1].tag == "NNP" and i - 1 not in view.in_role and view.hits[i - 1] is None)


def _surname_hit(view: View, i: int, titles: frozenset[str], words: Words) -> bool:
    """A country's name behind a first name is a surname ("Michael Jordan"), if nothing else calls for the country."""
    hit, tokens = view.hits[i], view.sentence.tokens
    if hit is None or i == 0 or hit.name.sort not in ("names", "capitals", "place") or " " in hit.text:
        return False
    before = tokens[i - 1]
    plain = view.hits[i - 1] is None and view.roles[i - 1] is None and before.tag == "NNP" and before.dep == "compound"
    return (
        plain
        and before.head == i
        and before.text[0].isupper()
        and before.text.lower() not in words.calendar
        and len(before.text) > 2
        and before.text.lower() not in words.common
        and before.text.rstrip(".").lower() not in titles
    )


def _continues(view: View, i: int, titles: frozenset[str], words: Words) -> int:
    """How many tokens the name goes on for at i: 1 for a name, more over particles and hyphens ("al-Assad", "de la Cruz")."""
    tokens = view.sentence.tokens
    if _name_token(view, i, titles, words):
        return 1
    for n in (1, 2, 3):
        if i + n >= len(tokens) or tokens[i + n - 1].text.lower() not in words.particles:
            return 0
        if tokens[i + n].text[0].isupper() and view.roles[i + n] is None and tokens[i + n].text.lower() not in words.particles:
            return n + 1
    return 0
