"""Which words name arms, and of which category: the lists of `weapons.toml`, and where a text has one at the head of its phrase."""
from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "weapons.toml"
#: what may stand behind the head of a noun phrase; after any other word in the singular the noun only says of what kind that is
BEHIND = frozenset(
    """a after and are as at because before but by can could each for from had has have in into is made may more must now of off on or out
    over shall should since so than that the to under until was were when which while who will with within without worth would""".split()
)
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
#: of one form in singular and plural
SAME = ("craft", "arms", "ammunition", "armour", "armor", "equipment", "hardware", "weaponry")


class Weapon(Struct, frozen=True):
    """A noun in the singular with SIPRI's category; `major`: SIPRI's registers have it; `doubtful`: it names other things as well."""

    noun: str
    category: str
    major: bool
    doubtful: bool


class Arms(Struct, frozen=True):
    """`forms`: every noun, singular and plural, with what it names; the other words as `weapons.toml` has them; `longest` in words."""

    forms: dict[str, Weapon]
    plurals: frozenset[str]
    military: re.Pattern[str]
    paper: frozenset[str]
    counters: frozenset[str]
    longest: int


class Found(Struct, frozen=True):
    """A weapon and where the text names it."""

    weapon: Weapon
    start: int
    end: int


@lru_cache(maxsize=1)
def arms() -> Arms:
    """The packaged lists; read once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    named = [
        Weapon(noun, one["id"], one.get("register", True), kind == "doubtful")
        for one in data["category"] for kind in ("nouns", "doubtful") for noun in one.get(kind, ())
    ]  # fmt: skip
    plurals = {plural(one.noun): one for one in named}
    words = "|".join(sorted(map(re.escape, data["military"]), key=len, reverse=True))
    paper, counters = (frozenset(form for word in data[name] for form in (word, plural(word))) for name in ("paper", "counters"))
    military = re.compile(rf"(?<![\w-])(?:{words})s?\b", re.IGNORECASE)
    forms = {one.noun: one for one in named} | plurals
    return Arms(forms, frozenset(plurals), military, paper, counters, max(form.count(" ") for form in forms) + 1)


def plural(noun: str) -> str:
    """Of an English noun as `weapons.toml` has them."""
    if noun.endswith(SAME):
        return noun
    if noun.endswith(("ss", "sh", "ch", "x")) or noun == "torpedo":
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeo" else f"{noun}s"


def is_military(texts: Sequence[str], known: Arms) -> bool:
    """Whether one of them speaks of armed forces."""
    return any(known.military.search(text) for text in texts)


def named(text: str, known: Arms) -> list[Found]:
    """Every noun that names arms at the head of its phrase, in the order of the text; of several that begin at one word the longest."""
    words = [(match[0].lower(), match.start(), match.end()) for match in WORD.finditer(text)]
    found: list[Found] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(known.longest, 0, -1) if _is(words[at : at + n], n, known)), 0)
        last = at + length - 1
        if length and _is_head(" ".join(word for word, _, _ in words[at : last + 1]), text, words, last, known):
            weapon = known.forms[" ".join(word for word, _, _ in words[at : last + 1])]
            found.append(Found(weapon, words[at][1], words[last][2]))
        at += length or 1
    return found


Words = Sequence[tuple[str, int, int]]


def _is(words: Words, length: int, known: Arms) -> bool:
    return len(words) == length and " ".join(word for word, _, _ in words) in known.forms


def _is_head(form: str, text: str, words: Words, last: int, known: Arms) -> bool:
    """A plural, or a singular that no further noun follows: "a mortar from Oman", not "mortar crews"."""
    if form in known.plurals and not form.endswith(SAME):
        return True
    if last + 1 == len(words):
        return True
    behind, start, _ = words[last + 1]
    return text[words[last][2] : start].strip() != "" or behind in BEHIND or behind.endswith("ed")


def heads(phrase: str) -> str:
    """The last word of a short phrase before what hangs on it: "a contract with Turkey" gives "contract"."""
    last = ""
    for match in WORD.finditer(phrase):
        word = match[0].lower()
        if last and (word in BEHIND or word.endswith("ed")) and last not in ("a", "the"):
            break
        last = word
    return last
