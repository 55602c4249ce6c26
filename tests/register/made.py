"""Codings that say nothing but who holds which office, and the small world that they tell of."""
from __future__ import annotations

from dragoman.model import Coder, Coding, Office, Span
from dragoman.readers import make_document
from dragoman.register.build import build
from dragoman.register.index import Register, find

CODER = Coder("0", "lexicon", "model", "plover")


def coding(day: str | None, *offices: str) -> Coding:
    """One report of a day. An office reads "PERSON, office, COUNTRY", with "former office" where it is past, "?" for no state.

    Each has a sentence of its own in the text, in which "acting" stands where the office has it.
    """
    text = f"News of {day}."
    found: list[Office] = []
    for told in offices:
        person, title, country = told.split(", ")
        start = len(text) + 1
        text += f" The {title} of {country}, {person}, spoke."
        former = title.startswith("former ")
        named = title.removeprefix("former ").removeprefix("acting ")
        evidence = Span(text[start:], start, len(text))
        found.append(Office(person, named, None if country == "?" else country, former, evidence))
    basis = "given" if day else "unknown: no date was given"
    document = make_document(text, published=day, published_basis=basis)
    return Coding(document, CODER, (), (), tuple(found), ())


def known(*codings: Coding) -> Register:
    """The register of codings."""
    return build(codings).register


def who(register: Register, name: str, day: str | None) -> str | None:
    """Whom a name stands for: "PERSON, office, COUNTRY", or None."""
    answer = find(register, name, day)
    if answer.holding is None:
        return None
    h = answer.holding
    return f"{h.person}, {'former ' if answer.former else ''}{h.office}, {h.country}"
