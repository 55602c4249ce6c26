"""Stories in plain agency English, coded from the text up: every commitment, meeting, change of state, day and sentence."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.evaluate.followed import Story, read, score, story
from dragoman.evaluate.stories import document
from dragoman.following import commitments, meetings
from dragoman.following.states import STEPS, may
from dragoman.model import Coding, Document

FOLDER = Path(__file__).parents[1] / "stories" / "follow"
PLAIN = sorted(FOLDER.glob("p-*.toml"))
CODED: dict[str, Coding] = {}


def code(document: Document) -> Coding:
    """Once for each text: the same reports are read again and again."""
    if document.id not in CODED:
        CODED[document.id] = dragoman.code_document(document)
    return CODED[document.id]


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_a_plain_story_comes_out_whole(path: Path) -> None:
    found = score(story(path), code)
    assert found.lines == ()
    assert (found.commitments.part, found.meetings.part) == (found.commitments.whole, found.meetings.whole)
    assert (found.steps.part, found.dues.part, found.false) == (found.steps.whole, found.dues.whole, 0)


def test_there_are_stories_of_every_kind() -> None:
    told = [story(path) for path in PLAIN]
    finals = {key.final for one in told for key in (*one.commitment, *one.meeting)}
    assert len(told) >= 10
    assert {"fulfilled", "cancelled", "delayed", "held", "ruled_out"} <= finals


def days(one: Story) -> Iterator[tuple[str, Story]]:
    """Each day on which a report came, with the story until then."""
    for day in sorted({report.published for report in one.report}):
        yield day, Story(one.name, tuple(report for report in one.report if report.published <= day))


@pytest.mark.parametrize("path", [*PLAIN, *sorted(FOLDER.glob("s-*.toml"))[::6]], ids=lambda path: path.stem)
def test_the_state_on_a_day_is_that_of_the_reports_until_then(path: Path) -> None:
    one = story(path)
    reported, _ = read(one, code)
    whole = commitments.follow(reported)
    for day, part in days(one):
        then = {t.id: t for t in commitments.follow(read(part, code)[0])}
        for t in whole:
            known = [step for step in t.history if step.published <= day]
            assert [step.state for step in known] == ([step.state for step in then[t.id].history] if known else [])
            if known:
                assert then[t.id].state == known[-1].state


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_order_in_which_reports_are_given_does_not_matter(data: st.DataObject) -> None:
    one = story(data.draw(st.sampled_from(PLAIN)))
    reported, tellings = read(one, code)
    other = data.draw(st.permutations(reported)), data.draw(st.permutations(tellings))
    assert commitments.follow(other[0]) == commitments.follow(reported)
    assert [(m.state, m.start, m.history) for m in meetings.follow(other[1])] == [
        (m.state, m.start, m.history) for m in meetings.follow(tellings)
    ]


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_every_step_is_legal_and_rests_on_its_words(path: Path) -> None:
    one = story(path)
    texts = {report.id: document(report).text for report in one.report}
    reported, tellings = read(one, code)
    for t in commitments.follow(reported):
        for before, after in zip(t.history, t.history[1:], strict=False):
            assert before.state == after.state or may(before.state, after.state)  # type: ignore[arg-type]
    for step in (s for one in (*commitments.follow(reported), *meetings.follow(tellings)) for s in one.history):
        assert texts[step.report][step.quote.start : step.quote.end] == step.quote.text
        assert step.rule


def test_the_table_of_steps_names_every_state() -> None:
    assert {after for some in STEPS.values() for after in some} <= set(STEPS)
