"""Where a sentence tells of an act by which something owed changes hands: the verb or noun, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.arguments import object_tokens, surface_subject
from dragoman.coding.found import Report
from dragoman.coding.owed.words import OTHER, Act, Words
from dragoman.coding.view import View
from dragoman.model import Sentence

How = Literal["gives", "gets", "moves", "noun", "promise", "owes"]
#: acts that are done with people, who may be named by their state only
OF_PEOPLE = frozenset({"withdrawal", "deployment", "release"})
#: acts of which a number alone may say what they are about: "hand over the remaining 20"
BARE = frozenset({"delivery", "withdrawal", "deployment", "release"})
#: people who come and go of themselves
FREE = frozenset({"soldier", "man", "national", "citizen", "civilian", "serviceman", "child", "woman", "journalist", "crew"})
ORDINAL = frozenset({"first", "second", "third", "last"})
#: what stands for a thing that was named before
PRONOUNS = frozenset({"it", "they", "them", "these", "those"})
OF_PRONOUNS = frozenset({"delivery", "payment", "report", "release"})
#: verbs that say of "it" that it was given, and that it comes
PLAIN = frozenset({
    "deliver", "supply", "ship", "furnish", "hand", "transfer", "submit", "pay", "disburse", "release", "free", "repay", "publish",
})  # fmt: skip
COMING = frozenset({"come", "arrive", "follow"})
#: what stands before "of" without being the thing itself
MEASURES = frozenset(
    """batch lot tranche shipment consignment half rest remainder most all number total dozen group contingent tonne ton load part delivery
    instalment pair set majority third quarter hundred thousand some first last second couple sort supply fleet draft""".split()
)
LENT = frozenset({"loan", "grant", "credit"})
MONEY = frozenset({"million", "billion", "trillion"})
#: verbs that take the thing behind "with": "supply Zambia with fertiliser"
WITH = frozenset({"supply", "provide", "furnish", "present", "equip", "return"})
#: "24 Chunma-155s", "S-400s"
DESIGNATED = re.compile(r"[A-Z][\w]*-\d+\w*|[A-Z]+\d+\w*")
#: verbs of which a promise says nothing that could be checked, and those that tell of meetings
VAGUE = frozenset(
    """continue support work cooperate strengthen keep meet discuss visit respect consider seek try do make be have remain deepen boost
    enhance expand promote develop improve maintain intensify step explore look talk speak hold attend host consult coordinate stand
    extend prolong
    defend fight act see destroy attack punish retaliate respond hit strike invade bomb sue take go come become use explain study review
    examine ensure uphold pursue push say tell""".split()
)


class Told(Struct, frozen=True):
    """An act at token `at`; `how` its subject stands to it; `things` are the tokens of what it is about, heads only."""

    act: str
    at: int
    how: How
    things: tuple[int, ...]


def acts(report: Report, n: int, known: Words) -> list[Told]:
    """The acts of a sentence, the main clause's first; of what is told twice about one thing the outer."""
    view = report.views[n]
    s = view.sentence
    found: list[tuple[float, int, Told]] = []
    front = fronted(s)
    for t in s.tokens:
        lemma = t.lemma.lower()
        if lemma not in known.known or t.i in front:
            continue
        for order, act in enumerate(known.acts):
            told = _at_verb(report, n, t.i, act) if tree.is_verb(t) else _at_noun(view, t.i, act) if tree.is_noun(t) else None
            if told is not None:
                found.append((_depth(s, t.i) + 0.5 * (told.how == "noun"), order, told))
    kept: list[Told] = []
    beside: set[int] = set()
    for _, _, told in sorted(found, key=lambda f: (f[0], f[1], f[2].at)):
        if beside & set(tree.up(s, told.at)):
            continue
        if any(_same(s, one, told) for one in kept):
            beside |= {told.at for one in kept if _beside(s, one, told)}
        else:
            kept.append(told)
    kept.extend(_promised(report, n, known, kept))
    return sorted(kept, key=lambda told: told.at)


def fronted(s: Sentence) -> frozenset[int]:
    """ "Of the 60,000 tonnes pledged in February, 33,000 have arrived": the whole, of which the sentence tells a part."""
    first = s.tokens[0] if s.tokens else None
    if first is None or first.text != "Of" or not any(s.tokens[k].tag == "CD" for k in tree.below(s, 0)):
        return frozenset()
    return frozenset(tree.below(s, 0))


def _at_verb(report: Report, n: int, i: int, act: Act) -> Told | None:
    view = report.views[n]
    lemma = view.sentence.tokens[i].lemma.lower()
    hows: tuple[How, ...] = ("gives", "gets", "moves")
    for how in hows:
        if lemma not in getattr(act, how):
            continue
        heads = _objects(report, n, i) if how != "moves" else _subject(report, n, i)
        things = tuple(j for j in _inner(view.sentence, heads) if is_thing(view, j, act, i))
        if how == "moves" and (tree.is_passive(view.sentence, i) or act.id == "release" and _at_large(view, things)):
            continue
        if things:
            return Told(act.id, i, how, things)
    return None


def _at_large(view: View, things: Sequence[int]) -> bool:
    """Soldiers who return were not captive, as far as the word goes."""
    return any(view.sentence.tokens[j].lemma.lower() in FREE for j in things)


def _objects(report: Report, n: int, verb: int) -> list[int]:
    s = report.views[n].sentence
    found = list(object_tokens(report, n, verb, None))
    if s.tokens[verb].lemma in WITH:
        found += tree.preposition_objects(s, verb, "with")
    if not found and not tree.is_passive(s, verb):  # "will hand over by 31 December a report", which parsers hang on the date
        found = [t.i for t in s.tokens if t.i > verb and t.dep in ("npadvmod", "appos") and tree.is_noun(t) and verb in tree.up(s, t.i)]
    return found


def _subject(report: Report, n: int, verb: int) -> list[int]:
    subject = surface_subject(report, n, verb)
    return tree.conjuncts(report.views[n].sentence, subject) if subject is not None else []


def _inner(s: Sentence, heads: Sequence[int]) -> Iterator[int]:
    """The heads, and what stands behind "of" where the head only measures it: "half of the boats", "10,000 tonnes of wheat"; what a
    relative pronoun stands for.
    """
    for j in heads:
        yield j
        if s.tokens[j].tag in ("WDT", "WP"):
            yield from (s.tokens[h].head for h in tree.up(s, j) if s.tokens[h].dep == "relcl")
        if s.tokens[j].tag == "CD" or s.tokens[j].lemma.lower() in MEASURES or s.tokens[j].tag in ("DT", "JJ", "JJS"):
            yield from _inner(s, [o for o in tree.preposition_objects(s, j, "of") if o != j])


def is_thing(view: View, i: int, act: Act, verb: int | None = None) -> bool:
    """Whether a noun can be what the act is about."""
    t = view.sentence.tokens[i]
    if t.lemma.lower() in act.things:
        return True
    if t.text.lower() in PRONOUNS and act.id in OF_PRONOUNS:
        if t.dep == "pobj" and verb is not None:  # "all of them are to be delivered"
            return view.sentence.tokens[verb].lemma in PLAIN
        over = view.sentence.tokens[t.head].lemma
        return over in PLAIN if t.dep in ("dobj", "nsubjpass") else t.dep == "nsubj" and over in COMING
    if t.text.lower() in ORDINAL and t.tag in ("JJ", "RB", "NN") and t.dep in ("dobj", "nsubj", "nsubjpass") and act.id in BARE:
        return bool(tree.children(view.sentence, i, "det"))  # "the first is to be delivered by March"
    if t.tag == "CD" and t.dep in ("dobj", "nsubj", "nsubjpass") and act.id in BARE:
        return t.lemma.lower() not in MONEY and not tree.preposition_objects(view.sentence, i, "of")
    if act.id in OF_PEOPLE:
        hit = view.hits[i]
        return hit is not None and hit.name.sort == "adjectives" and t.tag in ("NNPS", "NNS")
    return act.id in ("delivery", "order") and bool(DESIGNATED.match(t.text)) and tree.is_noun(t)


def _at_noun(view: View, i: int, act: Act) -> Told | None:
    """A noun of the act; a thing on it is not asked for, as reports speak of "the delivery" later on."""
    s = view.sentence
    if s.tokens[i].lemma.lower() not in act.nouns:
        return None
    near = [*_inner(s, tree.preposition_objects(s, i, "of", "for")), *tree.children(s, i, "compound", "nmod")]
    near += [o for c in tree.children(s, i, "acl", "relcl") for o in tree.children(s, c, "dobj")]
    near += [o for p in tree.preposition_objects(s, i, "of", "for") for o in tree.conjuncts(s, p)[1:]]
    if s.tokens[s.tokens[i].head].dep == "prep":  # "a contract on the purchase of"
        near += [o for o in tree.preposition_objects(s, i, "on") if o != i]
    things = tuple(dict.fromkeys(j for j in near if is_thing(view, j, act)))
    if act.id == "order" and not things and any(s.tokens[o].lemma in LENT for o in tree.preposition_objects(s, i, "on", "for")):
        return None  # "a contract on a loan"
    if not things and act.id == "order":  # "signed a contract with Russia on Monday for five regiments", which hangs on Monday
        fors = [t for t in s.tokens if t.i > i and t.lemma == "for"]
        heads = [o for t in fors for o in (tree.children(s, t.head, "nsubj") if t.dep == "mark" else tree.children(s, t.i, "pobj"))]
        behind = list(_inner(s, heads))  # "for 60 vehicles worth 48 million", which parsers take for a clause
        things = tuple(j for j in behind if is_thing(view, j, act))
    return Told(act.id, i, "noun", things)


def _depth(s: Sentence, i: int) -> int:
    return sum(1 for _ in tree.up(s, i))


def _same(s: Sentence, kept: Told, other: Told) -> bool:
    """Whether both tell of one thing: the same token, a shared thing, a clause that only describes the thing, a noun of the act below."""
    if kept.act == "payment" and other.act in ("order", "building") and kept.at in tree.up(s, other.at):
        return True  # money "to buy gas", "to rebuild schools"
    if kept.at == other.at or set(kept.things) & {*other.things, other.at} or kept.at in other.things:
        return True
    over = set(tree.up(s, other.at))
    return bool(over & set(kept.things)) or _beside(s, kept, other) or (other.how == "noun" and kept.at in over and not other.things)


def _beside(s: Sentence, kept: Told, other: Told) -> bool:
    """ "disbursed 300 million dollars on Friday, the second tranche of a loan": a noun of the same act that says more of it."""
    token = s.tokens[other.at]
    return kept.act == other.act and other.how == "noun" and token.dep in ("npadvmod", "appos") and token.head == kept.at


def _promised(report: Report, n: int, known: Words, kept: Sequence[Told]) -> Iterator[Told]:
    """What somebody binds himself to do, where no act of the lists tells of it: "undertook to reopen the crossing"."""
    s = report.views[n].sentence
    busy = {told.at for told in kept}
    for t in s.tokens:
        if not tree.is_verb(t) or t.i in busy or t.lemma.lower() in VAGUE:
            continue
        lemma = t.lemma.lower()
        bound = t.dep in ("xcomp", "ccomp", "pcomp") and _binds(s, t.i, known, busy)
        owes = lemma in known.verbs["owe"] and _is_to(s, t.i)
        if not (bound or owes) or any(told.at in tree.below(s, t.i) or t.i in told.things for told in kept):
            continue
        things = tuple(object_tokens(report, n, t.i, None)[:1])
        if any(set(_inner(s, things)) & {*told.things, told.at} for told in kept):
            continue  # "freed the prisoners whom it had promised to release"
        yield Told(OTHER, t.i, "promise" if bound or _to_be(s, t.i) else "owes", things)


def _is_to(s: Sentence, i: int) -> bool:
    """ "will join", "must report", "is to open", "planned to join"; not a purpose: "a coalition to patrol"."""
    words = {s.tokens[c].text.lower() for c in tree.children(s, i, "aux")}
    head = s.tokens[s.tokens[i].head]
    over = "" if tree.is_noun(head) else head.lemma.lower()  # "a plan to raise prices" may be anybody's
    return bool(words & {"will", "must", "shall"}) or ("to" in words and over in ("be", "due", "plan", "set", "have", "intend", "schedule"))


def _to_be(s: Sentence, i: int) -> bool:
    """ "is to join", "planned to join": arranged, where "will join" may be a guess."""
    return any(s.tokens[c].text.lower() == "to" for c in tree.children(s, i, "aux"))


def _binds(s: Sentence, i: int, known: Words, busy: set[int]) -> bool:
    head = s.tokens[i].head
    if s.tokens[head].dep == "prep":
        head = s.tokens[head].head
    return head not in busy and s.tokens[head].lemma.lower() in known.verbs["promise"] and tree.is_verb(s.tokens[head])


def scope(s: Sentence, told: Told, others: Sequence[Told]) -> frozenset[int]:
    """The tokens that speak of one act: the sentence without the clauses of the others that hang below or beside it."""
    without: set[int] = set()
    for other in others:
        if other is told:
            continue
        clause = _clause(s, other.at)
        if told.at not in clause:
            without.update(clause)
    mine = frozenset(t.i for t in s.tokens) - without
    return mine & frozenset(_clause(s, told.at)) if any(told.at in _clause(s, o.at) and o.at != told.at for o in others) else mine


def _clause(s: Sentence, i: int) -> list[int]:
    """All below the verb that carries token i, up to where its own clause is joined to another."""
    while not tree.is_verb(s.tokens[i]) and s.tokens[i].head != i:
        i = s.tokens[i].head
    while s.tokens[i].dep in ("xcomp", "pcomp", "prep", "acl", "dobj", "pobj", "oprd", "attr", "acomp") and s.tokens[i].head != i:
        i = s.tokens[i].head
    return tree.below(s, i)
