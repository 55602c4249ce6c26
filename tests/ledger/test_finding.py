"""Reports by the words of their whole texts, against the texts gone through one by one, on both databases."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import NotFound
from dragoman.ledger import asof, forget
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.entry import Entry, Retention, Sighting
from dragoman.ledger.filters import phrases
from dragoman.ledger.finding import every, listed, plan
from dragoman.ledger.reports import Selection, key_of
from dragoman.ledger.store import Ledger
from dragoman.ledger.terms import searched
from dragoman.model import Coding, FoundReport
from dragoman.readers.document import make_document
from tests.ledger.made import CODER, LATER

#: no two of one stem, none that an index leaves out
VOCABULARY = ("ferry", "harbour", "quota", "envoy", "bridge", "Ålesund", "treaty")
DAYS = ("2024-03-04", "2024-03-05", "2024-04", "2023", None)
SOURCES = ("Baltic Wire", "Morning Post")


def report(text: str, published: str | None = "2024-03-04", title: str | None = None, coder: object = CODER) -> Coding:
    """A report that tells of no event."""
    return Coding(make_document(text, title=title, published=published, published_basis="given"), coder, (), (), (), ())  # type: ignore[arg-type]


def put(ledger: Ledger, coding: Coding, source: str = "Baltic Wire", retention: Retention = "full") -> str:
    return ledger.add(Entry(coding, Sighting(source, None, coding.document.id), retention)).report


def names(ledger: Ledger, words: str, **how: object) -> list[str]:
    with ledger.reading() as c:
        return [one.id for one in every(c, Selection(words=words, **how))]  # type: ignore[arg-type]


def texts(seed: int = 0) -> Iterator[tuple[str, str | None, str]]:
    """Forty reports: no event in any, three to seven words each."""
    for number in range(40):
        picked = [VOCABULARY[(number * 7 + n * n + seed) % len(VOCABULARY)] for n in range(3 + number % 5)]
        yield f"Number{number} {' '.join(picked)}.", DAYS[number % len(DAYS)], SOURCES[number % 2]


def fits(text: str, words: str) -> bool:
    said = searched(text)

    def has(phrase: Sequence[str], prefix: bool) -> bool:
        runs = (said[at : at + len(phrase)] for at in range(len(said) - len(phrase) + 1))
        return any(run[:-1] == list(phrase[:-1]) and (run[-1].startswith(phrase[-1]) if prefix else run[-1] == phrase[-1]) for run in runs)

    must, never = phrases(words)
    return all(has(p.words, p.prefix) for p in must) and not any(has(p.words, p.prefix) for p in never)


WORD = st.sampled_from(VOCABULARY)
ASKED = st.lists(
    st.one_of(WORD, st.builds('"{} {}"'.format, WORD, WORD), st.builds("-{}".format, WORD), st.sampled_from(["numb*", "harb*", "-trea*"])),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip


@pytest.fixture
def forty(ledger: Ledger) -> Ledger:
    for text, day, source in texts():
        put(ledger, report(text, day), source)
    return ledger


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ASKED, source=st.sampled_from([(), SOURCES[:1], SOURCES]), since=st.sampled_from([None, "2024-03-05", "2023-06-01"]),
       until=st.sampled_from([None, "2024-03-04", "2024-12-31"]))  # fmt: skip
def test_what_is_found_is_what_fits(forty: Ledger, words: str, source: tuple[str, ...], since: str | None, until: str | None) -> None:
    dated = {make_document(text, published=day, published_basis="given").id: (text, where) for text, day, where in texts()}
    with forty.reading() as c:
        listing = every(c, Selection(source=source, since=since, until=until))
        expected = [one.id for one in listing if fits(dated[one.id][0], words)]
        wanted = Selection(source, since, until, words=words)
        found = list(every(c, wanted))
        assert sorted(one.id for one in found) == sorted(expected)
        pages, after = [], None
        while True:
            page, after = listed(c, wanted, 3, after)
            pages += page
            if after is None:
                break
    assert pages == found
    days = [one.published or "" for one in found]
    assert days == sorted(days, reverse=True)
    assert {source for one in found if (source := dated[one.id][1])} <= set(wanted.source or SOURCES)
    for one in found:
        assert isinstance(one, FoundReport)
        text = dated[one.id][0]
        assert all(text[mark.start : mark.end] == mark.text for passage in one.passages for mark in passage.marks)
        assert bool(one.passages) == bool(phrases(words)[0])


def test_endings_and_accents_do_not_count(ledger: Ledger) -> None:
    name = put(ledger, report("The negotiators were negotiating in Ålesund about the treaties."))
    for words in ("negotiate", "negotiation alesund", "treaty", '"NEGOTIATED Alesund"', "negotiat*"):
        assert names(ledger, words) == [name], words
    other = put(ledger, report("Security of the governments' organization."))
    for words in ("securit*", "governm*", "organiza*", "organi*"):
        assert names(ledger, words) == [other], words
    with ledger.reading() as c:
        marks = [[m.text for p in one.passages for m in p.marks] for one in every(c, Selection(words="treaty Ålesund"))]  # type: ignore[attr-defined]
    assert marks == [["Ålesund", "treaties"]]


@pytest.mark.parametrize(("retention", "found"), [("full", {"ferry", "harbour"}), ("evidence", {"ferry"}), ("offsets", set())])
def test_only_words_that_may_be_kept_are_found(ledger: Ledger, retention: Retention, found: set[str]) -> None:
    """Of a report that is not kept whole the headline."""
    name = put(ledger, report("A harbour is named.", title="Ferry talks"), retention=retention)
    assert {words for words in ("ferry", "harbour") if names(ledger, words) == [name]} == found
    with ledger.writing() as c:
        assert forget.forget(c, key_of(c, name), "asked by its publisher")
    assert [words for words in ("ferry", "harbour", "talks") if names(ledger, words)] == []
    assert names(ledger, "-ferry") == [name]
    with ledger.reading() as c:
        assert check(c).findings == ()


def test_a_report_that_is_of_another_day_moves(ledger: Ledger) -> None:
    """With its words and sources, there and back."""
    first, second = report("The ferry sailed."), report("A ferry sailed late.", "2024-03-06")
    one, other = put(ledger, first), put(ledger, second)
    ledger.meet(first.document.sha256, Sighting("Morning Post", None, "p1"))
    assert names(ledger, "ferry") == [other, one]
    for day, order in (("2024-05", [one, other]), ("2024-03-04", [other, one]), (None, [other, one])):
        ledger.recode(Entry(report("The ferry sailed.", day, coder=LATER), Sighting("Baltic Wire")))
        assert names(ledger, "ferry") == order
        assert names(ledger, "ferry", source=("Morning Post",)) == [one]
        assert (names(ledger, "ferry", since="2024-05-02"), names(ledger, "-late")) == ([one] if day == "2024-05" else [], [one])
    with ledger.reading() as c:
        assert check(c).findings == ()


def test_what_was_known_then(forty: Ledger) -> None:
    """Reports that were not there yet are not found, and those that moved since are."""
    with forty.writing() as c:
        c.execute(s.log.update().values(at="2024-06-01T10:00:00Z"))
        c.execute(s.sighting.update().values(seen_at="2024-06-01T10:00:00Z"))
    before = names(forty, "ferry")
    put(forty, report("Another ferry."))
    moved = report(next(texts())[0], "2025-01-01", coder=LATER)
    forty.recode(Entry(moved, Sighting("Baltic Wire")))
    with asof.reading(forty, "2024-06-02") as c:
        found = list(every(c, Selection(words="ferry")))
        assert sorted(one.id for one in found) == sorted(before)
        assert [one.id for one in every(c, Selection(words="ferry", since="2024-03-05"))] == [
            one.id for one in found if (one.published or "") >= "2024-03-05" or one.published == "2024-04"
        ]
        page, after = listed(c, Selection(words="ferry"), 5)
        assert [one.id for one in (*page, *listed(c, Selection(words="ferry"), 500, after)[0])] == [one.id for one in found]
    assert len(names(forty, "ferry")) == len(before) + 1


def test_a_very_long_text_is_taken_in(ledger: Ledger) -> None:
    """PostgreSQL's rows have room for a megabyte of words: what stands behind LONGEST is not found."""
    many = " ".join(f"ferry{number}{'ž' * 6}" for number in range(40_000))
    name = put(ledger, report(f"The harbour. {many} The treaty."))
    assert (names(ledger, "harbour"), names(ledger, "treaty")) == ([name], [])


@pytest.mark.parametrize("word", ["\u19b0\u19b1", "\u19b0", "²", "ⅷ", "ﬁsh", "straße", "İzmir", "東京", "a" * 300, "\u0001x", "e\u0301lan"])
def test_letters_that_a_database_may_not_know(ledger: Ledger, word: str) -> None:
    """Whether it finds them or not, nothing breaks, and what is marked is of the text."""
    name = put(ledger, report(f"The envoy {word} spoke of {word}."))
    for words in (word, f'"envoy {word}"', f"envoy {word}", f"envoy -{word}", f"{word}xyz*"):
        with ledger.reading() as c:
            for one in every(c, Selection(words=words)):
                assert one.id == name
                for passage in one.passages:  # type: ignore[attr-defined]
                    assert {mark.text for mark in passage.marks} <= {"envoy", word, f"envoy {word}", word.strip("\u0001")}


def test_an_after_that_is_none(forty: Ledger) -> None:
    with forty.reading() as c, pytest.raises(NotFound):
        listed(c, Selection(words="ferry"), 3, "zz")


def test_the_index_is_used(forty: Ledger) -> None:
    with forty.reading() as c:
        steps = plan(c, Selection(words="ferry harbour -quota", source=SOURCES[:1]))
    assert any("search_report" in step for step in steps)
    if forty.path is not None:
        assert not any("TEMP B-TREE" in step for step in steps)
