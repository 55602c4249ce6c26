"""The columns of an event as a row of a table: their kinds for typed formats, and what the codebook says of them."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

Kind = Literal["text", "number", "integer"]
Row = Mapping[str, Any]


class Column(Struct, frozen=True):
    """`says` is the codebook's entry, at most 80 characters, which is what Stata's labels hold."""

    name: str
    kind: Kind
    says: str


def _text(name: str, says: str) -> Column:
    return Column(name, "text", says)


EVENT = (
    _text("id", "the event's id, kept through linking and recoding"),
    _text("type", "PLOVER event type"),
    _text("mode", "PLOVER mode, where there is one"),
    _text("quad", "quad class"),
    Column("score", "number", "score of the type on Goldstein's scale, -10 to 10"),
    _text("cameo", "CAMEO code nearest to type and mode"),
    Column("confidence", "number", "how likely the coding is right, 0 to 1"),
    _text("status", "occurred, ongoing, planned, expected, possible, negated, alleged"),
    _text("negation", "why negated: denied, ruled_out, cancelled, postponed, failed, none_planned"),
    Column("certainty", "integer", "-3 certainly not to 3 certainly, as the report tells it"),
    _text("contexts", "PLOVER contexts, several with '; ' between them"),
    _text("actors", "codes of who acts: ISO 3166-1 alpha-3, or a body's own"),
    _text("actor_names", "names of who acts, as the report has them"),
    _text("recipients", "codes of who undergoes it"),
    _text("recipient_names", "names of who undergoes it"),
    _text("start", "first day, ISO; shorter where it is coarser (2024-03)"),
    _text("end", "last day, ISO; shorter where it is coarser"),
    _text("place_name", "place"),
    _text("place_country", "country of the place"),
    Column("place_lat", "number", "latitude, WGS 84"),
    Column("place_lon", "number", "longitude, WGS 84"),
    _text("place_precision", "exact, city, region, country, unknown"),
    _text("attributed_to", "whom the report credits"),
    _text("trigger", "words that name the event"),
    _text("evidence", "sentences that tell of it, word for word"),
    Column("records", "integer", "how many reports' records tell of it"),
    Column("texts", "integer", "how many independent texts they are (copies tell nothing more)"),
    _text("reports", "ids of the reports"),
    _text("sources", "their sources"),
    _text("published", "when the first of them was published, ISO"),
)
NAMES = tuple(column.name for column in EVENT)
