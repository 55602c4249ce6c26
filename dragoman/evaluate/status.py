"""The status of events that are given in annotated articles: reads them, asks the coder's own stage, and scores (`factuality.py`)."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.coding import sentences, tree
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.pipeline import Engine
from dragoman.coding.status import Standing, status_of
from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.factuality import (
    CLASSES,
    NEGATED,
    Factuality,
    Judged,
    OfClass,
    class_of_facets,
    class_of_standing,
    confusion,
    degree_of_facets,
    factuality,
    macro_f1,
    per_class,
)
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.evaluate.notes import Notes
from dragoman.model import Segment, Sentence

#: no type of event: what depends on the type (present tense of acts of speech) is decided as for most types
ANY_TYPE = ""


class Mention(Struct, frozen=True):
    """One annotated mention; without offsets, certainty or polarity it is left out."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    time: str | None = None
    id: str | int | None = None


class Article(Struct, frozen=True):
    """One line of the file. Without `sentences` they are found, without an end all is annotated; `title` marks the headline."""

    text: str
    events: tuple[Mention, ...]
    doc_id: str | int | None = None
    title: str | None = None
    sentences: tuple[tuple[int, int], ...] | None = None
    fully_annotated_end: int | None = None


class Statuses(Struct, frozen=True):
    """What `dragoman evaluate status` gives."""

    kind: str
    profile: str
    documents: int
    mentions: int
    accuracy: float
    macro_f1: float
    negated_f1: float
    per_class: dict[str, OfClass]
    confusion: dict[str, dict[str, int]]
    factuality: Factuality
    intervals: dict[str, Interval]
    left_out: dict[str, int]
    notes: tuple[str, ...]
    records: tuple[Record, ...]


class Scored(Struct, frozen=True):
    """One article's mentions as judged, with a record of each."""

    judged: tuple[Judged, ...]
    records: tuple[Record, ...]


def measure(path: Path, engine: Engine) -> Statuses:
    """Scores every article of a file. Raises Unreachable or BadInput."""
    notes = Notes()
    articles = list(lines_of(path, Article))
    pieces = [segments(article, engine) for article in articles]
    parsed = iter(engine.annotator.parse([one for group in pieces for one in group]))
    grouped = [[next(parsed) for _ in group] for group in pieces]
    scored = [_scored(number, *both, engine, notes) for number, both in enumerate(zip(articles, grouped, strict=True), 1)]
    judged = [one for each in scored for one in each.judged]
    if not judged:
        raise BadInput(f"{path}: nothing to judge", "no event in it has offsets, certainty and polarity", FORMATS)
    classes = [(one.gold, one.coded) for one in judged]
    return Statuses(
        kind="status", profile=engine.profile, documents=len(articles), mentions=len(judged),
        accuracy=sum(gold == coded for gold, coded in classes) / len(classes), **figures(scored),
        per_class=per_class(classes, CLASSES), confusion=confusion(judged), factuality=factuality(judged),
        intervals=intervals(scored, figures), left_out=dict(notes.left_out), notes=tuple(notes.remarks),
        records=tuple(record for each in scored for record in each.records),
    )  # fmt: skip


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """Macro-F1 of the three classes, and F1 of the negated."""
    pairs = [(one.gold, one.coded) for each in scored for one in each.judged]
    return {"macro_f1": macro_f1(pairs), "negated_f1": per_class(pairs, (NEGATED,))[NEGATED].f1}


def segments(article: Article, engine: Engine) -> list[Segment]:
    """The sentences up to the end of what is annotated, the title marked as the headline."""
    bounds = article.sentences or [(s.start, s.end) for s in sentences.split(article.text, None, engine.resources.sentences)]
    title = (article.title or "").strip()
    end = len(article.text) if article.fully_annotated_end is None else article.fully_annotated_end
    return [
        Segment(n, first, last, article.text[first:last], n, n == 0 and article.text[first:last].strip() == title != "")
        for n, (first, last) in enumerate(bounds) if last <= end
    ]  # fmt: skip


def _scored(number: int, article: Article, parsed: Sequence[Sentence], engine: Engine, notes: Notes) -> Scored:
    name = str(article.doc_id if article.doc_id is not None else number)
    end = len(article.text) if article.fully_annotated_end is None else article.fully_annotated_end
    judged, records = [], []
    for mention in article.events:
        if mention.end is not None and mention.end > end:
            continue
        where = f"{name}, {mention.text or mention.id or 'nameless'}"
        if mention.start is None or mention.end is None:
            notes.leave_out(where, "an event without offsets")
        elif mention.certainty is None or mention.polarity is None:
            notes.leave_out(where, "an event without certainty or polarity")
        elif (found := at_mention(mention.start, mention.end, parsed)) is None:
            notes.leave_out(where, "an event outside of the sentences")
        else:
            sentence, token = found
            standing = standing_of(sentence, token, engine)
            one = Judged(
                class_of_facets(mention.certainty, mention.polarity, mention.time), class_of_standing(standing),
                degree_of_facets(mention.certainty, mention.polarity, mention.time), standing.certainty,
            )  # fmt: skip
            judged.append(one)
            shown = f"{article.text[mention.start:mention.end]!r} {one.gold}"
            why = "" if one.gold == one.coded else f", coded as {standing.status}: {'; '.join(standing.why)}"
            records.append(Record(f"{name}:{mention.start}-{mention.end}", one.gold == one.coded, shown + why))
    return Scored(tuple(judged), tuple(records))


def at_mention(start: int, end: int, parsed: Sequence[Sentence]) -> tuple[Sentence, int] | None:
    """The sentence and the head token of a mention: the one that hangs on a word outside it."""
    for s in parsed:
        inside = [t for t in s.tokens if t.start < end and start < t.end]
        if inside:
            own = {t.i for t in inside}
            return s, next((t.i for t in inside if t.head not in own or t.head == t.i), inside[-1].i)
    return None


def standing_of(s: Sentence, token: int, engine: Engine) -> Standing:
    """The coder's own decision; a noun under a light verb ("held talks") is judged in that verb's clause."""
    if tree.is_noun(s.tokens[token]):
        verb = light_verb(s, token, engine.lexicon)
        return status_of(s, token if verb is None else verb, token, ANY_TYPE, engine.cues)
    head = s.tokens[s.tokens[token].head]
    said = s.tokens[token].dep in ("acomp", "attr", "oprd") and head.lemma in ("be", "become", "remain")  # "will be available"
    return status_of(s, head.i if said else token, None, ANY_TYPE, engine.cues)


def light_verb(s: Sentence, noun: int, lexicon: Lexicon) -> int | None:
    """The verb that only carries the noun's event, where the noun is its object: "hold talks", "an attack was carried out"."""
    head = s.tokens[s.tokens[noun].head]
    if s.tokens[noun].dep not in ("dobj", "nsubjpass") or not tree.is_verb(head):
        return None
    particles = {s.tokens[c].text.lower() for c in tree.children(s, head.i, "prt")}
    return head.i if any(set(rest) <= particles for rest in lexicon.light.get(head.lemma.lower(), ())) else None
