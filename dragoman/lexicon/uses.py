"""The words of frames, one use at a time: written twice in one frame, or always taken by another frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.coding import arguments, sides
from dragoman.coding.lexicon import Phrase, expand, phrase_of
from dragoman.entries import Frame, WordClasses
from dragoman.lexicon.findings import Finding, error, warning

#: groups of types for which the coder finds sides where for others it does not (coding/sides.py): crowds, weak ones, addressees
LENIENT = (frozenset({"PROTEST"}), sides.FORCE, sides.CONTENT_TYPES)
#: uses that one message names before it only counts them
NAMED = 4


class Use(Struct, frozen=True):
    """One way in which words can trigger a frame: a verb, alone or with an object noun, or a noun."""

    part: str
    words: Phrase
    object: Phrase | None = None

    def __str__(self) -> str:
        return " ".join(self.words) + (f" + {' '.join(self.object)}" if self.object else "")


def uses(frame: Frame, classes: WordClasses) -> frozenset[Use]:
    """All ways in which a frame can be triggered."""
    verbs = expand(frame, frame.verbs, classes.verb_groups)
    objects: list[Phrase | None] = [*expand(frame, frame.objects, classes.noun_classes)]
    nouns = (Use("noun", n) for n in expand(frame, frame.nouns, classes.noun_classes))
    return frozenset(Use("verb", v, o) for v in verbs for o in objects or [None]) | frozenset(nouns)


def repeated(frame: Frame, classes: WordClasses) -> Iterator[Finding]:
    """Words that stand twice in one list of a frame, in so many words or through a class."""
    lists = (
        ("verbs", frame.verbs, classes.verb_groups),
        ("nouns", frame.nouns, classes.noun_classes),
        ("objects", frame.objects, classes.noun_classes),
    )
    for name, words, groups in lists:
        plain = Counter(phrase_of(word) for word in words if not word.startswith("@"))
        if twice := [" ".join(phrase) for phrase, n in plain.items() if n > 1]:
            yield error("written twice", frame.id, frame.file, f"{name}: {', '.join(twice)}")
        for group in (word for word in words if word.startswith("@")):
            inside = plain.keys() & set(expand(frame, [group], groups))
            if inside:
                text = f"{name}: {', '.join(sorted(map(' '.join, inside)))} stand in {group} already"
                yield warning("written twice", frame.id, frame.file, text)


def shadowed(frames: Sequence[Frame], classes: WordClasses) -> Iterator[Finding]:
    """Uses that an earlier frame always takes: the same words, and sides that it finds wherever the later one does."""
    takers: dict[Use, list[Frame]] = defaultdict(list)
    for frame in frames:
        own = uses(frame, classes)
        lost = {use: taker for use in own if (taker := next((t for t in takers[use] if takes(t, frame, use)), None)) is not None}
        for use in own:
            takers[use].append(frame)
        if len(lost) == len(own):
            winners = ", ".join(sorted({taker.id for taker in lost.values()}))
            yield error("unreachable", frame.id, frame.file, f"all its words go to {winners}, which stands before it")
        else:
            yield from (partly(frame, taker, found) for taker, found in by_taker(lost).items())


def by_taker(lost: Mapping[Use, Frame]) -> dict[str, list[Use]]:
    """The lost uses by the frame that takes them."""
    found: dict[str, list[Use]] = defaultdict(list)
    for use, taker in lost.items():
        found[taker.id].append(use)
    return found


def partly(frame: Frame, taker: str, lost: Sequence[Use]) -> Finding:
    """Some words of a frame go to another."""
    return warning("shadowed", frame.id, frame.file, f"{some(map(str, lost))} always {'goes' if len(lost) == 1 else 'go'} to {taker}")


def some(words: Iterable[str]) -> str:
    """The first words in order of the alphabet, and how many more there are."""
    found = sorted(words)
    return ", ".join(found[:NAMED]) + (f" and {len(found) - NAMED} more" if len(found) > NAMED else "")


def takes(first: Frame, later: Frame, use: Use) -> bool:
    """Whether the earlier of two frames with one use fires wherever the later one could: it needs no other sides, and looks
    for them in all places where the later one looks."""
    if first.reciprocal != later.reciprocal or not set(first.needs) <= set(later.needs):
        return False
    if any(later.type in kinds and first.type not in kinds for kinds in LENIENT) or (first.mode == "visit" != later.mode):
        return False
    return all(set(slots(first, use, side)) >= set(slots(later, use, side)) for side in ("actor", "recipient"))


def slots(frame: Frame, use: Use, side: str) -> tuple[str, ...]:
    """Where a frame looks for a side; the defaults are the coder's (coding/arguments.py)."""
    if use.part == "noun":
        return (frame.noun_actor or arguments.NOUN_ACTOR) if side == "actor" else (frame.noun_recipient or arguments.NOUN_RECIPIENT)
    if side == "actor":
        return frame.actor or ("subject",)
    return frame.recipient or (arguments.VERB_RECIPIENT if frame.objects else ("object",))
