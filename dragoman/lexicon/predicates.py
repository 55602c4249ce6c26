"""What a sentence says that actors of politics do: verbs with an actor on one side, nouns of action with an actor as theirs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dragoman.coding import actors, arguments, tree
from dragoman.coding.found import Report
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.matching import at_noun, at_verb
from dragoman.coding.sides import is_political

#: endings of nouns that name what is done (Quirk et al. 1985, A Comprehensive Grammar, I.41: deverbal nouns)
ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ure", "ing", "age", "al")
#: prepositions that lead from a noun of action to who does or undergoes it
OF = ("of", "by", "against", "between", "with", "on", "to", "from")
#: prepositions of place and time: what stands behind them is where or when, not whom
AROUND = frozenset("in at near inside outside within across around along after before during since until amid by as".split())
#: labels of verb forms that are no predicate: auxiliaries, adjectives, prepositions ("according to", "regarding")
NO_PREDICATE = ("aux", "auxpass", "amod", "compound", "prep", "case", "mark")
#: verbs that say nothing by themselves and no list of the lexicon has
EMPTY = frozenset("be have do get become seem appear remain include involve need want try let know see look feel come go".split())

OTHER = "it"  # an object that is no noun


class Predicate(Struct, frozen=True):
    """One predicate: its words, a typical object, how many actors of politics it has, and the frames that match its words.

    `near` are frames that know its first word, with other particles, prepositions or objects.
    """

    part: str
    words: str
    object: str | None
    sides: int
    frames: tuple[str, ...]
    near: tuple[str, ...]


class Silent(Struct, frozen=True):
    """Words of other stages, which are no predicates where no frame knows them: of speech, of status, of beginning and end.

    `things` are nouns that are actors or objects and name no act.
    """

    verbs: frozenset[str]
    things: frozenset[str]
    acts: frozenset[str]


def predicates(report: Report, n: int, lexicon: Lexicon, silent: Silent) -> Iterator[Predicate]:
    """The predicates of sentence n in order of its words; a noun that a verb's predicate has as its object is part of that."""
    s = report.views[n].sentence
    used: set[int] = set()
    for token in s.tokens:
        if tree.is_verb(token) and token.dep not in NO_PREDICATE and token.lemma[:1].isalpha():
            matches = at_verb(report, n, token.i, lexicon)
            used |= {t for m in matches for t in m.tokens}
            if (found := verb(report, n, token.i, lexicon, silent, tuple(m.frame.id for m in matches))) is not None:
                yield found
    for token in s.tokens:
        if token.i not in used and token.tag in ("NN", "NNS") and (found := noun(report, n, token.i, lexicon, silent)) is not None:
            yield found


def verb(report: Report, n: int, i: int, lexicon: Lexicon, silent: Silent, frames: tuple[str, ...]) -> Predicate | None:
    """The predicate of a verb with an actor of politics as subject, object or behind a preposition."""
    s = report.views[n].sentence
    lemma = s.tokens[i].lemma.lower()
    subject = arguments.surface_subject(report, n, i)
    objects = arguments.object_tokens(report, n, i, None)
    preposition, behind = towards(report, n, i, bool(objects))
    sides = [x for x in ([subject] if subject is not None else [], objects, behind) if any(political(report, n, t) for t in x)]
    carried = [t for t in objects if lemma in lexicon.light and at_noun(report, n, t, lexicon)]
    if carried:
        frames = tuple(m.frame.id for t in carried for m in at_noun(report, n, t, lexicon))
    particle = [s.tokens[c].text.lower() for c in tree.children(s, i, "prt")]
    if not sides or (not frames and (lemma in EMPTY or (lemma in silent.verbs and not particle))):
        return None
    thing = next((masked(report, n, t) for t in objects), None)
    if lemma in lexicon.light and thing is not None and thing.islower() and thing != OTHER and not frames:
        particle.append(thing)  # a light verb has no sense of its own: "hold + election"
    words = " ".join([lemma, *particle, *([preposition] if preposition and not objects else [])])
    near = tuple(dict.fromkeys(u.frame.id for u in lexicon.verbs.get(lemma, ()))) if not frames else ()
    return Predicate("verb", words, thing, len(sides), frames, near)


def towards(report: Report, n: int, i: int, has_object: bool) -> tuple[str | None, list[int]]:
    """The preposition of a verb that leads to an actor, else its first one where it has no object; and what stands behind it."""
    s = report.views[n].sentence
    all_of_them = [c for c in tree.children(s, i, "prep", "dative") if c > i and s.children[c]]
    prepositions = [c for c in all_of_them if s.tokens[c].lemma.lower() not in AROUND]
    led = next((c for c in prepositions if any(political(report, n, o) for o in s.children[c])), None)
    at = led if led is not None else next(iter(prepositions), None) if not has_object else None
    if at is None:
        return None, tree.preposition_objects(s, i, "by")
    return s.tokens[at].lemma.lower(), [*s.children[at], *tree.preposition_objects(s, i, "by")]


def noun(report: Report, n: int, i: int, lexicon: Lexicon, silent: Silent) -> Predicate | None:
    """The predicate of a noun of action whose doer or goal is an actor of politics."""
    view = report.views[n]
    s, lemma = view.sentence, view.sentence.tokens[i].lemma.lower()
    if view.hits[i] is not None or i in view.in_role or s.tokens[i].dep in ("compound", "nmod"):
        return None
    frames = tuple(m.frame.id for m in at_noun(report, n, i, lexicon))
    if not frames and (lemma in silent.things or not (lemma in silent.acts or lemma.endswith(ENDINGS))):
        return None
    led = [word for word in OF if any(political(report, n, o) for o in tree.reached_objects(s, i, word))]
    owned = bool(arguments.possessor(report, n, i).actors)
    if not led and not owned:
        return None
    near = tuple(dict.fromkeys(u.frame.id for u in (*lexicon.nouns.get(lemma, ()), *lexicon.verbs.get(lemma, ())))) if not frames else ()
    return Predicate("noun", lemma, None, len(led) + owned, frames, near)


def political(report: Report, n: int, i: int) -> bool:
    """Whether a phrase is a state, one who acts for it, a body of states, an armed group; a mere modifier makes it none."""
    found = actors.resolve(report, n, i)
    return not found.weak and any(is_political(a, "") for a in found.actors)


def masked(report: Report, n: int, i: int) -> str:
    """A noun by its lemma, an actor as "ACTOR", another name as "NAME", a pronoun or a figure as "it"."""
    view = report.views[n]
    token = view.sentence.tokens[i]
    if political(report, n, i):
        return "ACTOR"
    return token.lemma.lower() if token.tag in ("NN", "NNS") else "NAME" if tree.is_noun(token) else OTHER

