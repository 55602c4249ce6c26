"""The results of `dragoman evaluate links` as lines to read; the totals come last."""
from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.evaluate.links import Links
    from dragoman.evaluate.tally import Share

NAME = 30


def links_body(result: Links) -> Iterator[str]:
    """Each pair that is linked wrongly or not at all, then a table by story."""
    from dragoman.cli.evaluation import wrong

    yield from wrong(result.records, "pair of reports")
    yield f"{'story':{NAME}} {'told':>9} {'recall':>9} {'if coded':>9} {'precision':>10}"
    for one in result.per_story:
        cells = f"{_of(one.told):>9} {_of(one.recall):>9} {_of(one.coded_recall):>9} {_of(one.precision):>10}"
        yield f"{shorten(one.name, NAME):{NAME}} {cells}"
    yield ""


def links_totals(result: Links) -> Iterator[str]:
    """The figures over all pairs; the stories written blind of the code apart."""
    from dragoman.cli.evaluation import bounds

    yield f"{result.stories} stories; of the quoted sentences {result.told:.3f} are coded as an event of a fitting type"
    if result.blind:
        blind = ", ".join(f"{name} {value:.3f}" for name, value in result.blind.items())
        yield f"stories written blind: {blind}"
    yield from bounds(result.intervals, f"{result.stories} stories")
    yield (
        f"pairs: precision {result.precision:.3f}, recall from the text up {result.recall:.3f}, "
        f"of those that the coder has on both sides {result.coded_recall:.3f}"
    )


def _of(share: Share) -> str:
    return f"{share.part}/{share.whole}"
