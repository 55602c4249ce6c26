"""Records of many reports to events: candidates, verdicts, clusters, lasting ids. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.linking.blocks import pairs
from dragoman.linking.cluster import Judged, clustered
from dragoman.linking.compare import Verdict, compare
from dragoman.linking.identity import named
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights, standard


class Linking(Struct, frozen=True):
    """`events`: record id -> event id; `verdicts`: on every pair that was compared."""

    events: Mapping[str, str]
    verdicts: tuple[Verdict, ...]


def link(
    records: Sequence[Told], judged: Sequence[Judged] = (), before: Mapping[str, str] | None = None, weights: Weights | None = None
) -> Linking:
    """The events of these records; `before`: the events that they had. The order of records and judgements changes nothing."""
    used = weights or standard()
    ordered = sorted(records, key=lambda t: (t.order, t.id))
    verdicts = tuple(compare(one, other, used) for one, other in pairs(ordered))
    clusters = clustered([t.id for t in ordered], verdicts, judged, used.threshold, {t.id: t.report for t in ordered})
    return Linking(named(clusters, before or {}, {t.id: t.order for t in ordered}), verdicts)
