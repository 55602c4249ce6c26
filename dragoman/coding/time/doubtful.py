"""When a four-digit number is a year, and when "March" or "May" is a month."""
from __future__ import annotations

from dragoman.coding.time.context import Context

#: Years that news writes bare before a noun ("the 1991 agreement").
FIRST_BARE, LAST_BARE = 1900, 2099


def is_year(context: Context, at: int) -> bool:
    """Whether the four-digit number at a token stands where a year does."""
    words, item = context.words, context.items[at]
    before, after = context.word(at - 1), context.word(at + 1)
    kind = context.kind(at - 1)
    value = int(item.number or 0)
    bare = FIRST_BARE <= value <= LAST_BARE
    if after in words.counted or before in words.year_never_after or context.kind(at + 1) in ("u", "*", "p"):
        return False
    counts = context.kind(at + 1) == "x" and after.endswith("s") and context.items[at + 1].text.islower()
    if counts and (value % 100 == 0 or not bare):
        return False
    if context.kind(at + 1) in ("&", "o", "-", "~") and context.kind(at + 2) == "N":
        return False
    if kind in ("&", ",", "o") and context.kind(at - 2) in ("Y", "Z") and bare:
        return True
    if kind and kind in "HqhSFBEX" or (kind == "-" and context.kind(at - 2) in ("E", "B")):
        return True
    if kind in ("(", ".") and context.kind(at + 1) in (")", "."):
        return bare and kind == "("
    name = context.items[at - 1].text if at else ""
    if len(name) > 2 and name.isalpha() and name.isupper() and not named_after(context, at):
        return bare  # "COP 2015"
    if before in words.year_before_weak:
        return bare and not (counts and before != "of")
    if before in words.year_before:
        return value >= 1400
    named = after.isalpha() and context.kind(at + 1) in ("x", "W", "M", "s")
    return bare and named and (kind in ("t", "a", "'") or before in words.possessives)


def named_after(context: Context, at: int) -> bool:
    """Whether a word that is no preposition follows: the number may count it."""
    return context.kind(at + 1) in ("x", "M", "C")


def is_month(context: Context, at: int) -> bool:
    """Whether a month's name without day or year is one: "in March", not "the March" nor "May said"."""
    words, item = context.words, context.items[at]
    before, after = context.word(at - 1), context.word(at + 1)
    if item.kind == "b":
        return item.text.endswith(".") and before in words.month_before | words.month_before_weak
    # A capital right before it makes a name ("Operation June"), unless the sentence begins there.
    if item.kind == "M":
        return context.items[at + 1].text not in words.name_after if at + 1 < len(context.items) else True
    if after in words.not_month_before:
        return False
    return before in words.month_before or before in words.month_before_weak or (
        context.kind(at - 1) == "-" and context.kind(at - 2) in ("E", "B")
    )
