"""What speaks for two records being of one happening, what against, and what rules it out: a change at a time to the same meeting."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dragoman.coding.named import named
from dragoman.linking.compare import Verdict, compare
from dragoman.linking.setting import NOWHERE, Setting, of_packed, packed, setting_of
from dragoman.linking.told import Told, told_of
from dragoman.linking.weights import standard
from dragoman.model import Place
from tests.ledger.happenings import Act, report

NORWAY_LATVIA = Act(kind=0, who=0, whom=1, day=1, place=1, status=0, words=0, name=0)
NORWAY, LATVIA, ESTONIA = frozenset({"NOR"}), frozenset({"LVA"}), frozenset({"EST"})
NOBODY: frozenset[str] = frozenset()


def told(number: int, **changes: object) -> Told:
    return replace(told_of(report(number, [NORWAY_LATVIA]).events[0], f"r{number}", "2024-03-05", number), **changes)


def verdict(one: Told, other: Told) -> Verdict:
    found, back = compare(one, other, standard()), compare(other, one, standard())
    assert (found.score, found.never, found.signs) == (back.score, back.never, back.signs)
    return found


def signs(one: Told, other: Told) -> set[str]:
    return {sign.name for sign in verdict(one, other).signs}


def test_the_same_meeting_in_two_reports() -> None:
    same = verdict(told(1), told(2))
    assert same.never is None
    assert same.score > standard().threshold
    assert {"all_sides", "same_days", "same_place"} <= signs(told(1), told(2))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"type": "REQUEST"}, "different acts"),
        ({"mode": "phone"}, "another kind"),
        ({"recipients": ESTONIA}, "other sides"),
        ({"actors": ESTONIA, "recipients": NOBODY}, "no state or body in common"),
        ({"people": frozenset({("NOR", "berg")})}, "other people of NOR"),
        ({"first": "2024-03-06", "last": "2024-03-06"}, "days apart"),
        ({"place": Place("Riga", "LVA", 56.95, 24.11, "city")}, "in different places"),
    ],
)
def test_what_rules_it_out(changes: dict[str, object], why: str) -> None:
    mine = told(1, people=frozenset({("NOR", "dahl")}))
    never = verdict(mine, told(2, **changes)).never
    assert never is not None
    assert why in never


def test_a_side_that_only_the_report_names_counts_as_told() -> None:
    half = told(2, recipients=NOBODY)
    assert "one_side" in signs(told(1), half)
    complete = replace(half, setting=Setting(("NOR", "LVA")))
    assert "sides_told" in signs(told(1), complete)
    assert verdict(told(1), complete).score > verdict(told(1), half).score


def test_each_tells_one_side_and_names_the_other() -> None:
    host = told(1, actors=NORWAY, recipients=NOBODY, setting=Setting(("NOR", "LVA")))
    guest = told(2, actors=LATVIA, recipients=NOBODY, setting=Setting(("LVA", "EST", "NOR")))
    assert verdict(host, guest).never is None
    assert verdict(host, replace(guest, setting=Setting(("LVA", "EST")))).never is not None


def test_who_names_nobody_is_looked_up_in_the_report() -> None:
    nobody = told(2, actors=frozenset({"government"}), recipients=NOBODY, setting=Setting(("LVA", "NOR")))
    assert verdict(told(1), nobody).never is None
    assert "side_guessed" in signs(told(1), nobody)
    assert verdict(told(1), replace(nobody, setting=NOWHERE)).never is not None


def test_tit_for_tat_is_two_acts_and_another_doer_only_a_sign() -> None:
    blow = told(1, type="ACCUSE")
    assert verdict(blow, told(2, type="ACCUSE", actors=LATVIA, recipients=NORWAY)).never == "each at the other"
    blamed = told(2, type="ACCUSE", actors=LATVIA, recipients=LATVIA)
    assert verdict(blow, blamed).never is None
    assert "other_doer" in signs(blow, blamed)


def test_reports_about_the_same() -> None:
    texts = (
        "Ferry row ends\n\nA tariff on ferries between the twin harbours of Skarvik and Lielosta was dropped after a year of quarrels.",
        "Skarvik drops tariff\n\nThe harbour of Skarvik will no longer take a tariff from ferries that come from Lielosta, after quarrels.",
        "Choir wins prize\n\nA children's choir sang its way to a prize in a contest that drew hundreds to the hall.",
    )
    one, same, other = (told(n, setting=setting_of((), text)) for n, text in enumerate(texts))
    assert likeness(one, same) > 0.4
    assert likeness(one, other) < 0.1


def likeness(one: Told, other: Told) -> float:
    return next((sign.strength for sign in verdict(one, other).signs if sign.name == "same_story"), 0.0)


def test_what_is_kept_of_a_text_is_small_and_comes_back() -> None:
    many = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300))
    kept = packed(f"Talks on cod\n\nThe envoy of Peru saw {', '.join(f'Name{chr(97 + n)}' for n in range(26))} and more. {many}")
    assert len(kept) == 1 + 3 * (20 + 48)
    setting = of_packed(["PER"], kept)
    assert (setting.named, len(setting.names), len(setting.topic)) == (("PER",), 20, 48)
    assert of_packed((), None) == of_packed((), b"") == NOWHERE


def test_names_that_reports_share() -> None:
    one = told(1, setting=setting_of((), "The ferry left Skarvik for Lielosta, said Captain Berg of Norway on Monday."))
    other = told(2, setting=setting_of((), "In the harbour of Lielosta the boat from Skarvik was late, Norway said on Monday."))
    assert next(sign for sign in verdict(one, other).signs if sign.name == "shared_names").strength == 2.0


def test_two_on_the_margins_of_a_meeting_of_several() -> None:
    several = told(1, mode="multilateral", actors=frozenset({"NOR", "LVA", "EST"}), recipients=NOBODY)
    assert verdict(several, told(2)).never == "a meeting of two, and one of several"


def test_whom_a_report_names_without_events() -> None:
    assert named((), report(1, [NORWAY_LATVIA]).events) == ("NOR", "LVA")
