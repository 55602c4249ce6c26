"""Silence where nothing political happened: sport, business, science, weather ... and figures of speech.

Words of a domain weigh against words of politics, in the sentence and in the whole report (data/lexicon/en/gate.toml).
A report that hardly speaks of politics tells of an event only in sentences that do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from dragoman.coding import signs
from dragoman.coding.lexicon import Phrase, phrase_of
from dragoman.coding.scan import Glance
from dragoman.coding.sides import Candidate
from dragoman.entries import GateTable
from dragoman.model import Sentence

STRONG, WEAK = 3, 1
POLITICS, FIGURATIVE = "politics", "figurative"
#: a report is of a domain where its words there outweigh politics so many times, and come to so much a sentence
OUTWEIGHS, DENSITY = 2.0, 1.0
#: a report of so many sentences speaks of politics where its words come to so much a sentence: in the golden reports
#: that do it is 1.9 and more, in those that do not 0.5 on average (tests/golden)
SENTENCES, SPOKEN = 5, 1.25
#: sentences from which on a report's words alone, without a parse, say whether it speaks of politics
TELLING = 9
#: below this it does not, whatever its other words are; between the two where they come to half of politics or more
SILENT, HALF = 0.7, 0.5

#: within how many words the next word of a figure of speech has to come, without and with a preposition
NEAR, FAR = 3, 5
#: what states do to each other in words or goods: told of two states it is politics also in a report that hardly speaks of it;
#: not so what teams do too (beat, meet, give in)
DEALINGS = frozenset("AGREE SUPPORT COOPERATE AID REQUEST REJECT ACCUSE SANCTION CONCEDE MOBILIZE THREATEN".split())
#: kinds of actors that act for a state or an organisation
PUBLIC = frozenset("government military legislature judiciary police organisation armed_group".split())

Phrases = Mapping[str, Sequence[tuple[Phrase, str, int]]]


class Verdict(Struct, frozen=True):
    """The domain that the whole report belongs to, if it is no politics.

    `thin`: it hardly speaks of politics; `plain`: it plainly does; `silent`: it tells no news at all (a book review, a recipe).
    """

    domain: str | None
    reason: str
    thin: bool = False
    plain: bool = False
    silent: bool = False
    #: what each sentence weighs in each domain, by the sentence's index
    weights: Mapping[int, Mapping[str, int]] = {}


class Gate:
    """The domains' words indexed by their first word."""

    def __init__(self, tables: Mapping[str, GateTable], hostile: frozenset[str] = frozenset()) -> None:
        self.tables, self.hostile = tables, hostile
        index: dict[str, list[tuple[Phrase, str, int]]] = {}
        for name, table in tables.items():
            for words, weight in ((table.strong, STRONG), (table.weak, WEAK)):
                for word in words:
                    phrase = phrase_of(word)
                    index.setdefault(phrase[0], []).append((phrase, name, weight))
        self._starts = frozenset(first for first, entries in index.items() if any(name != FIGURATIVE for _, name, _ in entries))
        self._index: Phrases = {first: sorted(entries, key=lambda e: -len(e[0])) for first, entries in index.items()}

    def weights(self, s: Sentence, without: frozenset[int] = frozenset()) -> dict[str, int]:
        """The weight of each domain in a sentence; a token counts once for each domain, the longest phrase wins.

        A word stands as lemma or as written ("qualifier" has a wrong lemma). Tokens in `without` do not count: a trigger says
        nothing about what its sentence is about.
        """
        found = self._words([("", "") if t.i in without else (t.lemma.lower(), t.text.lower()) for t in s.tokens])
        return self._signed(found, signs.score_lines(s), signs.years_long_past(s))

    def glanced(self, forms: Sequence[frozenset[str]], text: str) -> dict[str, int]:
        """The weights of a sentence without a parse: a word counts as any of the lemmas that it could have."""
        return self._signed(self._words(forms), signs.scores_in(text), signs.old_years_in(text))

    def apart(self, seen: Sequence[Glance]) -> tuple[str, bool] | None:
        """Why a report, by its words alone, is none on politics, and whether it may tell of things owed all the same; None where it is, or
        where it is too short to tell.
        """
        if len(seen) < TELLING:
            return None
        total = _summed((g.weights, g.segment.headline) for g in seen)
        politics = total.pop(POLITICS, 0)
        domain = self._of_domain(total, politics, len(seen))
        if domain is not None:
            return domain, False
        if _thin(politics, sum(total.values()), len(seen)):
            return f"hardly a word of politics: {politics}, domains {total}", True
        return None

    def _of_domain(self, total: Mapping[str, int], politics: int, sentences: int) -> str | None:
        """The domain that outweighs politics, if one does."""
        for domain, weight in sorted(total.items(), key=lambda e: -e[1]):
            if weight > OUTWEIGHS * politics and weight >= DENSITY * max(3, sentences):
                return domain
        return None

    def _words(self, forms: Sequence[Collection[str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        until: dict[str, int] = {}
        for i, form in enumerate(forms):
            if self._starts.isdisjoint(form):  # as nearly every word does
                continue
            for first in dict.fromkeys(form):
                for phrase, domain, weight in self._index.get(first, ()):
                    if until.get(domain, 0) <= i and domain != FIGURATIVE and (len(phrase) == 1 or _stands(phrase, forms, i)):
                        found[domain] = found.get(domain, 0) + weight
                        until[domain] = i + len(phrase)
        return found

    def _signed(self, found: dict[str, int], scores: int, years: int) -> dict[str, int]:
        for domain, signed in (("sport", scores), ("history", years)):
            if signed and domain in self.tables:
                found[domain] = found.get(domain, 0) + STRONG * signed
        return found

    def report(self, sentences: Sequence[Sentence], unparsed: Sequence[Glance] = ()) -> Verdict:
        """What the report as a whole is about, where that is no politics; sentences that were not parsed count by their words."""
        each: dict[int, dict[str, int]] = {}
        for s in sentences:
            announced = signs.genre(s)
            if announced is not None:
                return Verdict(None, f"the headline announces a piece without news: {announced}", silent=True)
            each[s.segment.index] = self.weights(s)
        parsed = ((each[s.segment.index], s.segment.headline) for s in sentences)
        total = _summed([*parsed, *((g.weights, g.segment.headline) for g in unparsed)])
        count = len(sentences) + len(unparsed)
        politics = total.pop(POLITICS, 0)
        thin = _thin(politics, sum(total.values()), count)
        plain = count >= SENTENCES and politics >= SPOKEN * count
        domain = self._of_domain(total, politics, count)
        if domain is not None:
            return Verdict(domain, f"the report is about {domain}: {total[domain]} against {politics} for politics", thin, weights=each)
        sparse = ": hardly a word of politics" if thin else ""
        return Verdict(None, f"politics {politics}, domains {total}{sparse}", thin, plain, weights=each)

    def refuses(self, s: Sentence, c: Candidate, verdict: Verdict) -> str | None:
        """Why this candidate is no event, or None."""
        kind = c.match.frame.type
        if verdict.silent or verdict.domain is not None and self._blocks(verdict.domain, kind):
            return verdict.reason
        kept = verdict.weights.get(s.segment.index)
        weights = self.weights(s) if kept is None else dict(kept)
        politics = weights.pop(POLITICS, 0)
        if verdict.thin and not self._spoken(s, c, weights):
            return f"neither the report nor the sentence is about politics ({verdict.reason})"
        times = OUTWEIGHS if verdict.plain else 1.0
        for domain, weight in weights.items():
            if weight >= times * max(self.tables[domain].needed, 1) and weight > times * politics and self._blocks(domain, kind):
                return f"the sentence is about {domain} ({self.tables[domain].reason}): {weight} against {politics}"
        return self._figure(s, c)

    def _spoken(self, s: Sentence, c: Candidate, weights: Mapping[str, int]) -> bool:
        """Whether a sentence is about politics by itself: by its words but for the trigger, or by two states' dealings."""
        if self.weights(s, frozenset(c.match.tokens)).get(POLITICS, 0) >= STRONG:
            return True
        kind = c.match.frame.type
        return kind in DEALINGS and _between_states(c) and not any(w >= STRONG and self._blocks(d, kind) for d, w in weights.items())

    def _blocks(self, domain: str, kind: str) -> bool:
        blocks = self.tables[domain].blocks
        return "all" in blocks or kind in blocks

    def _figure(self, s: Sentence, c: Candidate) -> str | None:
        """A verb phrase that is never an event ("strike a chord")."""
        verb = c.match.verb if c.match.verb is not None else c.match.anchor
        if c.match.verb is not None and signs.instruction(s, verb):
            return "an instruction to the reader"
        before = (c.match.noun or 0) - 1
        if before >= 0 and any(
            domain == FIGURATIVE and phrase == (s.tokens[before].lemma.lower(), s.tokens[before + 1].lemma.lower())
            for phrase, domain, _ in self._index.get(s.tokens[before].lemma.lower(), ())
        ):
            return f"{s.tokens[before].text} {s.tokens[before + 1].text} is another thing"  # "press conference"
        for phrase, domain, _ in self._index.get(s.tokens[verb].lemma.lower(), ()):
            if domain == FIGURATIVE and len(phrase) > 1 and _follows(s, verb, phrase[1:]) and _hangs(s, verb, phrase):
                return f"figure of speech: {' '.join(phrase)}"
        return None


def _stands(phrase: Phrase, forms: Sequence[Collection[str]], i: int) -> bool:
    """Whether the words of a phrase stand at token i, each as lemma or as written."""
    return len(forms) >= i + len(phrase) and all(word in forms[i + k] for k, word in enumerate(phrase))


def _summed(weights: Iterable[tuple[Mapping[str, int], bool]]) -> dict[str, int]:
    """The weights of all sentences together; a headline's count twice."""
    total: dict[str, int] = {}
    for some, headline in weights:
        for domain, weight in some.items():
            total[domain] = total.get(domain, 0) + weight * (2 if headline else 1)
    return total


def _thin(politics: int, others: int, sentences: int) -> bool:
    """Whether a report of so many sentences hardly speaks of politics."""
    spoken = politics / max(1, sentences)
    return sentences >= SENTENCES and (spoken < SILENT or spoken < SPOKEN and others >= HALF * politics)


def _between_states(c: Candidate) -> bool:
    """Whether two states or organisations stand on the two sides, or together on one of a reciprocal act."""
    doers, others = ({a.country for a in side.actors if a.country and a.kind in PUBLIC} for side in (c.actors, c.recipients))
    return bool(doers and others and doers != others or c.match.frame.reciprocal and len(doers) > 1)


def _follows(s: Sentence, verb: int, words: Phrase) -> bool:
    """Whether the words stand behind the verb in their order, few others between: more where a preposition leads them."""
    at, reach = verb, NEAR if len(words) == 1 else FAR
    for word in words:
        found = next((t.i for t in s.tokens[at + 1 : at + 1 + reach] if t.lemma.lower() == word), None)
        if found is None:
            return False
        at = found
    return True


def _hangs(s: Sentence, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase's last word hangs on the verb, directly or over one word between."""
    for c in s.children[verb]:
        if c > verb and (
            s.tokens[c].lemma.lower() == phrase[-1]
            or any(s.tokens[d].lemma.lower() == phrase[-1] for d in s.children[c])
        ):
            return True
    return False
