"""Two texts, sentence by sentence: what the shorter one shares with the longer, and what it says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dragoman.linking.differences import change
from dragoman.linking.normalise import Body, Sentence, names_in, own_words
from dragoman.linking.words import words

COPIED = 0.8  # of the shorter text's words, in sentences of the longer one
PAIRED = 0.6  # of the words of two sentences: one sentence, edited, or two that contradict each other
LEAST = 12  # words: a shorter text may be alike by chance
DAYS = 2  # a paper prints today what the agency sent yesterday


class Comparison(Struct, frozen=True):
    """`shared` is the part of the shorter text that the longer one has; `changed` what they tell otherwise; `added` where
    sentences stand in the new text that the old one has not."""

    same_body: bool
    same_headline: bool
    shared: float
    changed: tuple[str, ...]
    added: tuple[tuple[int, int], ...]

    @property
    def copied(self) -> bool:
        """Whether one is a copy of the other or of a part of it."""
        return self.shared >= COPIED and not self.changed

    @property
    def why(self) -> str:
        """In words."""
        if self.same_body:
            return "the same words" if self.same_headline else "the same words under another headline"
        told = f"{self.shared:.0%} of the shorter text is in the other"
        return f"{told}, but it tells otherwise: {'; '.join(self.changed)}" if self.changed else told


def compare(old_text: str, new_text: str) -> Comparison:
    """The two texts as they are; a headline is part of neither body. A text without words is like none."""
    old, new = own_words(old_text), own_words(new_text)
    same_headline = not old.headline or not new.headline or old.headline == new.headline
    if not old.stems or not new.stems:
        return Comparison(False, same_headline, 0.0, (), ())
    far = _far(old, new)
    if old.stems == new.stems:
        return Comparison(not far, same_headline, 1.0, far, ())
    backwards = len(new.stems) < len(old.stems)
    shorter, longer = (new, old) if backwards else (old, new)
    texts = (new_text, old_text) if backwards else (old_text, new_text)
    pairs = _pairs(shorter.sentences, longer.sentences)
    changed = [found for left, right in pairs if (found := _change(left, right, texts)) is not None]
    paired = {left.start for left, _ in pairs}, {right.start for _, right in pairs}
    alone = [sentence for sentence in shorter.sentences if sentence.start not in paired[0]]
    rest = [sentence for sentence in longer.sentences if sentence.start not in paired[1]]
    changed += _replaced(shorter, longer, pairs, texts)
    changed += [f"- > {' '.join(denying)}" for sentence in (*alone, *rest) if (denying := _denying(sentence))]
    size = len(shorter.stems)
    shared = 1 - sum(len(sentence.stems) for sentence in alone) / size
    added = tuple((sentence.start, sentence.end) for sentence in (alone if backwards else rest))
    return Comparison(False, same_headline, shared if size >= LEAST else 0.0, (*far, *changed), added)


def _change(left: Sentence, right: Sentence, texts: tuple[str, str]) -> str | None:
    if left.stems == right.stems:
        return None
    return change(left, right, names_in(texts[0], left) | names_in(texts[1], right))


def _pairs(shorter: Sequence[Sentence], longer: Sequence[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Each sentence of the shorter text with the one of the longer that is most like it, if it is like any."""
    counted = [(sentence, Counter(sentence.stems)) for sentence in longer]
    exactly = {sentence.stems: sentence for sentence in longer}
    pairs = []
    for sentence in shorter:
        if (same := exactly.get(sentence.stems)) is not None:
            pairs.append((sentence, same))
            continue
        own = Counter(sentence.stems)
        best = max(counted, key=lambda other: _alike(own, other[1]))
        if _alike(own, best[1]) >= PAIRED:
            pairs.append((sentence, best[0]))
    return pairs


def _replaced(shorter: Body, longer: Body, pairs: Sequence[tuple[Sentence, Sentence]], texts: tuple[str, str]) -> Iterator[str]:
    """Sentences in the place of others, as many for as many, about the same names: what they say was replaced."""
    partner = {left.start: right for left, right in pairs}
    taken = {right.start for _, right in pairs}
    gap: list[Sentence] = []
    before = -1
    for sentence in (*shorter.sentences, None):
        if sentence is not None and sentence.start not in partner:
            gap.append(sentence)
            continue
        after = partner[sentence.start].start if sentence is not None else longer.sentences[-1].end
        there = [other for other in longer.sentences if before < other.start < after and other.start not in taken]
        if gap and len(gap) == len(there):
            for own, other in zip(gap, there, strict=True):
                if not names_in(texts[0], own).isdisjoint(other.stems) or not names_in(texts[1], other).isdisjoint(own.stems):
                    yield f"{' '.join(own.stems[:6])} > {' '.join(other.stems[:6])}"
        gap, before = [], after


def _alike(left: Counter[str], right: Counter[str]) -> float:
    """The share of words in common, of the longer sentence, or of the shorter one where it was cut to half or more."""
    common = sum(min(left[stem], right[stem]) for stem in left.keys() & right.keys())  # most share little: quicker than `left & right`
    short, long = sorted((left.total(), right.total()))
    return common / short if short >= LEAST and 2 * short >= long else 2 * common / (short + long)


def _denying(sentence: Sentence) -> list[str]:
    return [stem for stem in sentence.stems if stem in words().denying]


def far(old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Whether two datelines, as month and day, are days apart; (0, 0) stands for none, which is near to every day."""
    if not any(old) or not any(new):
        return False
    apart = abs(30.4 * (old[0] - new[0]) + old[1] - new[1])
    return min(apart, 365 - apart) > DAYS + 1


def _far(old: Body, new: Body) -> tuple[str, ...]:
    """What is sent every week in the same words is news each time."""
    days = old.dated or (0, 0), new.dated or (0, 0)
    return (f"{days[0][0]}-{days[0][1]} > {days[1][0]}-{days[1][1]}",) if far(*days) else ()
