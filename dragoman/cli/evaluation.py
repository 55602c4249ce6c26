"""The results of an evaluation as lines to read, at most 100 columns wide; the totals come last."""
from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from dragoman.evaluate.actors import Actors
from dragoman.evaluate.changes import Changes, Record
from dragoman.evaluate.followed import Followed
from dragoman.evaluate.links import Links
from dragoman.evaluate.mentions import Mentions
from dragoman.evaluate.placed import Places
from dragoman.evaluate.related import Related
from dragoman.evaluate.reports import Reports
from dragoman.evaluate.status import Statuses
from dragoman.evaluate.suite import Suite
from dragoman.evaluate.tally import Share
from dragoman.evaluate.timed import Times

if TYPE_CHECKING:
    from dragoman.evaluate.reasons import Difference

Result = Reports | Related | Times | Places | Statuses | Actors | Mentions | Links | Followed | Suite
WIDTH = 100
#: Columns of a matrix beside the rows' names; more types are listed as pairs.
CELL, LABEL = 5, 11
NONE = "none"
#: Columns of a form's name.
FORM = 26
#: Characters of a sentence that are shown.
LONGEST = 180


def told(result: Result, changes: Changes | None) -> Iterator[str]:
    """All lines: misses with reasons, changes, figures."""
    body = {
        Reports: reports_body, Related: relations_body, Times: times_body, Places: places_body, Statuses: status_body,
        Actors: actors_body, Mentions: mentions_body, Links: links_body, Followed: follow_body, Suite: suite_body,
    }[type(result)]  # fmt: skip
    yield from body(result)  # type: ignore[operator]
    if changes is not None:
        yield from changed(changes)
    totals = {
        Reports: reports_totals, Related: relations_totals, Times: times_totals, Places: places_totals, Statuses: status_totals,
        Actors: actors_totals, Mentions: mentions_totals, Links: links_totals, Followed: follow_totals, Suite: suite_totals,
    }[type(result)]  # fmt: skip
    yield from totals(result)  # type: ignore[operator]


def left_out(result: Result) -> Mapping[str, int]:
    """Entries that could not be compared, by reason."""
    return result.result.left_out if isinstance(result, Related) else result.left_out


def reports_body(result: Reports) -> Iterator[str]:
    """Each difference, then tables by report and by type."""
    yield from differences("MISSED: what every annotator has and the coder has not", result.misses)
    yield from differences("EXTRA: what the coder has and no annotator", result.extras)
    yield f"{'report':24} {'recall':>9} {'precision':>10}"
    for one in result.per_report:
        recall, precision = one.found.recall, one.found.precision
        yield f"{shorten(one.name, 24):24} {f'{recall.part}/{recall.whole}':>9} {f'{precision.part}/{precision.whole}':>10}"
    yield ""
    yield f"{'type':{LABEL}} {'recall':>16} {'precision':>16} {'F1':>7}"
    for name, kind in result.per_type.items():
        cells = (f"{share.value:.3f} {f'({share.part}/{share.whole})':>9}" for share in (kind.found, kind.right))
        yield f"{name:{LABEL}} {'  '.join(f'{cell:>15}' for cell in cells)} {kind.f1:7.3f}"
    yield ""
    yield from matrix(result.confusion)


def differences(heading: str, found: Sequence[Difference]) -> Iterator[str]:
    """Each with its reason and its sentence; at the end how often each reason is met."""
    yield f"{heading} ({len(found)})"
    for one in found:
        status = f" {one.status}" if one.status not in ("", "occurred") else ""
        yield from wrapped(f"{one.id}  {one.type}{status}  {one.sides}  {one.trigger!r}", 2)
        yield from wrapped(f"{one.reason}: {one.detail}", 6)
        yield from wrapped(quoted(one.sentence), 6)
    counts = Counter(one.reason for one in found).most_common()
    yield from wrapped("reasons: " + (", ".join(f"{reason} {number}" for reason, number in counts) or "none"), 2)
    yield ""


def quoted(sentence: str) -> str:
    """The sentence, shortened, in quotes; nothing for none."""
    text = shorten(sentence, LONGEST, placeholder=" \u2026")
    return f"\u201c{text}\u201d" if text else ""


def wrapped(text: str, indent: int) -> list[str]:
    """The text on lines that fit, indented."""
    return textwrap.wrap(" ".join(text.split(" ")), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


def matrix(cells: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Rows: annotated; columns: coded, by their first letters. As a list of mistakes where it would be too wide."""
    columns = sorted({column for row in cells.values() for column in row}, key=lambda name: (name == NONE, name))
    if LABEL + CELL * len(columns) > WIDTH or len({name[:4] for name in columns}) < len(columns):
        yield "annotated as ... and coded as ..."
        yield from (f"  {row} as {column}: {n}" for row, counts in cells.items() for column, n in counts.items() if row != column)
    else:
        yield "annotated (rows) and coded as (columns, by their first letters)"
        yield " " * LABEL + "".join(f"{name[:4]:>{CELL}}" for name in columns)
        for row in sorted(cells, key=lambda name: (name == NONE, name)):
            yield f"{row:{LABEL}}" + "".join(f"{cells[row].get(name, '.'):>{CELL}}" for name in columns)
    yield ""


def reports_totals(result: Reports) -> Iterator[str]:
    """Agreement of each pair, then what is found of offices, commitments, events."""
    shown = [f"{pair.one}-{pair.other}" for pair in result.pairs]
    wide = max(12, *(len(name) for name in shown))
    rows = {
        "F1": [f"{pair.f1:.3f}" for pair in result.pairs],
        "agree": [str(pair.tally.agree) for pair in result.pairs],
        "of events": [f"{pair.tally.one} and {pair.tally.other}" for pair in result.pairs],
    }
    for name in result.pairs[0].tally.facets:
        shares = [pair.tally.facets[name] for pair in result.pairs]
        rows[name] = [f"{share.value:.3f}/{share.whole}" for share in shares]
    yield f"{'':14}" + "".join(f"  {name:>{wide}}" for name in shown)
    for label, values in rows.items():
        yield f"{label:14}" + "".join(f"  {value:>{wide}}" for value in values)
    yield ""
    offices, owed, due = result.offices, result.commitments, result.commitments_due
    yield f"offices      recall {offices.recall.part}/{offices.recall.whole}  precision {offices.precision.part}/{offices.precision.whole}"
    yield (
        f"commitments  recall {owed.recall.part}/{owed.recall.whole}  precision {owed.precision.part}/{owed.precision.whole}"
        f"  right due date on {due.part} of {due.whole} dated"
    )
    yield from bounds(result.intervals, f"{result.reports} reports")
    number = len(result.annotators)
    whom, either = {1: ("the annotator coded", "it"), 2: ("both annotators coded", "either")}.get(number, ("all annotators coded", "any"))
    recall, precision = result.events.recall, result.events.precision
    yield (
        f"recall of events {whom} {result.recall:.3f} ({recall.part}/{recall.whole}), "
        f"precision against {either} {result.precision:.3f} ({precision.part}/{precision.whole})"
    )
    yield f"F1 {result.f1:.3f}"


def bounds(intervals: Mapping[str, Sequence[float]], units: str) -> Iterator[str]:
    """The intervals on as few lines as they need; nothing where there are none."""
    if not intervals:
        return
    shown = ", ".join(f"{name} {low:.3f} to {high:.3f}" for name, (low, high) in intervals.items())
    yield from wrapped(f"95 % intervals (bootstrap over {units}): {shown}", 0)


def relations_body(result: Related) -> Iterator[str]:
    """The rows that are wrong, then tables by type."""
    yield from wrong(result.records, "row")
    yield f"{'type':{LABEL}} {'precision':>9} {'recall':>9} {'F1':>9} {'rows':>6}"
    for name, kind in result.result.per_type.items():
        yield f"{name:{LABEL}} {kind.precision:9.3f} {kind.recall:9.3f} {kind.f1:9.3f} {kind.support:6}"
    yield ""
    yield from matrix(result.result.confusion)


def relations_totals(result: Related) -> Iterator[str]:
    """The figures of all rows, and of odd and even ones where the rows are numbered."""
    whole = result.result
    yield f"{'':10} {'rows':>6} {'accuracy':>9} {'macro F1':>9} {'of quad classes':>16}"
    for name, part in (("odd ids", whole.odd), ("even ids", whole.even), ("all", whole)):
        if part is not None:
            yield f"{name:10} {part.rows:6} {part.accuracy:9.3f} {part.macro_f1:9.3f} {part.quad_macro_f1:16.3f}"
    yield from bounds({name: (one.low, one.high) for name, one in whole.intervals.items()}, f"{whole.rows} rows")


def times_body(result: Times) -> Iterator[str]:
    """The expressions that are wrong, and those found beside the annotated ones."""
    yield from wrong(result.records, "expression")


def times_totals(result: Times) -> Iterator[str]:
    """The three F1 figures."""
    yield f"{result.gold} expressions in {result.documents} articles, {result.found} found"
    yield f"overlapping: precision {result.relaxed_precision:.3f}, recall {result.relaxed_recall:.3f}"
    yield from bounds(result.intervals, f"{result.documents} articles")
    yield f"F1 of equal spans {result.strict_f1:.3f}, of overlapping spans {result.relaxed_f1:.3f}, of their values {result.value_f1:.3f}"


def places_body(result: Places) -> Iterator[str]:
    """The names that were not found, or put elsewhere."""
    yield from wrong(result.records, "name")


def places_totals(result: Places) -> Iterator[str]:
    """Share found, and how near."""
    yield f"{result.names} names in {result.documents} articles"
    yield from bounds(result.intervals, f"{result.documents} articles")
    near = ""
    if result.within_161km is not None and result.median_km is not None and result.auc is not None:
        near = f"; of these within 161 km {result.within_161km:.3f}, median {result.median_km:.0f} km, AUC {result.auc:.3f}"
    if result.country_right is not None:
        yield f"names of countries: right country {result.country_right:.3f} ({result.country_found} found of {result.country_names})"
    if result.below_within_161km is not None:
        yield f"below countries: within 161 km {result.below_within_161km:.3f} ({result.below_found} found of {result.below_names})"
    yield f"found {result.found:.3f}{near}"


def status_body(result: Statuses) -> Iterator[str]:
    """The mentions that are wrong with the cues that decided, then a table by class."""
    yield from wrong(result.records, "mention")
    yield f"{'class':{LABEL}} {'precision':>9} {'recall':>9} {'F1':>9} {'mentions':>9}"
    for name, one in result.per_class.items():
        yield f"{name:{LABEL}} {one.precision:9.3f} {one.recall:9.3f} {one.f1:9.3f} {one.support:9}"
    yield ""
    yield from matrix(result.confusion)


def status_totals(result: Statuses) -> Iterator[str]:
    """The figures of the classes and of the scale."""
    scale = result.factuality
    yield f"{result.mentions} mentions in {result.documents} articles"
    yield (
        f"on the scale from -3 to 3: macro F1 {scale.macro_f1:.3f}, "
        f"mean absolute error {scale.mean_absolute_error:.3f}, correlation {scale.correlation:.3f}"
    )
    yield from bounds(result.intervals, f"{result.documents} articles")
    yield f"accuracy {result.accuracy:.3f}, F1 of the negated {result.negated_f1:.3f}, macro F1 {result.macro_f1:.3f}"


def actors_body(result: Actors) -> Iterator[str]:
    """What is wrong with each name and what the resolver went by, then tables by form of phrase and by sector."""
    yield from wrong(result.records, "name")
    yield f"{'form of phrase':{FORM}} {'country right':>15} {'sector right':>15}"
    for form, one in result.forms.items():
        shares = (f"{share.part}/{share.whole}" if share.whole else "-" for share in (one.country, one.sector))
        yield f"{form:{FORM}} " + " ".join(f"{share:>15}" for share in shares)
    yield ""
    yield "sector expected, in the gold's codes, and found"
    for code, found in result.confusion.items():
        yield from wrapped(f"{code}: " + ", ".join(f"{ours} {n}" for ours, n in sorted(found.items(), key=lambda cell: -cell[1])), 2)
    yield ""


def actors_totals(result: Actors) -> Iterator[str]:
    """Countries and sectors; people without country or office apart."""
    persons, none, equal = result.persons, result.no_country, result.equal
    yield f"people named without country or office, in no other figure: country right {persons.part}/{persons.whole}"
    yield f"names without a country: none found {none.part}/{none.whole}"
    yield f"the very same code {equal.value:.3f} ({equal.part}/{equal.whole})"
    yield from bounds(result.intervals, f"{result.rows} rows")
    country, sector = result.country, result.sector
    yield (
        f"country right {country.value:.3f} ({country.part}/{country.whole}), "
        f"sector right {sector.value:.3f} ({sector.part}/{sector.whole}), by the table of codes"
    )


def mentions_body(result: Mentions) -> Iterator[str]:
    """The mentions in roles that were not found, and those in a wrong chain."""
    yield from wrong(result.records, "mention")


def mentions_totals(result: Mentions) -> Iterator[str]:
    """What is found, then the three ways to reckon with what is not."""
    yield f"{result.units} mentions in {result.documents} articles, {result.in_roles} of them in roles of events"
    yield f"{result.ours} of the coder's: {result.elsewhere} are of other entities, {result.beside} of nothing annotated"
    yield f"mentions: precision {result.precision:.3f}, recall {result.recall_all:.3f}, of those in roles {result.recall:.3f}"
    yield from bounds(result.intervals, f"{result.documents} articles")
    yield f"B-cubed F1 over those found {result.coreference_found:.3f}, with recall 0 for the others {result.coreference_strict:.3f}"
    yield (
        f"B-cubed over all mentions: precision {result.coreference_precision:.3f}, recall {result.coreference_recall:.3f}, "
        f"F1 {result.coreference:.3f}"
    )


def links_body(result: Links) -> Iterator[str]:
    """Each pair that is linked wrongly or not at all, then a table by story."""
    yield from wrong(result.records, "pair of reports")
    yield f"{'story':{FORM}} {'told':>9} {'recall':>9} {'if coded':>9} {'precision':>10}"
    for one in result.per_story:
        cells = f"{_of(one.told):>9} {_of(one.recall):>9} {_of(one.coded_recall):>9} {_of(one.precision):>10}"
        yield f"{shorten(one.name, FORM):{FORM}} {cells}"
    yield ""


def links_totals(result: Links) -> Iterator[str]:
    """The figures over all pairs; the stories written blind of the code apart."""
    yield f"{result.stories} stories; of the quoted sentences {result.told:.3f} are coded as an event of a fitting type"
    if result.blind:
        blind = ", ".join(f"{name} {value:.3f}" for name, value in result.blind.items())
        yield f"stories written blind: {blind}"
    yield from bounds(result.intervals, f"{result.stories} stories")
    yield (
        f"pairs: precision {result.precision:.3f}, recall from the text up {result.recall:.3f}, "
        f"of those that the coder has on both sides {result.coded_recall:.3f}"
    )


def follow_body(result: Followed) -> Iterator[str]:
    """Each commitment or meeting that ends in another state or is none, then a table by story."""
    yield from wrong(result.records, "commitment or meeting")
    yield f"{'story':{FORM}} {'owed':>7} {'met':>7} {'found':>7} {'steps':>8} {'due':>6} {'false':>6}"
    for one in result.per_story:
        shares = f"{_of(one.commitments):>7} {_of(one.meetings):>7} {_of(one.found):>7} {_of(one.steps):>8}"
        cells = f"{shares} {_of(one.dues):>6} {one.false:>6}"
        yield f"{shorten(one.name, FORM):{FORM}} {cells}"
    yield ""


def follow_totals(result: Followed) -> Iterator[str]:
    """The figures over all stories; those written blind of the code apart."""
    yield f"{result.stories} stories of {result.reports} reports; told in other words and the same in the end: {_of(result.same)}"
    if result.blind:
        blind = ", ".join(f"{name} {value:.3f}" for name, value in result.blind.items() if name != "stories")
        yield from textwrap.wrap(f"{result.blind['stories']:.0f} stories written blind: {blind}", WIDTH)
    yield from bounds(result.intervals, f"{result.stories} stories")
    yield (
        f"final states right {result.final:.3f} (commitments {result.commitments:.3f}, meetings {result.meetings:.3f}), "
        f"found {result.found:.3f}"
    )
    yield f"changes of state {result.steps:.3f}, due days {result.dues:.3f}, false commitments to a report {result.false:.3f}"


def _of(share: Share) -> str:
    return f"{share.part}/{share.whole}"


def suite_body(result: Suite) -> Iterator[str]:
    """The rows that come out wrong."""
    yield from wrong(result.records, "line")


def suite_totals(result: Suite) -> Iterator[str]:
    """Of all rows, and of those that are not marked as known failures."""
    right, known = result.right, result.right_known
    yield from bounds(result.intervals, f"{result.rows} rows")
    yield (
        f"{result.kind}: right {right.value:.3f} ({right.part}/{right.whole}), "
        f"without the known failures {known.value:.3f} ({known.part}/{known.whole})"
    )


def wrong(records: Iterable[Record], noun: str) -> Iterator[str]:
    """Every record that is wrong or beside the gold."""
    missed = [record for record in records if not record.right]
    yield f"WRONG ({len(missed)}), by {noun}"
    for record in missed:
        yield from wrapped(f"{record.id}  {'beside the gold: ' if record.coded else ''}{record.text}", 2)
    yield ""


def changed(changes: Changes) -> Iterator[str]:
    """Each list of changes with its records."""
    lists = (
        ("GAINED", changes.gained), ("LOST", changes.lost),
        ("NO LONGER CODED, was wrong", changes.better), ("NOW CODED, is wrong", changes.worse),
    )  # fmt: skip
    for heading, records in lists:
        yield f"{heading} ({len(records)})"
        for record in records:
            yield from wrapped(f"{record.id}  {record.text}", 2)
    if changes.not_compared:
        yield f"in one of the two golds only, not compared: {changes.not_compared}"
    yield ""
