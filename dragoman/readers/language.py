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
# Frequent words of other languages in Latin script that English hardly has: German, Dutch, Danish, Norwegian, Swedish,
# French, Spanish, Portuguese, Italian, Romanian, Polish, Turkish, Indonesian, Finnish.
OTHER = frozenset(
    "der und nicht ist eine einen dem mit auch sich het een niet zijn dat voor og som med til ikke av och att inte det "
    "les une est dans qui aux leur los las una que con para por como uma dos ao il gli del ha della delle che sono nel "
    "din pentru este nie jest przez oraz jako bir bu ve ile yang dan dengan untuk ja ei oli mukaan kertoi".split()
)
# News English has a quarter of its words in ENGLISH, other languages under one in twenty.
ENOUGH, SHARE = 40, 0.10
# A headline may have no such word at all, so fewer words are refused only where more of them are of another language, or
# where not even those are there that English shares with others.
FEW = 15
SHARED = frozenset("a an in on at as for is was are".split())
# Letters above this are neither Latin nor Latin with accents (end of the block Latin Extended-B).
NOT_LATIN = re.compile("[^\\x00-\u024f]")
FOREIGN_SHARE = 0.3
WORD = re.compile(r"[^\W\d_]+")


def check_english(name: str, text: str) -> None:
    """Raise WrongLanguage where the text is surely not English; a few words in Latin script always pass."""
    foreign = sum(letter.isalpha() for letter in NOT_LATIN.findall(text))
    if foreign:
        letters = sum(letter.isalpha() for letter in text)
        if foreign > FOREIGN_SHARE * letters and letters > FEW:
            raise _wrong(name, f"{foreign / letters:.0%} of its letters are of another script than Latin")
    words = WORD.findall(text.lower())
    english = sum(word in ENGLISH for word in words)
    other = sum(word in OTHER for word in words)
    none = english == 0 and SHARED.isdisjoint(words)
    if (len(words) >= FEW and (none or other > english)) or (len(words) >= ENOUGH and english < SHARE * len(words)):
        raise _wrong(name, f"only {english} of its {len(words)} words are common English words")


def _wrong(name: str, why: str) -> WrongLanguage:
    return WrongLanguage(f"{name}: not English", why, "translate it first: Dragoman reads no other language yet")
