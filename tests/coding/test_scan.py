"""The prefilter: what it passes over, what it must not lose, and that it can be switched off."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

import dragoman
from dragoman.coding.pipeline import Engine, look
from dragoman.coding.scan import Prefilter
from dragoman.coding.trace import Trace
from dragoman.lexicon.examples import all_examples
from dragoman.model import Coding
from dragoman.readers import make_document
from tests.frozen import engine as frozen

LEVELS: tuple[Prefilter, Prefilter] = ("report", "off")
STORIES = Path(__file__).parent.parent / "stories" / "links"
GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*/*.txt"))
FOOTBALL = (
    "The striker scored twice in the first half. The goalkeeper saved a penalty. The coach praised the defence. "
    "The club won the league title in May. The fans sang in the stadium until midnight. "
    "The grass was wet. The evening was cold. The lights went out at six. The referee was late. {}"
)


def kept(text: str, e: Engine | None = None) -> list[str]:
    ahead = look(make_document(text), e or dragoman.engine(), Trace(on=False))
    return [segment.text for segment in ahead.wanted]


@pytest.mark.parametrize(
    ("sentence", "worth"),
    [
        ("Norway expelled two Chilean diplomats.", True),
        ("The minister will visit Chile.", True),
        ("Talks began.", True),
        ("It rained over the green hills.", False),
        ("The sun set at nine.", False),
        ("Foreign Minister Kari Lund was there.", True),  # an office, though no event
        ("The first batch of the boats arrived.", True),  # what is owed
        ("There is a dispute over the river in Chile.", True),  # a relation
        ("She carried an umbrella.", False),  # "carry" asks for "out", and for an object
        ("They carried out an attack.", True),
    ],
)
def test_what_is_worth_parsing(sentence: str, worth: bool) -> None:
    assert (kept(sentence) == [sentence]) is worth


def test_a_report_that_hardly_speaks_of_politics_is_read_where_it_does() -> None:
    political = "The government imposed sanctions on the president of Chile."
    assert kept(FOOTBALL.format(political)) == [political]
    assert kept(FOOTBALL.format("Norway met Chile.")) == ["Norway met Chile."]
    assert kept(FOOTBALL.format("The club met its rival.")) == []


def test_it_can_be_switched_off() -> None:
    text = FOOTBALL.format("It rained.")
    assert len(kept(text, dragoman.engine(prefilter="off"))) == 10
    assert len(kept(text, dragoman.engine(prefilter="words"))) > len(kept(text)) == 0


def test_another_level_is_signed_for() -> None:
    usual, off = (dragoman.code("Norway thanked Chile.", prefilter=level) for level in ("report", "off"))
    assert off.coder.model == f"{usual.coder.model}, prefilter off"
    assert off.events == usual.events


def test_the_trace_says_what_is_passed_over() -> None:
    trace = Trace()
    look(make_document(FOOTBALL.format("Norway met Chile.")), dragoman.engine(), trace)
    assert [step.text for step in trace.steps if step.stage == "scan" and step.sentence is None][0].startswith("only sentences that")
    assert sum(step.text.endswith("not parsed") for step in trace.steps) == 9


def test_no_example_of_the_lexicon_is_passed_over() -> None:
    """Every sentence of the lexicon of which the frozen parses give an event."""
    scanner = dragoman.engine()
    texts = [x.sentence for x in all_examples(frozen().resources) if x.kind == "examples"]
    assert len(texts) > 1000
    assert [text for text in texts if not kept(text, scanner)] == []


def evidence(coding: Coding) -> list[object]:
    return [(event.type, event.trigger, event.evidence) for event in coding.events]


@lru_cache
def golden(level: Prefilter) -> dict[str, Coding]:
    return {path.stem: dragoman.code(path.read_text(encoding="utf-8"), prefilter=level) for path in GOLDEN}


def test_the_golden_reports_lose_nothing() -> None:
    """What is told of politics comes out alike; of those in which nothing happened less may come out, not more."""
    with_it, without = golden("report"), golden("off")
    political = [path.stem for path in GOLDEN if path.parent.name != "nothing"]
    lost = {
        name: one for name in political
        if (one := {(e.type, e.trigger.start) for e in without[name].events} - {(e.type, e.trigger.start) for e in with_it[name].events})
    }  # fmt: skip
    assert lost == {}
    assert sum(len(coding.events) for coding in with_it.values()) > 150



def test_the_stories_come_out_alike() -> None:
    """Events and their evidence: what is passed over also counts where distances are reckoned in sentences."""
    told = [report for path in sorted(STORIES.glob("*.toml")) for report in tomllib.loads(path.read_text(encoding="utf-8"))["report"]]
    unlike = []
    for report in told:
        document = make_document(report["text"], published=str(report["published"]), published_basis="given")
        with_it, without = (evidence(dragoman.code_document(document, prefilter=level)) for level in LEVELS)
        unlike += [] if with_it == without else [report["text"]]
    assert len(told) > 200
    assert unlike == []
