"""Where the two sides of an event stand around its trigger: subjects and objects over passive, control, relative clauses,
participles and coordination; possessors and prepositions around nouns. Written once for all frames."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import actors, holders, tree
from dragoman.coding.found import NOBODY, Found, Report
from dragoman.coding.memo import once
from dragoman.coding.view import View
from dragoman.model import Actor, Sentence

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
VERB_RECIPIENT = (
    "iobj",
    "on",
    "against",
    "with",
    "to",
    "toward",
    "towards",
    "for",
    "from",
    "into",
    "over",
    "possessor",
    "of",
    "in",
)
NOUN_ACTOR = ("possessor", "by", "from")
NOUN_RECIPIENT = ("of", "on", "against", "with", "to", "toward", "towards", "for", "into", "over", "in")
BOTH_SIDES = ("possessor", "between", "with", "among", "of", "by", "from")


def surface_subject(report: Report, n: int, verb: int, depth: int = 0) -> int | None:
    """The token that is understood as the subject of a verb form, its own or that of the clause that controls it."""
    s = report.views[n].sentence
    own = tree.child(s, verb, *SUBJECTS)
    if own is not None or depth > 8:
        return own
    token = s.tokens[verb]
    head = token.head
    if head == verb:
        return _headline_subject(s, verb)
    if token.dep == "conj" and tree.is_verb(s.tokens[head]):
        return surface_subject(report, n, head, depth + 1)
    if token.dep == "relcl":
        return head
    if token.dep == "acl":
        return head if token.tag in ("VBG", "VBN") or _acts(report, n, head) else _owner(report, n, head, depth)
    if token.dep == "advcl" and token.tag == "VB" and s.tokens[head].lemma == "be" and (sent := _sent(report, n, verb)) is not None:
        return sent
    if token.dep in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "aux", "dep", "parataxis", "conj"):
        return _controller(report, n, verb, head, depth)
    return None


def _acts(report: Report, n: int, noun: int) -> bool:
    """ "Soldiers there to fight the rebels": people are the subject of the infinitive behind them."""
    at = report.views[n].roles[noun]
    return at is not None and at.role.kind in FIGHTERS


def _sent(report: Report, n: int, verb: int) -> int | None:
    """ "is home to soldiers there to fight": the people straight before the infinitive, adverbs apart."""
    s = report.views[n].sentence
    at = min((c for c in tree.children(s, verb, "aux") if s.tokens[c].text.lower() == "to"), default=0) - 1
    while at > 0 and s.tokens[at].tag == "RB":
        at -= 1
    return at if at >= 0 and _acts(report, n, at) else None


#: kinds of people who are sent to do something
FIGHTERS = frozenset({"military", "police", "armed_group"})


def _headline_subject(s: Sentence, verb: int) -> int | None:
    """In a headline the parse may leave the subject as a bare noun before the verb."""
    if s.segment.headline:
        left = [
            c
            for c in s.children[verb]
            if c < verb and s.tokens[c].dep in ("dep", "npadvmod", "compound", "nmod") and tree.is_noun(s.tokens[c])
        ]
        return left[0] if left else None
    return None


def _controller(report: Report, n: int, verb: int, head: int, depth: int) -> int | None:
    """The subject of an infinitive or participle: the object of a verb like "urge", else the governor's subject."""
    s = report.views[n].sentence
    governor = head
    while not tree.is_verb(s.tokens[governor]):
        token = s.tokens[governor]
        if tree.is_noun(token) and token.dep not in ("attr", "oprd"):
            return _owner(report, n, governor, depth)
        if token.head == governor:
            return None
        governor = token.head
    if (
        s.tokens[governor].lemma in report.words.object_control
        and s.tokens[verb].dep in ("xcomp", "ccomp", "advcl")
        and not tree.is_passive(s, governor)
    ):
        objects = tree.children(s, governor, "dobj", "dative") or [
            o
            for o in tree.preposition_objects(s, governor, "on", "upon", "to")
            if o < verb and s.tokens[governor].lemma in ("call", "appeal")
        ]
        if objects and objects[0] < verb:
            return objects[0]
    return surface_subject(report, n, governor, depth + 1)


def _owner(report: Report, n: int, noun: int, depth: int) -> int | None:
    """Whose plan it is in "Iran's plan to", "has no plan to": the possessor, else the subject of the noun's verb."""
    s = report.views[n].sentence
    own = tree.child(s, noun, "poss")
    if own is not None:
        return own
    if s.tokens[noun].dep in ("dobj", "attr", "pobj", "conj", "oprd"):
        for at in tree.up(s, noun):
            if tree.is_verb(s.tokens[at]) or s.tokens[at].lemma == "be":
                return surface_subject(report, n, at, depth + 1)
    return None


@once
def doer(report: Report, n: int, verb: int) -> Found:
    """Who does what the verb says; a passive names it with "by" or not at all."""
    s = report.views[n].sentence
    if tree.is_passive(s, verb):
        by = tree.preposition_objects(s, verb, "by")
        return actors.resolve(report, n, by[0]) if by else NOBODY
    subject = surface_subject(report, n, verb)
    return actors.resolve(report, n, subject) if subject is not None else NOBODY


@once
def object_tokens(report: Report, n: int, verb: int, preposition: str | None) -> list[int]:
    """Heads of what the verb acts on: direct object, passive subject, object of its own preposition, or antecedent."""
    s = report.views[n].sentence
    if preposition is not None:
        own = tree.preposition_objects(s, verb, preposition)
        if not own:
            lower = (*tree.children(s, verb, "dobj", "prt", "advmod"), *tree.preposition_objects(s, verb))
            own = [o for d in lower for o in tree.preposition_objects(s, d, preposition)]
        return [c for o in own for c in tree.conjuncts(s, o)]
    if tree.is_passive(s, verb):
        subject = surface_subject(report, n, verb)
        found = tree.children(s, verb, "dobj") or ([subject] if subject is not None else [])
    else:
        found = tree.children(s, verb, "dobj", "oprd", "attr") or _raised(report, s, verb) or _shared_object(s, verb)
    return [c for o in found for c in tree.conjuncts(s, _antecedent(s, o))]


def _raised(report: Report, s: Sentence, verb: int) -> list[int]:
    """ "help Chad fight", "let her go": the parser has the object as subject of the clause."""
    if s.tokens[verb].lemma not in report.words.object_control:
        return []
    return [o for c in tree.children(s, verb, "ccomp") if s.tokens[c].tag == "VB" for o in tree.children(s, c, "nsubj") if o > verb]


def _shared_object(s: Sentence, verb: int) -> list[int]:
    """ "attacked and burned a village": the first verb's object stands with the second."""
    for c in tree.children(s, verb, "conj"):
        if tree.is_verb(s.tokens[c]) and not tree.is_passive(s, c) and c - verb <= 2:
            return tree.children(s, c, "dobj")
    return []


def _antecedent(s: Sentence, i: int) -> int:
    if s.tokens[i].tag in ("WDT", "WP") or (
        s.tokens[i].text.lower() == "that" and s.tokens[i].dep in ("dobj", "nsubjpass")
    ):
        for at in tree.up(s, i):
            if s.tokens[at].dep == "relcl":
                return s.tokens[at].head
    return i


@once
def slot(report: Report, n: int, name: str, verb: int | None, noun: int | None, preposition: str | None) -> Found:
    """The actors in one slot around a trigger. `noun` is the trigger noun or the verb's object; `preposition` the verb's own."""
    s = report.views[n].sentence
    if name == "subject":
        return doer(report, n, verb) if verb is not None else NOBODY
    if name == "object":
        return (
            _joined([actors.resolve(report, n, o) for o in object_tokens(report, n, verb, preposition)[:1]])
            if verb is not None
            else NOBODY
        )
    if name == "iobj":
        return (
            _joined([actors.resolve(report, n, o) for o in indirect(s, verb)])
            if verb is not None
            else NOBODY
        )
    if name == "possessor":
        return possessor(report, n, noun) if noun is not None else NOBODY
    if name == "clause":
        return _clause_subject(report, n, verb if verb is not None else noun)
    found: list[int] = []
    for at in (noun, verb):
        if at is not None and not found:
            found = tree.reached_objects(s, at, name)
    if verb is None and noun is not None and name in ("with", "between"):
        found = [*found, *(o for o in _on_governor(report, s, noun, name) if o not in found)]
    if not found and verb is not None:
        beside = tree.children(s, verb, "prt", "advmod") + ([] if noun is not None else tree.children(s, verb, "dobj"))
        found = next((o for o in (tree.reached_objects(s, c, name) for c in beside) if o), [])
    return _joined([actors.resolve(report, n, o) for o in found])


def _on_governor(report: Report, s: Sentence, noun: int, preposition: str) -> list[int]:
    """ "No meeting is foreseen with Peru", "ruled out talks with Iran or with Iraq": the phrase may hang on the verb."""
    token = s.tokens[noun]
    head = s.tokens[token.head]
    carries = head.lemma in ("be", "foresee") or head.lemma in report.words.occurrence_verbs or head.lemma in report.words.stance_verbs
    if token.dep not in ("dobj", "nsubj", "nsubjpass", "attr") or not carries:
        return []
    return [o for o in tree.preposition_objects(s, token.head, preposition) if o > noun and s.tokens[o].dep == "pobj"]


def indirect(s: Sentence, verb: int) -> list[int]:
    """Who gets what is given: the dative; in a passive that keeps its object ("was given asylum by") the subject."""
    if tree.is_passive(s, verb) and tree.child(s, verb, "dobj", "oprd") is not None:
        return tree.children(s, verb, "nsubjpass")
    return [o for o in tree.children(s, verb, "dative") if s.tokens[o].tag != "IN"]


@once
def possessor(report: Report, n: int, noun: int) -> Found:
    """The states or persons in a noun's possessive, adjectives and compounds: "Turkey's", "Russian", "U.S.-Iraqi"."""
    view = report.views[n]
    found: list[Actor] = []
    for j in tree.nominal_part(view.sentence, noun):
        token = view.sentence.tokens[j]
        if j == noun or token.dep == "punct" or (j not in view.sentence.children[noun] and _of_owner(view.sentence, j, noun)):
            continue
        if token.dep == "poss":
            found.extend(actors.resolve(report, n, j).actors)
        elif view.hits[j] is not None and token.dep in ("amod", "compound", "nmod", "conj", "nummod", "npadvmod"):
            found.extend(a for a in (holders.as_hit(view, j),) if a is not None and not _instrument(view, j, noun))
    unique: dict[tuple[str | None, str | None], Actor] = {}
    for actor in found:
        unique.setdefault((actor.country, actor.person), actor)
    return Found(tuple(unique.values()), False, "possessor or adjective of the noun") if unique else NOBODY


#: what an agreement is called after, and bodies that are called as their agreement is
TREATIES = frozenset({"treaty", "charter", "convention", "statute"})
NAMED_AS = frozenset({"area", "agreement", "treaty", "convention", "zone"})


def _instrument(view: View, j: int, noun: int) -> bool:
    """ "The NATO treaty", "the Free Trade Area agreement": the name says which agreement it is, not who makes it."""
    hit = view.hits[j]
    if hit is None or hit.name.sort != "organisation":
        return False
    last, lemma = hit.text.lower().split()[-1], view.sentence.tokens[noun].lemma.lower()
    return lemma in TREATIES or (last in NAMED_AS and lemma in ("agreement", "accord", "deal", "pact"))


def _of_owner(s: Sentence, j: int, noun: int) -> bool:
    """Whether a word belongs to the owner and not to the noun: "Greek" in "the Greek minister's visit"."""
    return any(s.tokens[h].dep == "poss" for h in tree.up(s, j) if h > j and h < noun)


def _clause_subject(report: Report, n: int, at: int | None) -> Found:
    s = report.views[n].sentence
    if at is None:
        return NOBODY
    for c in tree.children(s, at, "ccomp", "xcomp", "advcl", "acl", "pcomp"):
        subject = tree.child(s, c, "nsubj", "nsubjpass")
        if subject is not None:
            return actors.resolve(report, n, subject)
    return NOBODY


def _joined(parts: Sequence[Found]) -> Found:
    named = [p for p in parts if p.actors]
    if not named:
        return NOBODY
    return Found(tuple(a for p in named for a in p.actors), all(p.weak for p in named), "; ".join(p.why for p in named))


@once
def content_object(report: Report, n: int, verb: int | None, noun: int | None) -> Found:
    """Whom the content clause is about: "threatened to invade Syria", "its promise to help Peru"."""
    s = report.views[n].sentence
    for at in (verb, noun):
        if at is None:
            continue
        for o in (*tree.children(s, at, "dobj"), *tree.preposition_objects(s, at, "for", "on", "about")):
            goods = tree.children(s, o, "dobj") if s.tokens[o].dep == "pcomp" else [o]
            by = [b for g in goods for b in tree.reached_objects(s, g, "by")]
            found = _joined([actors.resolve(report, n, b) for b in by[:1]])
            if found.actors:
                return found
        for c in tree.children(s, at, "xcomp", "acl", "advcl", "ccomp"):
            if not any(s.tokens[d].text.lower() == "to" for d in tree.children(s, c, "aux")):
                continue
            found, _ = first(report, n, ("object", "against", "to", "from", "at", "with", "on"), c, c, None)
            if found.actors:
                return found
    return NOBODY


def first(
    report: Report,
    n: int,
    names: Sequence[str],
    verb: int | None,
    noun: int | None,
    preposition: str | None,
    doers: frozenset[str] = frozenset(),
) -> tuple[Found, str]:
    """The first of these slots that names an actor, and its name; actors of a known state before
    those of none, others than the doers' own, full evidence before weak."""
    best: tuple[int, Found, str] = (0, NOBODY, "")
    for name in names:
        found = slot(report, n, name, verb, noun, preposition)
        worth = _worth(found, doers)
        if name == "clause" and (worth == 2 or found.weak):
            continue
        if worth == 4:
            return found, name
        if worth > best[0]:
            best = (worth, found, name)
    return best[1], best[2]


def _worth(found: Found, doers: frozenset[str]) -> int:
    """0 nobody, 1 of no known state, 2 the doers' own state, 3 weak evidence, 4 full."""
    countries = {a.country for a in found.actors if a.country}
    if not countries:
        return 1 if found.actors else 0
    return 2 if countries <= doers else 3 if found.weak else 4
