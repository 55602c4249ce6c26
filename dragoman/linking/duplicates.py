"""Whether a report is a copy of another, a later version of it, or a text of its own. Nothing here is merged on likeness alone.

    signature(text)            what is kept of a text, whether or not the text is
    band_keys(signature)       integers: two reports that share one are candidates (an index in a database finds them)
    decide(old, new)           what the pair is, on the texts themselves, or as far as the signatures allow

Candidates come from MinHash over runs of three words (Broder 1997), of the whole text and of its beginning by itself: copies
are cut from the end. The verdict comes from the sentences: which the shorter text shares with the longer, and whether one that
is nearly shared tells of something else (`differences`).
"""

from __future__ import annotations

import hashlib
import struct
from enum import StrEnum

from msgspec import Struct

from dragoman.linking.comparison import Comparison, compare, far
from dragoman.linking.normalise import own_words

__all__ = ["Comparison", "Finding", "Kind", "Side", "band_keys", "compare", "decide", "same_page", "signature", "similarity", "verify"]

LAYOUT = 1
SEED = 20_200_904
SHINGLE = 3
ROWS = 3
WHOLE, LEAD = 48, 12  # hashes; with three rows a band, half the words in common give a candidate with 0.88, six tenths with 0.98
LEAD_WORDS = 50
LOW = 0xFFFF  # 16 bits of a hash are enough for three of them to agree by chance once in 10^14
BODY_SIZE, HEADLINE_SIZE, FIRST_SIZE = 16, 8, 6
HEADER = struct.Struct(f">B{BODY_SIZE}s{HEADLINE_SIZE}s{FIRST_SIZE}sBB")  # the last two: month and day of the dateline
FIRST_BAND = 1 << 14  # of the first sentence, which a brief is cut down to
SAME_STORY = 0.15  # of the runs of three words: less in common, and an address was given to another story
LIKELY = 0.5
CAMPAIGNS = ("utm_", "fbclid", "gclid")


class Kind(StrEnum):
    """What a report is to an earlier one."""

    EXACT = "exact"  # the same words, after agency's marks, bylines and spelling
    NEAR = "near"  # the same text, edited, cut, or under another headline
    VERSION = "version"  # the same page, later


class Side(Struct, frozen=True):
    """One report of a pair; `text` is None where it was not kept."""

    signature: bytes
    text: str | None = None
    url: str | None = None


class Finding(Struct, frozen=True):
    """`kind` is None for texts of their own. `candidate` is true where the texts would be needed to tell and one is not kept:
    alike, and not to be merged. `why` says it in words."""

    kind: Kind | None
    why: str
    candidate: bool = False


def signature(text: str) -> bytes:
    """153 bytes: fingerprints of body, headline and first sentence, the dateline's day, MinHash of the whole and the beginning."""
    from rensa import CMinHash

    body = own_words(text)
    stems = body.stems
    hashes: list[int] = []
    for part, number in ((stems, WHOLE), (stems[:LEAD_WORDS], LEAD)):
        sketch = CMinHash(num_perm=number, seed=SEED)
        sketch.update(_shingles(part))
        hashes += (value & LOW for value in sketch.digest())
    first = body.sentences[0].stems if body.sentences else ()
    layout = LAYOUT << 4 | CMinHash.ALGORITHM_VERSION
    prints = _hash(stems, BODY_SIZE), _hash(body.headline, HEADLINE_SIZE), _hash(first, FIRST_SIZE)
    header = HEADER.pack(layout, *prints, *(body.dated or (0, 0)))
    return header + struct.pack(f">{WHOLE + LEAD}H", *hashes)


def _shingles(stems: tuple[str, ...]) -> list[str]:
    if len(stems) <= SHINGLE:
        return [" ".join(stems)]
    return [" ".join(stems[i : i + SHINGLE]) for i in range(len(stems) - SHINGLE + 1)]


def _hash(stems: tuple[str, ...], size: int) -> bytes:
    """Zeros for no words at all."""
    return hashlib.blake2b(" ".join(stems).encode(), digest_size=size).digest() if stems else bytes(size)


def _hashes(kept: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f">{WHOLE + LEAD}H", kept, HEADER.size)


def band_keys(kept: bytes) -> tuple[int, ...]:
    """21 integers below 2^63. None for a text without words, which is like every other such."""
    _, body, _, first, *_ = HEADER.unpack_from(kept)
    if not any(body):
        return ()
    hashes = _hashes(kept)
    keys = [FIRST_BAND << 48 | int.from_bytes(first)]
    for band, start in enumerate(range(0, WHOLE + LEAD, ROWS)):
        one, two, three = hashes[start : start + ROWS]
        keys.append(band << 48 | one << 32 | two << 16 | three)
    return tuple(keys)


def similarity(old: bytes, new: bytes) -> float:
    """The share of their runs of three words that two texts have in common (Jaccard), estimated; 0 for other layouts."""
    if old[0] != new[0]:
        return 0.0
    return sum(left == right for left, right in zip(_hashes(old)[:WHOLE], _hashes(new)[:WHOLE], strict=True)) / WHOLE


def verify(old_text: str, new_text: str) -> Kind | None:
    """EXACT, NEAR, or None for texts of their own, on the texts alone."""
    return _kind(compare(old_text, new_text))


def decide(old: Side, new: Side) -> Finding:
    """What `new` is to `old`, which was read before it."""
    whole = _same_words(old.signature, new.signature)
    if whole is not None and old.text is None:
        return Finding(whole, "the same words")
    alike = similarity(old.signature, new.signature)
    if whole is None and same_page(old.url, new.url) and _same_story(old, new, alike):
        return Finding(Kind.VERSION, "the same page, with another text")
    if old.text is None or new.text is None:
        likely = alike >= LIKELY
        return Finding(None, "the text is not kept, so it cannot be told" if likely else "a text of its own", likely)
    comparison = compare(old.text, new.text)
    return Finding(_kind(comparison), comparison.why)


def _kind(comparison: Comparison) -> Kind | None:
    if comparison.same_body:
        return Kind.EXACT if comparison.same_headline else Kind.NEAR
    return Kind.NEAR if comparison.copied else None


def _same_words(old: bytes, new: bytes) -> Kind | None:
    if old[0] != new[0]:
        return None
    (_, body, headline, _, *day), (_, other_body, other_headline, _, *other_day) = HEADER.unpack_from(old), HEADER.unpack_from(new)
    if not any(body) or body != other_body or far(tuple(day), tuple(other_day)):
        return None
    return Kind.EXACT if headline == other_headline or not any(headline) or not any(other_headline) else Kind.NEAR


def _same_story(old: Side, new: Side, alike: float) -> bool:
    """Live pages and pages of the latest news have one address for many stories."""
    if alike >= SAME_STORY:
        return True
    (_, _, headline, *_), (_, _, other, *_) = HEADER.unpack_from(old.signature), HEADER.unpack_from(new.signature)
    if any(headline) and headline == other:
        return True
    return old.text is not None and new.text is not None and compare(old.text, new.text).shared >= SAME_STORY


def same_page(old: str | None, new: str | None) -> bool:
    """Whether two addresses are of one page: scheme, `www.`, mobile hosts, fragments and marks of campaigns apart."""
    return old is not None and new is not None and page(old) == page(new)


def page(url: str) -> str:
    """The address without what does not name the page."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return url
    for prefix in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(prefix)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in asked if not key.lower().startswith(CAMPAIGNS)]
    path = parts.path.removesuffix("/amp").removesuffix("/") or "/"
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{path}{query}"
