"""How well copies are told from texts of their own, on pairs with a verdict: precision and recall, with floors."""

from __future__ import annotations

from collections import Counter

from dragoman.linking.duplicates import Side, band_keys, decide, signature
from tests.linking.pairs import Pair, pairs

LEAST_PAIRS = 100
# A copy that is taken for a text of its own counts one source too many; two texts taken for one lose what one of them says.
PRECISION, RECALL = 1.0, 0.94


def verdict(pair: Pair) -> str | None:
    old, new = pair.urls or (None, None)
    finding = decide(Side(signature(pair.old), pair.old, old), Side(signature(pair.new), pair.new, new))
    assert finding.why
    assert not finding.candidate, "with both texts there is nothing left to be told"
    return None if finding.kind is None else str(finding.kind)


def test_precision_and_recall() -> None:
    listed = pairs()
    assert len(listed) >= LEAST_PAIRS
    counted = Counter((pair.kind, verdict(pair)) for pair in listed)
    wrong = [f"{pair.kind} > {found}: {pair.why}" for pair in listed if (found := verdict(pair)) != pair.kind]
    right = sum(count for (wanted, found), count in counted.items() if wanted == found and wanted is not None)
    found = sum(count for (_, kind), count in counted.items() if kind is not None)
    wanted = sum(count for (kind, _), count in counted.items() if kind is not None)
    told = f"precision {right}/{found} = {right / found:.2f}, recall {right}/{wanted} = {right / wanted:.2f}"
    print(f"\n{len(listed)} pairs, {told}", *wrong, sep="\n  ")
    assert right / found >= PRECISION
    assert right / wanted >= RECALL


def test_every_copy_is_a_candidate() -> None:
    missed = [pair.why for pair in pairs() if pair.kind in ("exact", "near") and not shared(pair)]
    assert missed == []


def shared(pair: Pair) -> set[int]:
    return set(band_keys(signature(pair.old))) & set(band_keys(signature(pair.new)))


def test_stories_that_have_nothing_in_common_are_no_candidates() -> None:
    texts = sorted({pair.old for pair in pairs()})
    keys = [set(band_keys(signature(text))) for text in texts]
    assert len(texts) >= 9
    assert not any(keys[i] & keys[j] for i in range(len(keys)) for j in range(i))
