"""Mentions and their chains: what counts, heads of annotated stretches, B-cubed by hand, a whole file, bad files."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import dragoman
from dragoman.cli import build
from dragoman.cli.evaluation import told
from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate import mentions
from dragoman.evaluate.clusters import added, b_cubed
from dragoman.evaluate.marked import Markable, head_of, units
from dragoman.evaluate.mentions import Mentions

TITLE = "Nordtek chief resigns"
TEXT = (
    f"{TITLE}\n\nKari Holm, the head of Nordtek Foods Inc., resigned on Monday. She said that the company and Norway had agreed. "
    "Its customers in Oslo were glad."
)


def marked(*stretches: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Annotated stretches: words, entity, type; each is sought behind the beginning of the one before it."""
    found, at = [], 0
    for n, (words, instance, kind) in enumerate(stretches):
        at = TEXT.index(words, at)
        found.append({"id": str(n), "start": at, "end": at + len(words), "instance": instance, "ent_type": kind})
    return found


ENTITIES = marked(
    ("Nordtek chief", "holm", "PER"), ("Kari Holm, the head of Nordtek Foods Inc.", "holm", "PER"), ("Kari Holm", "holm", "PER"),
    ("the head of Nordtek Foods Inc.", "holm", "PER"), ("Nordtek Foods Inc.", "nordtek", "ORG"), ("She", "holm", "PER"),
    ("the company and Norway", "both", "MIX"), ("the company", "nordtek", "ORG"), ("Norway", "norway", "LOC"), ("Its", "nordtek", "ORG"),
    ("Its customers", "customers", "PER"), ("Oslo", "oslo", "LOC"),
)  # fmt: skip
ROLES = [{"participants": [{"mention": "1"}, {"mention": "5"}]}, {"participants": [{"mention": "10"}, {"mention": "11"}]}]
ARTICLE = {"doc_id": "m1", "title": TITLE, "text": TEXT, "entities": ENTITIES, "events": ROLES}


def lines(folder: Path, *objects: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, objects)) + "\n", encoding="utf-8")
    return path


def measured(folder: Path, **changes: Any) -> Mentions:
    return mentions.measure(lines(folder, {**ARTICLE, **changes}), dragoman.engine())


def test_all_is_found_and_in_its_chain(tmp_path: Path) -> None:
    found = measured(tmp_path)
    assert (found.documents, found.units, found.in_roles) == (1, 9, 3)  # Oslo is no actor, "both" is of no type that counts
    assert (found.recall, found.recall_all, found.coreference, found.coreference_strict) == (1, 1, 1, 1)
    assert {record.id: record.right for record in found.records if not record.id.endswith("chain")} == {
        f"m1:{TEXT.index(words)}": True for words in ("Holm", "She", "customers")
    }
    assert list(told(found, None))[-1] == "B-cubed over all mentions: precision 1.000, recall 1.000, F1 1.000"


def test_a_wrong_chain_is_told(tmp_path: Path) -> None:
    entities = [{**e, "instance": "somebody"} if e["id"] == "5" else e for e in ENTITIES]
    found = measured(tmp_path, entities=entities)
    assert found.recall == 1
    wrong = {record.text for record in found.records if not record.right}
    assert "'She', with chief, Holm, head" in wrong
    # nine mentions; four of ours in one chain, of which the gold has three and one: precision (3 * 3/4 + 1/4 + 5) / 9
    assert found.coreference_precision == pytest.approx(7.5 / 9)
    assert found.coreference_recall == 1


def test_what_is_not_found_counts_as_said(tmp_path: Path) -> None:
    at = TEXT.index("glad")
    lost = {"id": "x", "start": at, "end": at + 4, "instance": "nordtek", "ent_type": "ORG"}
    found = measured(tmp_path, entities=[*ENTITIES, lost], events=[{"participants": [{"mention": "x"}]}])
    assert (found.units, found.in_roles, found.recall, found.recall_all) == (10, 1, 0, 0.9)
    assert found.coreference_found == 1
    # Nordtek has four mentions, of which ours has three together: recall (3 * 3/4 + 1/4 + 6) / 10, without the last 1/4 the strict
    assert found.coreference_recall == pytest.approx(8.5 / 10)
    strict = 8.25 / 10
    assert found.coreference_strict == pytest.approx(2 * strict / (1 + strict))


def test_only_what_is_annotated_is_scored(tmp_path: Path) -> None:
    found = measured(tmp_path, fully_annotated_end=TEXT.index(" She"))
    assert (found.units, found.in_roles, found.recall) == (4, 1, 1)


def test_stretches_without_offsets_are_left_out(tmp_path: Path) -> None:
    found = measured(tmp_path, entities=[*ENTITIES, {"id": "y", "start": None, "end": None, "ent_type": "PER"}])
    assert found.left_out == {"a mention without offsets or type": 1}
    assert found.units == 9


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("the head of the Lake Bank", "head"),
        ("Nordtek Foods Inc.", "Foods"),
        ("over 3,200 dealers", "dealers"),
        ("Ann Lee, the minister of trade", "Lee"),
        ("which filed for bankruptcy", "which"),
        ("Chad's foreign minister", "minister"),
        ("the firm's", "firm"),
        ("a ``New Deal", "Deal"),
    ],
)
def test_heads(text: str, head: str) -> None:
    one = Markable("1", 0, len(text), None, "a", "ORG")
    assert text[slice(*head_of(text, one, [one]))] == head


def test_a_given_head_goes_before_the_rule() -> None:
    text = "Lake Bank chief Joan Perez"
    assert text[slice(*head_of(text, Markable("1", 0, len(text), "chief", "a", "PER"), []))] == "chief"


def test_the_head_of_a_coordination_is_its_conjunction() -> None:
    text = "carmakers Andina and Lago Steel"
    both, one, other = Markable("1", 0, 31, None, "b"), Markable("2", 10, 16, None, "a"), Markable("3", 21, 31, None, "l")
    assert text[slice(*head_of(text, both, [both, one, other]))] == "and"
    assert text[slice(*head_of(text, both, [both, one]))] == "Steel"


def test_stretches_of_one_mention_are_one_unit() -> None:
    text = "Ann Lee, the minister"
    stretches = [Markable("1", 0, 7, None, "a", "PER"), Markable("2", 0, 21, None, "a", "PER"), Markable("3", 9, 21, None, "a", "PER")]
    found = units(text, stretches, frozenset({"1"}), len(text))
    assert [(text[slice(*u.head)], u.end, u.in_role) for u in found] == [("Lee", 21, True), ("minister", 21, False)]


def test_b_cubed_by_hand() -> None:
    # the example of Bagga and Baldwin 1998: 1-5, 6-7, 8-12 against 1-5, 6-12
    gold = [*"aaaaabbccccc"]
    scores = b_cubed(gold, [*"xxxxxyyyyyyy"])
    assert scores.precision == pytest.approx(16 / 21)
    assert scores.recall == 1
    assert b_cubed(gold, gold).f1 == 1
    assert b_cubed([], []).f1 == 0


CHAINS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30)


@given(CHAINS)
def test_b_cubed_of_the_two_sides_changes_places(pairs: list[tuple[int, int]]) -> None:
    gold, found = [a for a, _ in pairs], [b for _, b in pairs]
    one, other = b_cubed(gold, found), b_cubed(found, gold)
    assert one.precision == pytest.approx(other.recall)
    assert 0 < one.f1 <= 1
    assert (one.f1 == pytest.approx(1)) == (len({*pairs}) == len({*gold}) == len({*found}))
    assert added([one, other]).mentions == 2 * len(pairs)


@given(CHAINS)
def test_chains_of_one_lose_no_precision(pairs: list[tuple[int, int]]) -> None:
    assert b_cubed([a for a, _ in pairs], range(len(pairs))).precision == 1


def test_bad_files(tmp_path: Path) -> None:
    engine = dragoman.engine()
    with pytest.raises(Unreachable, match="no such file"):
        mentions.measure(tmp_path / "none.jsonl", engine)
    with pytest.raises(BadInput, match="line 1"):
        mentions.measure(lines(tmp_path, {"text": 3}), engine)
    with pytest.raises(BadInput, match="nothing to find"):
        mentions.measure(lines(tmp_path, {"text": "Norway.", "entities": []}), engine)


def test_the_command(tmp_path: Path) -> None:
    path = lines(tmp_path, ARTICLE)
    plain = CliRunner().invoke(build(), ["evaluate", "mentions", str(path)])
    assert plain.exit_code == 0
    assert "9 mentions in 1 articles, 3 of them in roles of events" in plain.stdout.splitlines()
    asked = CliRunner().invoke(build(), ["evaluate", "mentions", str(path), "--json"])
    assert json.loads(asked.stdout)["coreference"] == 1
    before = tmp_path / "before.json"
    before.write_text(asked.stdout, encoding="utf-8")
    assert "LOST (0)" in CliRunner().invoke(build(), ["evaluate", "mentions", str(path), "--against", str(before)]).stdout
