"""What stands around a record in its report: whom the report names, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from msgspec import Struct

from dragoman.linking.normalise import NUMBER, own_words

#: words of a report that are kept as what it is about: the first ones, as news begins with what is new
ABOUT = 48
#: bytes of the hash of a word
WIDTH = 3
#: words that say nothing of which happening is meant; stems, as `stems_of` gives them
IDLE = frozenset(
    """the and for with from that this were was has have had his her its their they them who which will would said say says told on at
    after before also been about into over more than two new when where while what there year month week day monday tuesday wednesday
    thursday friday saturday sunday report news agency official statement minister president government state country foreign""".split()
)


class Setting(Struct, frozen=True):
    """`named`: codes of the states and bodies that the report names, most often named first; `topic`: hashed stems of its words."""

    named: tuple[str, ...] = ()
    topic: frozenset[int] = frozenset()


NOWHERE = Setting()


def setting_of(named: Iterable[str], text: str) -> Setting:
    """The setting that a report's own text gives."""
    return Setting(tuple(named), unpacked(topic(text)))


def topic(text: str) -> bytes:
    """The words that tell what a text is about, three bytes each: the first of headline and body that are not idle."""
    body = own_words(text)
    stems = (s for s in (*body.headline, *body.stems) if len(s) > 2 and s not in IDLE and not NUMBER.search(s))
    first = list(dict.fromkeys(stems))[:ABOUT]
    return b"".join(blake2b(stem.encode(), digest_size=WIDTH).digest() for stem in first)


def unpacked(packed: bytes | None) -> frozenset[int]:
    """The numbers that `topic` packed; none of none."""
    some = packed or b""
    return frozenset(int.from_bytes(some[at : at + WIDTH], "big") for at in range(0, len(some), WIDTH))
