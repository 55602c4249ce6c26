"""How many, of how many, which part, until when, and when it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.calendar_ends import last_day
from dragoman.coding.numerals import evaluate
from dragoman.coding.owed.acts import MEASURES, MONEY, Told, fronted
from dragoman.coding.owed.parties import SAYING
from dragoman.coding.owed.words import Words
from dragoman.coding.time import calendar
from dragoman.entries import AmountWords
from dragoman.model import Amount, CommitmentState, Sentence, TimeExpression

CALIBRES = frozenset({"mm", "millimetre", "millimeter", "inch", "kilometre", "km", "mile", "metre"})
LOTS = frozenset({"batch", "lot", "phase", "tranche", "instalment", "stage", "shipment", "delivery", "year", "month", "week", "day", "hour",
                  "side", "country", "government", "state", "party", "minister", "time", "page", "per"})  # fmt: skip
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest"})
#: words before a date that is not the new one
OLD = re.compile(
    r"\b(?:instead of|rather than|and not|not|originally|planned for|planned"
    r"|had been (?:due|set|promised)(?: for| by)?|initially|after|from"
    r"|since|scheduled for|foreseen for|due)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
WITHIN = re.compile(r"\bwithin\s+(?:the\s+next\s+|a\s+)?$", re.IGNORECASE)
AFTER = re.compile(r"\s+(?:of|after|from|following|later|earlier|late|ahead|behind)\b", re.IGNORECASE)
#: so much later than something else
COMPARED = re.compile(r"\b(?:later|earlier|ahead|behind)$", re.IGNORECASE)
THAN = re.compile(r"\s+(?:than|of)\b", re.IGNORECASE)
#: before a new day in a sentence of the past
TOWARD = re.compile(
    r"\b(?:(?:to|until|till|by|before)|(?:agreed on|promised for|set for|scheduled for|moved to"
    r"|now (?:due )?(?:on|for|in)|(?:date|target|deadline) "
    r"(?:is|of)|(?:named|set|speak of|spoke of)))\s+(?:the\s+)?(?:end\s+of\s+|close\s+of\s+)?$",
    re.IGNORECASE,
)
MISSED = re.compile(
    r"\b(?:not|never|failed|missed|without)\b[^;]*?\bby\s+(?:the\s+)?(?:deadline\s+(?:of\s+)?|end\s+of\s+)?(?:this\s+)?$", re.IGNORECASE
)
LENGTH = re.compile(r"P(\d+)([YMWD])$")
DAY = 10  # letters of a day
UNITS = {"Y": "Y", "M": "M", "W": "W", "D": "D"}


class HowMany(Struct, frozen=True):
    """`amount` of `unit`; `whole` where the text tells both ("6 of 12")."""

    amount: float | None = None
    whole: float | None = None
    unit: str | None = None


def how_many(found: Sequence[Amount], s: Sentence, told: Told, within: frozenset[int], words: AmountWords) -> HowMany:
    """The number on the thing; else the amount in its phrase, money first where money is owed."""
    counted = [a for a in found if a.value is not None and _counts(a) and _in_phrase(a, s, told, within)]
    if told.act == "payment":
        counted = [a for a in counted if is_money(a)] or counted
    elif told.act != "loose":
        counted = [a for a in counted if not is_money(a)]  # which is what the goods cost
    if (ordinal := _ordinal_of(s, told, words)) is not None:
        return ordinal
    if front := fronted(s):
        return _part_of_front(counted, s, told, front, words)
    near = s.tokens[told.things[0]].start if told.things else s.tokens[told.at].start
    best = min(counted, key=lambda a: abs(a.span.start - near), default=None)
    bare = _figure_before_of(s, told, within, words, best is not None)
    if bare is not None:
        few, whole = bare
        if whole is None and best is not None and best.value is not None and best.value > few:
            whole = best.value
        return HowMany(few, whole, (best.unit if is_money(best) else best.item or best.unit) if best is not None else None)
    on = _number_on(s, told, words) if told.act != "payment" or best is None else None
    if on is not None and (best is None or best.value != on):
        unit = s.tokens[told.things[0]].text if told.things else None
        return HowMany(on, _of_whole(s, told, on, words), unit)
    if best is None or best.value is None:
        return HowMany()
    behind = s.segment.text[best.span.end - s.segment.start : best.span.end - s.segment.start + 40]
    whole = next((a.value for a in counted if a is not best and a.span.start > best.span.start and " of " in behind), None)
    unit = best.unit if is_money(best) else best.item or best.unit
    return HowMany(best.value, whole if whole is not None and whole > best.value else None, unit)


def _in_phrase(a: Amount, s: Sentence, told: Told, within: frozenset[int]) -> bool:
    """Whether an amount stands on the thing, on what measures it or on the noun of the act; money anywhere in the act's part."""
    money = told.act in ("payment", "loose") and is_money(a)
    heads = [told.at] if told.how == "noun" or not told.things else []
    for j in told.things:
        heads.append(j)
        heads.extend(h for h in tree.up(s, j) if s.tokens[h].lemma.lower() in MEASURES | LOTS)
    tokens = within if money else {k for j in heads for k in tree.below(s, j)} & within
    return any(a.span.start <= s.tokens[k].start < a.span.end for k in tokens)


def _number_on(s: Sentence, told: Told, words: AmountWords) -> float | None:
    """The first number before the thing that is no calibre: "40,000 155 mm shells", "20 million"."""
    for j in told.things:
        if told.act == "payment" and s.tokens[j].lemma.lower() in LOTS | {"payment"}:
            continue  # "all four instalments"
        if s.tokens[j].lemma.lower() in MONEY:
            return _value(_whole_number(s, j), words)
        for k in tree.nominal_part(s, j):
            t = s.tokens[k]
            if t.tag == "CD" and k < j and not _is_calibre(s, k):
                value = _value(_whole_number(s, _last_figure(s, k, j)), words)
                if value is not None and not 1900 <= value <= 2100:
                    return value
    return None


def _of_whole(s: Sentence, told: Told, part: float, words: AmountWords) -> float | None:
    """ "250 of 1,000 soldiers", which parsers take for one number."""
    for j in told.things:
        figures = [k for k in tree.nominal_part(s, j) if s.tokens[k].tag == "CD" and k < j and not _is_calibre(s, k)]
        for k in figures:
            if k >= 2 and s.tokens[k - 1].lemma == "of" and s.tokens[k - 2].tag == "CD":
                whole = _value(_whole_number(s, _last_figure(s, k, j)), words)
                return whole if whole is not None and whole > part else None
    return None


def _is_calibre(s: Sentence, k: int) -> bool:
    return any(s.tokens[m].text.lower() in CALIBRES for m in (k + 1, k + 2) if m < len(s.tokens))


def _last_figure(s: Sentence, k: int, j: int) -> int:
    """The last word of the number that begins at k: "two hundred"."""
    while k + 1 < j:
        step = 2 if s.tokens[k + 1].text == "-" else 1  # "seventy-nine"
        if k + step >= j or s.tokens[k + step].tag != "CD" or _is_calibre(s, k + step):
            break
        k += step
    return k


def _part_of_front(counted: Sequence[Amount], s: Sentence, told: Told, front: frozenset[int], words: AmountWords) -> HowMany:
    """ "Of the 220 million dollars agreed, 120 million have been paid": 120 of 220."""
    figures = [k for k in sorted(front) if s.tokens[k].tag == "CD"]
    whole = _value(_whole_number(s, _last_figure(s, figures[0], len(s.tokens))), words)
    later = [t.i for t in s.tokens if t.tag == "CD" and t.i not in front and not _is_calibre(s, t.i)]
    part = _value(_whole_number(s, _last_figure(s, later[0], len(s.tokens))), words) if later else None
    unit = next((("" if is_money(a) else a.item) or a.unit for a in counted), None)
    return HowMany(part, whole if part is not None and whole is not None and whole > part else None, unit)


def is_money(a: Amount) -> bool:
    """Whether its unit is a currency, which stands by its code."""
    return bool(a.unit and a.unit.isupper())


def _ordinal_of(s: Sentence, told: Told, words: AmountWords) -> HowMany | None:
    """ "the first of five regiments", "the first two of five regiments": one or two, of five."""
    for j in told.things:
        over = s.tokens[s.tokens[j].head]
        above = s.tokens[over.head]
        if s.tokens[j].dep != "pobj" or over.lemma != "of" or above.lemma.lower() not in ORDINALS:
            continue
        figures = [k for k in tree.nominal_part(s, j) if s.tokens[k].tag == "CD" and k < j and not _is_calibre(s, k)]
        whole = _value(_whole_number(s, _last_figure(s, figures[0], j)), words) if figures else None
        behind = s.tokens[above.i + 1]
        many = _value(behind.text, words) if behind.tag == "CD" else 1.0
        return HowMany(many, whole, s.tokens[j].text) if whole is not None else None
    return None


def _figure_before_of(
    s: Sentence, told: Told, within: frozenset[int], words: AmountWords, counted: bool
) -> tuple[float, float | None] | None:
    """ "20 of the 40 vehicles", "three of five", "the remaining 20": a number that stands without a noun, and of how many."""
    for t in s.tokens:
        alone = t.tag == "CD" and t.i in within and t.dep in ("dobj", "nsubj", "nsubjpass", "pobj", "ROOT", "attr")
        of = bool(tree.preposition_objects(s, t.i, "of"))
        if alone and t.lemma.lower() not in MONEY and (of or not counted or t.i in told.things):
            value = _value(_whole_number(s, t.i), words)
            if value is not None and not 1900 <= value <= 2100:
                heads = tree.preposition_objects(s, t.i, "of")
                behind = [k for o in heads for k in tree.nominal_part(s, o) if s.tokens[k].tag == "CD" and not _is_calibre(s, k)]
                whole = _value(_whole_number(s, _last_figure(s, behind[0], heads[0])), words) if behind else None
                return value, whole if whole is not None and whole > value else None
    return None


def _whole_number(s: Sentence, i: int) -> str:
    """ "two hundred", of which the parse has "hundred" as the head."""
    first = i
    while first and (s.tokens[first - 1].tag == "CD" or s.tokens[first - 1].text == "-" and first > 1 and s.tokens[first - 2].tag == "CD"):
        first -= 1
    return " ".join(t.text for t in s.tokens[first : i + 1] if t.text != "-")


def _value(text: str, words: AmountWords) -> float | None:
    first, *rest = text.replace(",", "").split()
    if first.replace(".", "", 1).isdigit():
        scale = [words.multipliers[word.lower().rstrip("s")] for word in rest if word.lower().rstrip("s") in words.multipliers]
        return float(first) * (scale[0] if scale else 1)
    return evaluate(text, words) or None


def _counts(a: Amount) -> bool:
    words = (a.item or a.unit or "").lower().split()
    if not words or words[0] in CALIBRES:
        return False
    return words[-1].rstrip("s") not in LOTS and words[-1] not in ("batches", "deliveries", "countries", "parties")


#: a sentence that tells of the first part and of another
SEVERAL = "several"
TIME_NOUNS = frozenset({"year", "month", "week", "day", "quarter", "january", "february", "march", "april", "may", "june", "july", "august",
                        "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                        "sunday", "night", "time", "summer", "autumn", "spring", "winter", "term", "minute"})  # fmt: skip


def part_of(s: Sentence, told: Told, within: frozenset[int], known: Words) -> str | None:
    """Which part: by words on the thing, on what measures it, or on the noun of the act."""
    near: set[str] = set()
    heads = {*told.things, *([told.at] if told.how == "noun" else [])}
    heads |= {t.i for t in s.tokens if t.i in within and t.lemma.lower() in MEASURES | LOTS and t.text.lower() != "parts"}
    heads |= {s.tokens[j].head for j in heads if s.tokens[s.tokens[j].head].tag == "CD"}
    for t in s.tokens:
        if t.i not in within or s.tokens[t.head].lemma.lower() in TIME_NOUNS or (tree.is_verb(t) and t.dep != "amod"):
            continue
        if t.text.lower() == "other" and "the" not in {s.tokens[c].text.lower() for c in tree.children(s, t.head, "det")}:
            continue  # "350 other soldiers"
        if t.i in heads or t.head in heads:
            near.update((t.lemma.lower(), t.text.lower()))
            if t.tag == "CD" and t.i > t.head and s.tokens[t.head].lemma.lower() in LOTS:  # "lot two"
                near.add("first" if t.text.lower() in ("one", "1") else "second")
    named = [name for name in ("last", "first", "second") if near & known.parts[name]]
    return SEVERAL if "first" in named and len(named) > 1 else named[0] if named else None


def due_of(
    times: Sequence[TimeExpression], s: Sentence, state: CommitmentState, published: str | None, part: str | None = None
) -> str | None:
    """The last day of what is said to come; of a delay the new one, of several parts that of the last."""
    found = due_time(times, s, state, published, part)
    return last_day(found.end) if found is not None and found.end else None


def due_time(
    times: Sequence[TimeExpression], s: Sentence, state: CommitmentState, published: str | None, part: str | None = None
) -> TimeExpression | None:
    """The words that say so, read as ahead of the report."""
    if state in ("fulfilled", "partly_fulfilled", "cancelled", "lapsed", "disputed"):
        return None
    ahead = [t for t in (_forward(t, s, published) for t in times) if t.end and t.bound != "since" and _is_ahead(t, published)]
    ahead = [t for t in ahead if not _compares(t, s)] or ([] if any(_compares(t, s) for t in ahead) and state != "delayed" else ahead)
    missed = state == "delayed"
    new = [t for t in ahead if not OLD.search(_before(t, s)) and not (missed and MISSED.search(_before(t, s, 400)))]
    new = new or ([] if missed else ahead)
    bounded = [t for t in new if t.bound == "by"]
    if part == SEVERAL and new:
        chosen = sorted(new, key=lambda t: t.end or "")[-1:]
    elif state == "delayed":
        later = [t for t in new if published is None or (t.end or "") >= published[: len(t.end or "")]]
        chosen = sorted(later or new, key=lambda t: t.end or "")[-1:]
    else:
        chosen = bounded or new
    return chosen[0] if chosen else None


def _compares(t: TimeExpression, s: Sentence) -> bool:
    """ "a month later than planned": no day of its own."""
    behind = s.segment.text[t.span.end - s.segment.start :]
    return COMPARED.search(t.span.text) is not None and THAN.match(behind) is not None or AFTER.match(behind) is not None and (
        re.match(r"\s+(?:later|earlier|late|ahead|behind)\b", behind) is not None
    )  # fmt: skip


def _is_of_saying(t: TimeExpression, s: Sentence) -> bool:
    """ "was handed over on 17 June, the ministry said on Thursday": Thursday."""
    at = next((token.i for token in s.tokens if t.span.start <= token.start < t.span.end), None)
    verb = next((h for h in tree.up(s, at) if tree.is_verb(s.tokens[h])), None) if at is not None else None
    return verb is not None and s.tokens[verb].lemma in SAYING


def _before(t: TimeExpression, s: Sentence, letters: int = 80) -> str:
    at = t.span.start - s.segment.start
    return s.segment.text[max(0, at - letters) : at]


def _is_ahead(t: TimeExpression, published: str | None) -> bool:
    assert t.end is not None
    return published is None or t.bound == "by" or t.end[: len(published)] > published[: len(t.end)]


def _forward(t: TimeExpression, s: Sentence, published: str | None) -> TimeExpression:
    """What is to come lies ahead: "extended to 31 May", "within six months" in a sentence of the past."""
    if published is None or len(published) < DAY:
        return t
    length = LENGTH.match(t.value) if t.type == "DURATION" and t.end is None and WITHIN.search(_before(t, s)) else None
    if t.type == "DURATION" and AFTER.match(s.segment.text[t.span.end - s.segment.start :]):
        return replace(t, end=None)  # "within thirty days of entry into force"
    if length is not None:
        end = calendar.shift(date.fromisoformat(published), int(length[1]), UNITS[length[2]]).isoformat()
        return replace(t, end=end, bound="by")
    if t.end is None or t.end[: len(published)] >= published[: len(t.end)] or re.search(r"\d{4}", t.span.text) or t.end[4:5] != "-":
        return t
    later = f"{int(t.end[:4]) + 1}{t.end[4:]}"
    toward = TOWARD.search(_before(t, s)) and not MISSED.search(_before(t, s, 400))
    named = re.search(r"[A-Z]", t.span.text) and not re.search(r"day\b", t.span.text)
    return replace(t, end=later) if toward and t.type == "DATE" and later > published and named else t


def date_of(times: Sequence[TimeExpression], s: Sentence, state: CommitmentState, published: str | None) -> str | None:
    """The day of the change: on which it was done, or, where that is not told, said; of what is done "by 28 October" that day."""
    done = state in ("fulfilled", "partly_fulfilled")
    if done:
        times = [t for t in times if not _is_of_saying(t, s)] or times
    days = [t.start for t in times if t.start and t.start == t.end and len(t.start) == DAY]
    days += [t.end for t in times if done and t.bound == "by" and t.end and len(t.end) == DAY]
    return next((day for day in days if published is None or day <= published), None)
