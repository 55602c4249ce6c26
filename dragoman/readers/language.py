"""Is this English? Cheap: the script of the letters, then the share of words that English alone is full of."""
from __future__ import annotations

import re

from dragoman.errors import WrongLanguage

# Frequent English words that are rare or absent in other languages in Latin script: no "in", "a", "is", "was", "on",
# "as", "at", "for", "are", which Dutch, German, Danish, French, Portuguese or Romanian have too.
ENGLISH = frozenset(
    "the of to and that with by from which who has have had were been be will would it its this these he his they "
    "their said says not but after before between about into also than when there other could should".split()
)
# News English has a quarter of its words in that list, other languages under one in twenty.
ENOUGH, SHARE = 40, 0.10
FEW, SHARE_OF_FEW = 15, 0.05
# Letters above this are neither Latin nor Latin with accents (end of the block Latin Extended-B).
LAST_LATIN = "\u024f"
FOREIGN_SHARE = 0.3
WORD = re.compile(r"[^\W\d_]+")


def check_english(name: str, text: str) -> None:
    """Raise WrongLanguage where the text is surely not English; a few words in Latin script always pass."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(letter > LAST_LATIN for letter in letters)
    if foreign > FOREIGN_SHARE * len(letters) and len(letters) > FEW:
        raise _wrong(name, f"{foreign / len(letters):.0%} of its letters are of another script than Latin")
    words = WORD.findall(text.lower())
    share = sum(word in ENGLISH for word in words) / max(1, len(words))
    if (len(words) >= ENOUGH and share < SHARE) or (len(words) >= FEW and share < SHARE_OF_FEW):
        raise _wrong(name, f"only {share:.0%} of its words are common English words")


def _wrong(name: str, why: str) -> WrongLanguage:
    return WrongLanguage(f"{name}: not English", why, "translate it first: Dragoman reads no other language yet")
