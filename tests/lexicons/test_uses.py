"""Words written twice, and words that another frame always takes."""
from __future__ import annotations

from dragoman.entries import Frame, WordClasses
from dragoman.lexicon.uses import Use, repeated, shadowed, uses

CLASSES = WordClasses({"STOP": ("halt", "call off")}, {"TALK": ("talk", "peace talk")})
HALT = Frame("reject/halt", "REJECT", "a.toml", verbs=("@STOP",), objects=("@TALK",), needs=("actor",))


def frame(name: str, **keys: object) -> Frame:
    return Frame(f"aid/{name}", "AID", "b.toml", **keys)  # type: ignore[arg-type]


def told(*frames: Frame) -> list[tuple[str, str, str]]:
    return [(f.severity, f.kind, f.entry) for f in shadowed(frames, CLASSES)]


def test_every_verb_is_used_with_every_object_and_nouns_alone() -> None:
    found = uses(frame("x", verbs=("cut off",), objects=("talk", "aid"), nouns=("cut",)), CLASSES)
    assert found == {Use("verb", ("cut", "off"), ("talk",)), Use("verb", ("cut", "off"), ("aid",)), Use("noun", ("cut",))}


def test_a_word_twice_in_a_list_is_an_error_and_one_that_a_class_has_is_a_warning() -> None:
    x = frame("x", verbs=("send", "hand-over", "hand-over"), objects=("@TALK", "talk"))
    found = [(f.severity, f.text) for f in repeated(x, CLASSES)]
    assert found == [("error", "verbs: hand - over"), ("warning", "objects: talk stand in @TALK already")]


def test_a_frame_whose_words_all_go_to_another_is_unreachable() -> None:
    later = frame("later", verbs=("halt",), objects=("talk",), needs=("actor", "recipient"))
    assert told(HALT, later) == [("error", "unreachable", "aid/later")]


def test_a_frame_that_loses_some_words_is_warned_of() -> None:
    later = frame("later", verbs=("halt", "freeze"), objects=("talk",), needs=("actor",))
    (found,) = shadowed((HALT, later), CLASSES)
    assert (found.severity, found.text) == ("warning", "halt + talk always goes to reject/halt")


def test_a_frame_with_fewer_needs_other_slots_or_other_objects_is_reached() -> None:
    assert told(HALT, frame("a", verbs=("halt",), objects=("talk",))) == []
    assert told(HALT, frame("b", verbs=("halt",), objects=("talk",), needs=("actor",), recipient=("beside",))) == []
    assert told(HALT, frame("c", verbs=("halt",), objects=("aid",), needs=("actor",))) == []
    assert told(HALT, frame("d", verbs=("halt",), objects=("talk",), needs=("actor",), reciprocal=True)) == []


def test_a_type_for_which_more_sides_are_found_is_reached() -> None:
    protest = Frame("protest/x", "PROTEST", "c.toml", verbs=("halt",), objects=("talk",), needs=("actor",))
    assert told(HALT, protest) == []
    assert told(protest, Frame("protest/y", "PROTEST", "c.toml", verbs=("halt",), objects=("talk",), needs=("actor",))) != []


def test_many_lost_words_are_counted() -> None:
    first = frame("first", verbs=("a", "b", "c", "d", "e", "f"))
    (found,) = shadowed((first, frame("later", verbs=("a", "b", "c", "d", "e", "f", "g"))), CLASSES)
    assert found.text == "a, b, c, d and 2 more always go to aid/first"
