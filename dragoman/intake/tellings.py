"""Records of the ledger as linking looks at them, and the keys under which they are found. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace

from dragoman.days import first_day
from dragoman.ledger.outlines import Outline
from dragoman.ledger.packing import Cut
from dragoman.linking.blocks import REACH, Key, is_short
from dragoman.linking.compare import SLACK
from dragoman.linking.setting import of_packed
from dragoman.linking.told import Told, amounts_of, content
from dragoman.linking.when import spell
from dragoman.model import Place

Days = tuple[int, int]


def light(one: Outline) -> Told:
    """Without words and amounts: enough to see whether two records can be one."""
    return Told(
        id=one.id,
        report=one.group,
        text=one.text,
        order=one.report,
        published=first_day(one.published) if one.published else None,
        type=one.type,
        mode=one.mode,
        status=one.status,
        negation=one.negation,
        actors=frozenset(a.code or a.kind for a in one.sides if a.side == "actor"),
        recipients=frozenset(a.code or a.kind for a in one.sides if a.side == "recipient"),
        people=frozenset((a.code or "", a.person.split()[-1].lower()) for a in one.sides if a.person and a.person.strip()),
        first=one.first_day,
        last=one.last_day,
        place=Place(*one.place) if one.place is not None else None,  # type: ignore[arg-type]
        amounts=frozenset(),
        trigger="",
        words=frozenset(),
        setting=of_packed(one.named, one.topic),
    )


def whole(bare: Told, plain: Mapping[str, Any], cut: Cut) -> Told:
    """With the words that are kept: of what `packing` packed of the event, and who cuts spans out of its report."""
    names = [side["name"] for side in (*plain.get("actors", ()), *plain.get("recipients", ()))]
    return replace(
        bare,
        amounts=amounts_of((a.get("item"), a.get("unit"), a.get("value")) for a in plain.get("amounts", ())),
        trigger=cut(*plain["trigger"]).text,
        words=content(" ".join(cut(*span).text for span in plain["evidence"]), names),
    )


@lru_cache(maxsize=65_536)
def hashed(key: Key) -> int:
    """A key of `blocks` as 48 bits; that two keys may have the same number costs a comparison."""
    kind, group, span = key
    return int.from_bytes(blake2b(f"{kind}|{group}|{span}".encode(), digest_size=6).digest(), "big")


def stand_days(t: Told) -> tuple[int, int, bool]:
    """The first day of a record and how many follow it, and whether only those whose days are close meet it."""
    lie = spell(t)
    return (0, 0, False) if lie is None else (lie.first, lie.last - lie.first, is_short(t, lie))


def reaches(t: Told) -> tuple[Days, Days]:
    """The days in which others are sought, and those for others with short dates."""
    lie = spell(t)
    if lie is None:
        return (0, 0), (0, 0)
    far = (lie.first - REACH, lie.last + REACH)
    return far, (lie.first - SLACK, lie.last + SLACK) if is_short(t, lie) else far
