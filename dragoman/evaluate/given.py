"""What a given source does to a given target in one sentence: the engine's frames, with the two phrases as the only actors.

Both phrases are taken as they are (names, pronouns, "the company", a decision): the sentence is read as if each were the
name of an actor of its own and nobody else were named. Of the frames at every trigger the one is chosen whose sides and
whose place in the parse fit the two best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import actors, arguments, deontic, drafts, spoken, tree
from dragoman.coding.found import Report
from dragoman.coding.lexicon import Unit
from dragoman.coding.matching import Match, at_noun, at_verb
from dragoman.coding.names import Hit, Name
from dragoman.coding.pipeline import Engine
from dragoman.coding.sides import Candidate, with_sides
from dragoman.coding.view import view_of
from dragoman.evaluate.announced import by_default, governor, told_of, type_of
from dragoman.model import Actor, Sentence

SOURCE, TARGET = "SOURCE", "TARGET"
Phrase = frozenset[int]

#: classes of people: a frame that asks for one of them takes source or target by name as well
PEOPLE = frozenset({"@PRIS", "@STATESMAN"})
#: pronouns that stand for the speaker in what is said
BACK = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our", "my"})
#: where the target stands around a verb of which nothing is known but its usual type
ANYWHERE = ("object", "iobj", "to", "from", "against", "on", "for", "of", "in", "with")
#: acts of speech, for which people meet and call
SPEECH = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "AGREE", "THREATEN", "REJECT"})
#: what is an accusation in the mouth of another
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
#: types that a bare verb leaves open
YIELDING = {"RETREAT": "CONCEDE"}
#: what forces do that pull out
DEPART = frozenset({"leave", "depart", "exit", "quit"})
#: arcs from a trigger to the way between source and target that still count
FAR = 6


class Option(Struct, frozen=True):
    """One frame that could tell of source and target, and how well its sides and place fit them."""

    match: Match
    candidate: Candidate | None
    fit: float
    why: tuple[str, ...]


class Choice(Struct, frozen=True):
    """The type chosen, the frame (None: none fired) and the reasons."""

    type: str
    frame: str | None
    reason: str


def choose(sentence: Sentence, source: Phrase, target: Phrase, e: Engine) -> Choice:
    """The type of what `source` (token indices) does to `target` in this sentence."""
    report = given_report(sentence, source, target, e)
    s = report.views[0].sentence
    ranked = options(report, source, target, e)
    if not ranked or (ranked[0].fit < 0 and by_default(s, source, target, e)[1] == "said"):
        kind, why = by_default(s, source, target, e)
        return Choice(kind, None, f"no frame fires: {why}")
    best = ranked[0]
    doers = codes(best.candidate.actors.actors) if best.candidate is not None else frozenset()
    if best.match.frame.type in FORCE and TARGET in doers and told_of(s, source, target, e):
        return Choice("ACCUSE", best.match.frame.id, f"{best.match.frame.id} of the target, told by the source")
    against = any(s.tokens[i].lemma == "against" for t in target for i in tree.up(s, t) if best.match.anchor in tree.up(s, i))
    kind, how = type_of(s, best.match, against, e)
    first = f"{best.match.frame.id} at {s.tokens[best.match.tokens[0]].text!r} ({best.fit:.1f})"
    return Choice(kind, best.match.frame.id, "; ".join((first, *best.why, *how)))


def given_report(sentence: Sentence, source: Phrase, target: Phrase, e: Engine) -> Report:
    """A report of this one sentence in which the two phrases are the only names; a pronoun among them counts as one."""
    again = backward(sentence, source) - target
    tokens = tuple(replace(t, tag="NNP") if t.i in source | target | again and t.tag.startswith("PRP") else t for t in sentence.tokens)
    s = Sentence(sentence.segment, tokens, sentence.children)
    phrases = [(frozenset({i}), SOURCE) for i in again] + [(p, code) for p, code in ((source, SOURCE), (target, TARGET)) if p]
    hits = [hit(s, p, code) for p, code in sorted(phrases, key=lambda phrase: len(phrase[0]))]  # the inner of two before the outer
    return Report([view_of(s, hits, {})], [], [], [], None, None, e.resources.words)


def backward(s: Sentence, source: Phrase) -> Phrase:
    """Pronouns behind the source, in clauses that hang on a verb of which it is the subject: "Chad says it will"."""
    verbs = {s.tokens[i].head for i in source if s.tokens[i].dep in ("nsubj", "nsubjpass")}
    last = max(source, default=0)
    spoken_of = (t for t in s.tokens if t.i > last and t.text.lower() in BACK and t.tag.startswith("PRP"))
    return frozenset(t.i for t in spoken_of if verbs & set(tree.up(s, t.i)))


def hit(s: Sentence, phrase: Phrase, code: str) -> Hit:
    """The phrase as a known name."""
    text, start, end = tree.text_of(s, sorted(phrase))
    return Hit(start, end, text, Name(code, code, "government", "GOV", "names"))


def options(report: Report, source: Phrase, target: Phrase, e: Engine) -> list[Option]:
    """All frames that fire, the best first."""
    s, hits = report.views[0].sentence, report.views[0].hits
    again = frozenset(i for i, h in enumerate(hits) if h is not None and h.name.code == SOURCE)
    found: list[tuple[Match, Candidate | None]] = [(m, with_sides(report, m, _silent, False)) for m in matches(report, e)]
    found = fullest(found)
    fired = {m.verb for m, _ in found if m.verb is not None}
    bare = [m for t in s.tokens if t.i not in fired for m in at_any_object(report, t.i, e)]
    bare += [m for t in s.tokens for m in departs(report, t.i, source, e)]
    found += [(m, c) for m in bare if (c := with_sides(report, m, _silent, False)) is not None and complete(c)]
    found += [(c.match, c) for c in deontic.requests(report, 0, e.resources.status) + spoken.verdicts(report, 0, e.resources.status)]
    found += [(c.match, c) for t in s.tokens if t.i not in fired for c in wanted(report, t.i, e) if complete(c)]
    way = path(s, source, target)
    made = [option(report, m, c, again, target, way) for m, c in found]
    return sorted(demoted(s, made, e), key=lambda o: -o.fit)


def fullest(found: Sequence[tuple[Match, Candidate | None]]) -> list[tuple[Match, Candidate | None]]:
    """Without what a fuller frame at the same verb explains: its plainer frames, and the noun that it takes as its object."""
    best: dict[int | None, int] = {}
    used: set[int | None] = set()
    for m, c in found:
        if c is not None and m.verb in m.tokens and (codes(c.actors.actors) | codes(c.recipients.actors)):
            best[m.verb] = max(best.get(m.verb, 0), m.score)
            used |= {m.noun} if m.frame.objects and SOURCE in codes(c.actors.actors) else set()
    used.discard(None)
    plain = [(m, c) for m, c in found if m.verb not in m.tokens and m.noun not in used]
    return plain + [(m, c) for m, c in found if m.verb in m.tokens and m.score >= best.get(m.verb, 0)]


def matches(report: Report, e: Engine) -> list[Match]:
    """Every frame that a word of the sentence triggers, or that source or target by name complete."""
    s = report.views[0].sentence
    found = [m for t in s.tokens for m in (*at_verb(report, 0, t.i, e.lexicon), *at_noun(report, 0, t.i, e.lexicon))]
    return [m for m in found if not strays(report, m)] + [m for t in s.tokens for m in at_name(report, t.i, e)]


def strays(report: Report, m: Match) -> bool:
    """Whether the preposition of a phrasal verb belongs to something else: "called the king on Saturday"."""
    s = report.views[0].sentence
    if m.preposition is None or m.verb is None:
        return False
    objects = tree.preposition_objects(s, m.verb, m.preposition)
    if objects and all(s.tokens[o].text.lower() in report.words.calendar for o in objects):
        return True
    return not tree.is_passive(s, m.verb) and any(o not in m.tokens and m.verb < o < m.tokens[1] for o in tree.children(s, m.verb, "dobj"))


def at_name(report: Report, i: int, e: Engine) -> list[Match]:
    """Frames that ask for people as the object, where it is source or target by name: "released Lena Vogt"."""
    s, hits = report.views[0].sentence, report.views[0].hits
    if not tree.is_verb(s.tokens[i]) or s.tokens[i].dep in ("amod", "compound") or tree.child(s, i, "oprd") is not None:
        return []
    named = [o for o in arguments.object_tokens(report, 0, i, None) if hits[o] is not None and s.tokens[o].tag in ("NNP", "NNPS")]
    units = e.lexicon.verbs.get(s.tokens[i].lemma.lower(), ()) if named else ()
    return [Match(u.frame, 0, i, i, named[0], None, (i, named[0]), 2) for u in units if not u.rest and PEOPLE & set(u.frame.objects)]


def named(u: Unit, verb: str) -> bool:
    """Whether the frame lists the verb itself, not by a group of which only some members fit."""
    return " ".join((verb, *u.rest)) in u.frame.verbs


def departs(report: Report, i: int, source: Phrase, e: Engine) -> list[Match]:
    """Forces that leave pull out, which other travellers do not."""
    s = report.views[0].sentence
    forces = {word.rsplit(" ", 1)[-1] for word in e.resources.classes.noun_classes["FORCE"]}
    if s.tokens[i].lemma not in DEPART or not source or s.tokens[top(s, source)].lemma.lower() not in forces:
        return []
    frame = next(u.frame for u in e.lexicon.verbs["retreat"] if u.frame.type == "RETREAT")
    return [Match(replace(frame, recipient=ANYWHERE), 0, i, i, None, None, (i,), 4)]


def at_any_object(report: Report, i: int, e: Engine) -> list[Match]:
    """A verb whose frames all ask for other objects, as the frame of the type that most of them have."""
    s = report.views[0].sentence
    if not tree.is_verb(s.tokens[i]) or s.tokens[i].dep in ("amod", "compound"):
        return []
    lemma = s.tokens[i].lemma.lower()
    particles: set[tuple[str, ...]] = {(s.tokens[c].text.lower(),) for c in tree.children(s, i, "prt")} or {()}
    units = [u for u in e.lexicon.verbs.get(lemma, ()) if u.frame.objects and u.rest in particles and named(u, lemma)]
    if lemma in e.lexicon.light:
        return []
    kinds = Counter(YIELDING.get(u.frame.type, u.frame.type) for u in units)
    if not kinds or kinds.most_common(1)[0][1] * 2 <= len(units):
        return []
    kind = kinds.most_common(1)[0][0]
    frame = next(u.frame for u in units if YIELDING.get(u.frame.type, u.frame.type) == kind)
    return [Match(replace(frame, recipient=ANYWHERE), 0, i, i, None, None, (i,), 1)]


def wanted(report: Report, i: int, e: Engine) -> list[Candidate]:
    """A duty laid on another by a verb that no frame takes with an infinitive: "wants Chad to leave"."""
    s = report.views[0].sentence
    if not tree.is_verb(s.tokens[i]) or s.tokens[i].lemma.lower() not in e.resources.classes.verb_groups["WANT"]:
        return []
    clauses = [c for c in tree.children(s, i, "xcomp", "ccomp", "advcl") if any(s.tokens[a].text.lower() == "to" for a in s.children[c])]
    charged = [o for c in clauses for o in tree.children(s, c, "nsubj")] + (tree.children(s, i, "dobj") if clauses else [])
    match = Match(deontic.FRAME, 0, i, i, None, None, (i,), 3)
    return [Candidate(match, arguments.doer(report, 0, i), actors.resolve(report, 0, o), ("an infinitive",)) for o in charged]


def complete(c: Candidate) -> bool:
    """Whether the source does it and the target undergoes it."""
    return SOURCE in codes(c.actors.actors) and TARGET in codes(c.recipients.actors)


def option(report: Report, m: Match, c: Candidate | None, source: Phrase, target: Phrase, way: Phrase) -> Option:
    """How well a frame fits: its sides, the subject and the place of its trigger between the two phrases."""
    s = report.views[0].sentence
    doer = codes(c.actors.actors) if c is not None else frozenset()
    other = codes(c.recipients.actors) if c is not None else frozenset()
    verb = governor(s, m)
    subject = arguments.surface_subject(report, 0, verb) if verb is not None else None
    joint = SOURCE in doer | other and TARGET in doer and together(s, source, target)
    away = distance(s, m.tokens[0], way)
    points = (
        (0.3 * m.score, ""),
        (8.0, "both sides") if {SOURCE, TARGET} <= doer or joint else (0.0, ""),
        (4.0 * (SOURCE in doer and TARGET not in doer), "actor fits"),
        (4.0 * (TARGET in other and SOURCE not in other), "recipient fits"),
        (-2.0 * ((TARGET in doer) != (SOURCE in doer) and TARGET in doer or SOURCE in other), "sides are the other way round"),
        (3.0 * (SOURCE not in doer and subject in source), "source is the subject"),
        (1.5 * (TARGET not in other and any(m.anchor in (t, *tree.up(s, t)) for t in target)), "target stands below"),
        (-0.5 * away, f"{away} off the path"),
        (-1.0 * (m.noun is not None and m.verb is None), "a bare noun"),
        (-4.0 * (m.tokens[0] in source | target), "inside a given phrase"),
        (-3.0 * (SOURCE not in doer and modifies(s, m.anchor, target)), "tells of the target only"),
    )
    return Option(m, c, sum(p for p, _ in points), tuple(why for p, why in points if p and why))


def together(s: Sentence, source: Phrase, target: Phrase) -> bool:
    """Whether the two stand in one noun phrase: "British and EU negotiators"."""
    return bool(source and target) and (
        s.tokens[top(s, source)].head in target and s.tokens[top(s, source)].dep in ("nmod", "compound", "amod", "conj")
    )


def modifies(s: Sentence, anchor: int, phrase: Phrase) -> bool:
    """Whether a clause hangs on the phrase: "a student who has been barred"."""
    at = anchor
    for up in tree.up(s, anchor):
        if up in phrase and s.tokens[at].dep in ("relcl", "acl"):
            return True
        at = up
    return False


def demoted(s: Sentence, found: Sequence[Option], e: Engine) -> list[Option]:
    """The options, with what is only the content or the purpose of another act by the source put behind that."""
    whole = [o for o in found if o.candidate is not None and SOURCE in codes(o.candidate.actors.actors)]
    every = [o.candidate for o in found if o.candidate is not None]
    types = dict(e.resources.types)
    inside: set[int] = set()
    for o in whole:
        kept = drafts.swallowed(s, [c for c in (o.candidate, *every) if c is not None], types, _silent)
        inside |= {id(c) for c in every if not any(c is k for k in kept)}
    mains: dict[int | None, Option] = {o.match.verb: o for o in sorted(whole, key=lambda o: o.fit) if o.match.verb is not None}
    return [behind(s, o, id(o.candidate) in inside, mains) for o in found]


def behind(s: Sentence, o: Option, content: bool, mains: Mapping[int | None, Option]) -> Option:
    """The option with its loss for being the content ("agreed to lift") or the purpose ("sent tents to help") of another.

    What a meeting, call or journey is for says more than the meeting does: "called the king to thank him".
    """
    anchor, frame = s.tokens[o.match.anchor], o.match.frame
    main = mains.get(anchor.head) if anchor.dep in ("advcl", "xcomp", "relcl", "acl") and anchor.head != anchor.i else None
    if content:
        return replace(o, fit=o.fit - 4, why=(*o.why, "content of another act"))
    if main is None or frame.type in ("ASSAULT", "MOBILIZE") or frame.convention == "investigation":
        return o
    if main.match.frame.type == "CONSULT" and frame.type in SPEECH and o.candidate is not None:
        free = tree.child(s, anchor.i, "nsubj", "nsubjpass", "mark") is None
        does = SOURCE in codes(o.candidate.actors.actors) and not codes(o.candidate.recipients.actors) - {TARGET}
        return replace(o, fit=max(o.fit, main.fit + 0.5), why=(*o.why, "what the meeting is for")) if free and does else o
    return replace(o, fit=o.fit - 2, why=(*o.why, "purpose of another act"))


def codes(actors: Sequence[Actor]) -> frozenset[str]:
    """SOURCE, TARGET, or both."""
    return frozenset(a.country for a in actors if a.country is not None)


def path(s: Sentence, source: Phrase, target: Phrase) -> Phrase:
    """The tokens on the way through the parse from the head of the source to that of the target, up to a verb."""
    ways = [(top(s, phrase), *tree.up(s, top(s, phrase))) for phrase in (source, target) if phrase]
    shared = next((i for i in ways[0] if i in ways[-1]), None)
    if shared is None or len(ways) < 2:
        return frozenset(i for way in ways for i in way)
    verb = next((i for i in (shared, *tree.up(s, shared)) if tree.is_verb(s.tokens[i])), shared)
    return frozenset(i for way in ways for i in way[: way.index(verb) + 1])


def top(s: Sentence, phrase: Phrase) -> int:
    """The token of a phrase that hangs on a word outside it."""
    return min(phrase, key=lambda i: (s.tokens[i].head in phrase and s.tokens[i].head != i, i))


def distance(s: Sentence, i: int, way: Phrase) -> int:
    """Arcs from token i up to the first token on the way; FAR where that is farther or none is."""
    return next((n for n, at in enumerate((i, *tree.up(s, i))) if at in way and n < FAR), FAR)


def _silent(text: str) -> None:
    """Takes the notes of the engine's stages, which the choice's own reasons replace."""
