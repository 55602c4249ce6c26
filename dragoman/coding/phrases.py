"""One mention of a report: its phrase, its head word, and what the phrase itself says of who is meant."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.view import View

Form = Literal["name", "noun", "pronoun", "relative", "group"]

#: words behind a name that say its form and are not its head
FORMS = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "ag", "sa", "spa", "jr", "sr", "gmbh", "nv"})


class Mention(Struct, frozen=True):
    """One mention: characters of the phrase and of its head word, where it stands, what it is.

    `human` is None where the phrase does not say; `key` is what a known or introduced name stands for.
    """

    start: int
    end: int
    head: tuple[int, int]
    sentence: int
    token: int
    form: Form
    human: bool | None
    plural: bool
    #: grammatical function of the phrase, that of the first for all that are joined by "and"
    dep: str
    key: str | None = None
    words: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


def made(
    view: View, n: int, i: int, form: Form, human: bool | None = None, words: tuple[str, ...] = (), key: str | None = None,
    plural: bool | None = None, first: int | None = None,
) -> Mention:  # fmt: skip
    """The mention headed by token i, with its noun phrase."""
    s, token = view.sentence, view.sentence.tokens[i]
    _, start, end = tree.text_of(s, tree.nominal_part(s, i) if form == "noun" else [i if first is None else first, i])
    many = token.tag in ("NNS", "NNPS") if plural is None else plural
    top = i + 1 if i + 1 < len(s.tokens) and token.head == i + 1 and bare(s.tokens[i + 1].text) in FORMS else i
    return Mention(start, end, (token.start, token.end), n, i, form, human, many, s.tokens[tree.first_conjunct(s, top)].dep, key, words)


def bare(word: str) -> str:
    """A word in small letters without its full stops."""
    return word.rstrip(".").lower()
