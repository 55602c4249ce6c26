"""The ontology, the contexts and the conventions as data: complete and consistent."""
from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.entries import Context, Convention, EventType

DATA = Path(__file__).parent.parent / "dragoman" / "data"

QUADS = {
    "verbal_cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material_cooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbal_conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material_conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}

# The modes of PLOVER's manual and data set that reports may rely on.
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release return disarm resign access ceasefire",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate primitive firearms explosives suicide-attack "
               "heavy-weapons aerial drone cleansing unconventional crowd-control destroy",
}


def read(path: str) -> dict[str, Any]:
    return tomllib.loads((DATA / path).read_text(encoding="utf-8"))


def types() -> dict[str, EventType]:
    names = sorted(path.stem for path in (DATA / "ontology").glob("*.toml"))
    return {n.upper(): msgspec.convert({"id": n.upper(), **read(f"ontology/{n}.toml")}, EventType) for n in names}


def conventions() -> dict[str, Convention]:
    return {n: msgspec.convert({"id": n, **entry}, Convention) for n, entry in read("conventions.toml").items()}


def contexts() -> dict[str, Context]:
    return {n: msgspec.convert({"id": n, **entry}, Context) for n, entry in read("contexts.toml").items()}


def by_cameo(code: str) -> list[str]:
    """The types with the longest prefix of the code: their default for it."""
    prefixes = [(len(c), t.id) for t in types().values() for c in t.cameo if code.startswith(c)]
    longest = max((length for length, _ in prefixes), default=0)
    return [name for length, name in prefixes if length == longest]


@pytest.mark.parametrize("quad", QUADS)
def test_every_type_has_its_quad(quad: str) -> None:
    assert {t.id for t in types().values() if t.quad == quad} == QUADS[quad]


def test_there_are_sixteen_types() -> None:
    assert len(types()) == 16


def test_scores_agree_with_the_quad() -> None:
    for kind in types().values():
        assert -10 <= kind.score <= 10
        assert (kind.score > 0) == kind.quad.endswith("cooperation"), kind.id


@pytest.mark.parametrize("root", [f"{n:02d}" for n in range(1, 21)])
def test_every_cameo_root_has_one_default_type(root: str) -> None:
    assert len(by_cameo(root)) == 1


@pytest.mark.parametrize(("code", "expected"), [
    ("016", "REJECT"), ("0233", "REQUEST"), ("036", "AGREE"), ("055", "CONCEDE"), ("057", "SUPPORT"),
    ("081", "CONCEDE"), ("0841", "RETREAT"), ("0871", "RETREAT"), ("091", "ACCUSE"), ("1041", "REQUEST"),
    ("1123", "ACCUSE"),
    ("116", "SANCTION"), ("163", "SANCTION"), ("173", "COERCE"), ("175", "ASSAULT"), ("190", "ASSAULT"),
    ("191", "COERCE"), ("204", "ASSAULT"),
])
def test_finer_codes_go_where_plover_puts_them(code: str, expected: str) -> None:
    assert by_cameo(code) == [expected]


@pytest.mark.parametrize("name", MODES)
def test_modes_are_plovers(name: str) -> None:
    assert sorted(types()[name].modes) == sorted(MODES[name].split())


def test_modes_and_types_are_defined_in_sentences() -> None:
    for kind in types().values():
        for text in (kind.definition, *kind.not_this, *(mode.definition for mode in kind.modes.values())):
            assert text[0].isupper(), (kind.id, text)
            assert text.endswith("."), (kind.id, text)


def test_only_verbal_types_swallow_their_content() -> None:
    swallowing = {t.id for t in types().values() if t.swallows}
    assert swallowing == {"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}


def test_conventions_name_types_and_explain_themselves() -> None:
    for case in conventions().values():
        assert {case.plover, case.cameo} <= types().keys(), case.id
        assert case.question.endswith("?"), case.id
        assert case.why.endswith("."), case.id


@pytest.mark.parametrize("case", [
    "sign-agreement", "ratify", "deal-reached", "conviction", "blockade", "apology", "peacekeepers-sent",
    "planned-meeting", "ban", "impose-sanctions", "investigation", "lawsuit", "ceasefire-declared", "ceasefire-kept",
    "arms-sale", "treaty-withdrawal", "curfew", "cancel-meeting", "boycott-meeting", "release-prisoners",
    "lift-sanctions", "extradition", "grant-asylum", "seek-asylum", "promise-aid", "hostage-taking", "cyber-attack",
    "alert", "arrest-warrant", "call-for-sanctions", "threat-of-sanctions", "arms-delivery", "rescue",
])
def test_the_known_disputes_are_settled(case: str) -> None:
    assert case in conventions()


def test_questions_are_asked_once() -> None:
    assert max(Counter(case.question for case in conventions().values()).values()) == 1


def test_contexts_have_distinct_lower_case_words() -> None:
    for context in contexts().values():
        assert 10 <= len(context.words) <= 40, context.id
        assert len(set(context.words)) == len(context.words), context.id
        assert all(word == word.lower().strip() for word in context.words), context.id
        assert context.definition.endswith("."), context.id
