"""Expressions of time in annotated articles: reads them, finds as the coder finds, and scores (`times.py`)."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from dragoman.coding import sentences
from dragoman.coding.dating import direction_at
from dragoman.coding.pipeline import Engine
from dragoman.coding.published import infer_date
from dragoman.coding.when import find_times
from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.times import Find, Miss, TimeScores, score_times
from dragoman.model import Segment, TimeExpression

CREATION = "CREATION_TIME"
#: text -> the characters of its sentences.
Split = Callable[[str], list[tuple[int, int]]]


class Timex(Struct, frozen=True):
    """One annotated expression; without offsets or value it is left out."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    value: str | None = None
    function: str | None = None


class Article(Struct, frozen=True):
    """One line of the file. `dct` is the date of publication; without `sentences` they are found, without an end all is annotated."""

    text: str
    timexes: tuple[Timex, ...]
    doc_id: str | int | None = None
    dct: str | None = None
    sentences: tuple[tuple[int, int], ...] | None = None
    fully_annotated_end: int | None = None


class Times(Struct, frozen=True):
    """What `dragoman evaluate times` gives: F1 of spans that are equal, that overlap, and that overlap with the right value."""

    kind: str
    profile: str
    documents: int
    gold: int
    found: int
    strict_f1: float
    relaxed_f1: float
    value_f1: float
    relaxed_precision: float
    relaxed_recall: float
    intervals: dict[str, Interval]
    misses: tuple[Miss, ...]
    left_out: dict[str, int]
    notes: tuple[str, ...]
    records: tuple[Record, ...]


def measure(path: Path, engine: Engine) -> Times:
    """Scores every article of a file. Raises Unreachable or BadInput."""
    notes = Notes()
    split = splitter(engine)
    articles = [with_day(cleaned(one, number, split, notes), engine) for number, one in enumerate(lines_of(path, Article), 1)]
    if not any(one.timexes for one in articles):
        raise BadInput(f"{path}: nothing to find", "no expression of time in it has offsets and a value", FORMATS)
    find = finder(engine, articles)
    scores = [score_times([to_builtins(one)], find) for one in articles]
    whole = added(scores)
    return Times(
        kind="times", profile=engine.profile, documents=len(articles), gold=whole.gold, found=whole.found, **figures(scores),
        relaxed_precision=whole.relaxed / max(1, whole.found), relaxed_recall=whole.relaxed / max(1, whole.gold),
        intervals=intervals(scores, figures), misses=whole.misses, left_out=dict(notes.left_out), notes=tuple(notes.remarks),
        records=tuple(records(articles, whole.misses)),
    )  # fmt: skip


def with_day(one: Article, engine: Engine) -> Article:
    """Without a usable date of publication the article's own is read from its text, as the coder does."""
    if one.dct is not None:
        return one
    inferred, _ = infer_date(one.text, engine.resources.dates)
    return replace(one, dct=inferred)


def splitter(engine: Engine) -> Split:
    """Splits as the coder does."""
    return lambda text: [(s.start, s.end) for s in sentences.split(text, None, engine.resources.sentences)]


def finder(engine: Engine, articles: Sequence[Article]) -> Find:
    """As the coder finds them: the tense of the clause, which the parse tells, decides between last and next Friday.

    All sentences are parsed at once, which is many times faster than one by one.
    """
    texts = dict.fromkeys(text for one in articles for text in annotated_sentences(one))
    parsed = engine.annotator.parse([Segment(n, 0, len(text), text, n, False) for n, text in enumerate(texts)])
    tenses = {s.segment.text: direction_at(s) for s in parsed if s.tokens}

    def find(text: str, offset: int, day: str | None) -> Sequence[TimeExpression]:
        tense = tenses.get(text)
        direction = None if tense is None else lambda at: tense(at - offset)
        return find_times(text, offset, day, engine.resources.dates, direction)

    return find


def annotated_sentences(one: Article) -> list[str]:
    """The sentences that are scored."""
    last = one.fully_annotated_end or 0
    return [one.text[start:end] for start, end in one.sentences or () if end <= last]


def cleaned(one: Article, number: int, split: Split, notes: Notes) -> Article:
    """The article with every field filled, and only the expressions that can be compared."""
    name = str(one.doc_id if one.doc_id is not None else number)
    kept = []
    for timex in one.timexes:
        if timex.start is not None and timex.end is not None and (timex.value or timex.function == CREATION):
            kept.append(replace(timex, text=one.text[timex.start:timex.end]))
        elif timex.function != CREATION:
            why = "an expression without a value" if timex.start is not None and timex.end is not None else "an expression without offsets"
            notes.leave_out(f"{name}, {timex.text or 'nameless'}", why)
    return replace(
        one, doc_id=name, timexes=tuple(kept), dct=notes.published(name, one.dct),
        sentences=one.sentences if one.sentences is not None else tuple(split(one.text)),
        fully_annotated_end=len(one.text) if one.fully_annotated_end is None else one.fully_annotated_end,
    )  # fmt: skip


def added(scores: Sequence[TimeScores]) -> TimeScores:
    """Several articles' together."""
    gold, found, relaxed, strict, value = (
        sum(counts) for counts in zip(*((s.gold, s.found, s.relaxed, s.strict, s.value) for s in scores), strict=True)
    )
    return TimeScores(gold, found, relaxed, strict, value, tuple(miss for one in scores for miss in one.misses))


def figures(scores: Sequence[TimeScores]) -> dict[str, float]:
    """The three F1 figures."""
    whole = added(scores)
    return {"strict_f1": whole.f1(whole.strict), "relaxed_f1": whole.f1(whole.relaxed), "value_f1": whole.f1(whole.value)}


def records(articles: Sequence[Article], misses: Sequence[Miss]) -> Iterator[Record]:
    """Every annotated expression, right with its value; then what was found beside them."""
    wrong: dict[tuple[str, int], Miss] = {(miss.doc, miss.start): miss for miss in misses if miss.gold}
    for one in articles:
        for timex in one.timexes:
            if timex.function != CREATION and timex.start is not None and (timex.end or 0) <= (one.fully_annotated_end or 0):
                bad = wrong.get((str(one.doc_id), timex.start))
                yield Record(f"{one.doc_id}:{timex.start}", bad is None, told(timex, bad))
    for miss in misses:
        if not miss.gold:
            yield Record(f"{miss.doc}:{miss.start}", False, f"{miss.found!r} {miss.found_value}", coded=True)


def told(timex: Timex, bad: Miss | None) -> str:
    """`'Friday' 2020-09-04, found as 2020-08-28`."""
    found = "" if bad is None else f", found as {bad.found_value}" if bad.found else ", not found"
    return f"{timex.text!r} {timex.value}{found}"
