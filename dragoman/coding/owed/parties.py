"""Who owes and to whom: what stands around an act, by how its subject stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.coding import actors, tree
from dragoman.coding.arguments import doer, indirect, possessor, surface_subject
from dragoman.coding.found import Report
from dragoman.coding.owed.acts import Told
from dragoman.coding.owed.words import Words
from dragoman.model import Sentence

#: acts whose thing belongs to who gives: "France's soldiers", "the Saudi deposit"; of the others to who gets
OWN = frozenset({"payment", "withdrawal", "deployment", "ratification", "lifting", "report", "election", "building", "ceasefire", "other"})
#: acts that are done at a place, whose state they are owed to
AT_PLACE = frozenset({"withdrawal", "deployment", "building"})
#: acts that both sides owe
SHARED = frozenset({"ceasefire"})
#: acts of people, whose own state is one side: "300 Kenyans flew out"
PEOPLE = frozenset({"release", "withdrawal", "deployment"})
PLACES = frozenset({"in", "at", "into", "onto", "to", "from", "on", "inside", "near", "out"})
#: who speaks of it is no side of it
SAYING = frozenset({
    "say", "tell", "announce", "report", "add", "explain", "note", "confirm", "state", "write", "recall", "regret",
    "quote",
})  # fmt: skip
BUYING = frozenset({"order", "buy", "purchase", "acquire", "procure", "receive", "obtain", "import", "need", "request"})

#: bodies that lend: of a loan that they agree on with a state they are the lender
LENDERS = frozenset({"IMF", "WB", "IBRD", "IDA", "ADB", "AFDB", "AIIB", "EBRD", "EIB", "IADB", "EU", "IFC", "NDB", "ISDB"})
PROMISING = frozenset({"promise", "pledge", "offer", "owe", "donate", "build", "make", "pay", "supply", "deliver", "send", "hold"})


def sides(report: Report, n: int, told: Told, within: frozenset[int], known: Words) -> tuple[list[str], list[str]]:
    """Codes of who gives and of who gets, as far as the sentence names them."""
    givers, takers = _subject(report, n, told, known)
    more, also = _around(report, n, told, within)
    more, also = [c for c in more if c not in takers], [c for c in also if c not in givers]
    own, theirs = _of_things(report, n, told)
    if told.act in SHARED:
        both = [*givers, *more, *takers, *also, *own, *theirs, *_between(report, n, told)]
        return list(dict.fromkeys(both)), []
    givers = list(dict.fromkeys([*givers, *(more if not givers or told.how == "noun" else [])])) or list(dict.fromkeys(own))
    takers = [c for c in dict.fromkeys([*takers, *also, *theirs]) if c not in givers]
    if told.act == "payment" and len(givers) > 1 and not takers and (lender := next((c for c in givers if c in LENDERS), None)):
        givers, takers = [lender], [c for c in givers if c != lender]  # "the IMF and Malawi agreed on a loan"
    if told.act == "order" and len(givers) == 0 and len(takers) > 1:
        givers, takers = takers[1:2], takers[:1]  # "Brazil and Sweden signed a contract for": who is named first buys
    return givers, takers


def _codes(report: Report, n: int, i: int | None) -> list[str]:
    return [a.country for a in actors.resolve(report, n, i).actors if a.country] if i is not None else []


def _all(report: Report, n: int, tokens: Iterable[int]) -> list[str]:
    return [code for i in tokens for code in _codes(report, n, i)]


def _subject(report: Report, n: int, told: Told, known: Words) -> tuple[list[str], list[str]]:
    """By the act's own subject and object."""
    s = report.views[n].sentence
    i = told.at
    if told.how == "noun":
        return _by_light_verb(report, n, told, known)
    who = [] if set(_heads(report, n, i)) & set(told.things) else [a.country for a in doer(report, n, i).actors if a.country]
    if not who:  # "Spain's Aeronaves Betica will return": whose firm it is
        who = [a.country for h in _heads(report, n, i) if h not in told.things for a in possessor(report, n, h).actors if a.country]
    bound = _all(report, n, _bound_to(s, i, known))
    if told.how == "moves":
        return _promiser(report, n, i, known), _all(report, n, [o for o in tree.children(s, i, "dobj") if o not in told.things])
    if told.how == "gets":
        return [], who
    beside = [o for o in (*indirect(s, i), *tree.children(s, i, "dobj")) if o not in told.things]
    named = [c for j in told.things for c in tree.children(s, j, "nmod", "compound") if _plain_name(report, n, c)]
    if told.how in ("promise", "owes"):
        beside += told.things  # "is to join the African Union"
    takers = [*_all(report, n, beside), *(_all(report, n, named) if told.how == "gives" else []), *bound]
    if told.act == "order":
        return who, takers
    return who, takers


def _heads(report: Report, n: int, i: int) -> list[int]:
    subject = surface_subject(report, n, i)
    return [subject] if subject is not None else []


def _plain_name(report: Report, n: int, i: int) -> bool:
    """ "sell Greece three frigates", which parsers hang on the frigates."""
    hit = report.views[n].hits[i]
    return hit is not None and hit.name.country is not None and hit.name.sort != "adjectives"


def _bound_to(s: Sentence, i: int, known: Words) -> list[int]:
    """To whom the promise above is made: "promised Egypt to", "assured India that"."""
    for at in tree.up(s, i):
        if tree.is_verb(s.tokens[at]) and s.tokens[at].lemma.lower() in known.verbs["promise"]:
            return [*tree.children(s, at, "dobj", "dative"), *tree.preposition_objects(s, at, "to")]
    return []


def _promiser(report: Report, n: int, i: int, known: Words) -> list[str]:
    """ "Russia assured India that the batch would arrive": who promises owes."""
    s = report.views[n].sentence
    for at in tree.up(s, i):
        if tree.is_verb(s.tokens[at]) and s.tokens[at].lemma.lower() in known.verbs["promise"]:
            return [a.country for a in doer(report, n, at).actors if a.country]
    return []


def _by_light_verb(report: Report, n: int, told: Told, known: Words) -> tuple[list[str], list[str]]:
    """By the subject of the verb that the noun hangs on, and by whose it is: "Japan completed the delivery", "the IMF's loan"."""
    s = report.views[n].sentence
    owner = [a.country for a in possessor(report, n, told.at).actors if a.country]
    verb = next((h for h in tree.up(s, told.at) if tree.is_verb(s.tokens[h])), None)
    subject: list[str] = []
    if verb is not None and s.tokens[verb].lemma not in SAYING and s.tokens[told.at].dep not in ("nsubj", "nsubjpass"):
        subject = [a.country for a in doer(report, n, verb).actors if a.country]
    gets = verb is not None and s.tokens[verb].lemma in ("receive", "accept", "get", "obtain", "win", "secure", "take", "await")
    if told.act == "order":
        return [], [*subject, *owner]
    if gets:
        return owner, subject
    return [*owner, *subject] if told.act in OWN or told.act in ("delivery", "release") else owner, []


def _around(report: Report, n: int, told: Told, within: frozenset[int]) -> tuple[list[str], list[str]]:
    """By prepositions in the act's part of the sentence."""
    s = report.views[n].sentence
    givers: list[str] = []
    takers: list[str] = []
    places: list[str] = []
    for t in s.tokens:
        if t.dep not in ("prep", "agent", "dative") or t.i not in within:
            continue
        if tree.is_verb(s.tokens[t.head]) and s.tokens[t.head].lemma in SAYING:
            continue
        word = t.lemma.lower()
        codes = _all(report, n, tree.children(s, t.i, "pobj"))
        if not codes:
            continue
        head = s.tokens[t.head]
        if word == "by":
            (takers if head.lemma in BUYING else givers).extend(codes)
        elif word == "from" and told.act not in AT_PLACE:
            givers.extend(codes)
        elif word == "with":
            _with(told, head.lemma, givers, takers).extend(codes)
        elif word in ("to", "for", "toward", "towards") or (word in ("on", "against") and told.act == "lifting"):
            takers.extend(codes)
        elif word in PLACES and (told.act in AT_PLACE or told.how == "moves"):
            places.extend(codes)
    if told.act == "withdrawal" and not takers or told.act in AT_PLACE or told.how == "moves":
        takers.extend(code for code in places if code not in givers)
    return givers, takers


def _with(told: Told, head: str, givers: list[str], takers: list[str]) -> list[str]:
    """A contract is made with who gives by who buys, with who buys by who is to deliver."""
    return givers if told.act == "order" and told.how != "gives" else takers


def _between(report: Report, n: int, told: Told) -> list[str]:
    s = report.views[n].sentence
    return _all(report, n, [o for j in (told.at, *told.things) for o in tree.preposition_objects(s, j, "between", "with", "by")])


def _of_things(report: Report, n: int, told: Told) -> tuple[list[str], list[str]]:
    """By whose the things are, or whence: "Estonia's new Korean howitzers"."""
    s = report.views[n].sentence
    givers: list[str] = []
    takers: list[str] = []
    heads = [*told.things, *([told.at] if told.how == "noun" else [])]
    for j in heads:
        owner = _codes(report, n, tree.child(s, j, "poss"))
        if told.how != "noun" or j != told.at:
            (givers if told.act in OWN and told.how != "gets" else takers).extend(owner)
        for c in tree.children(s, j, "relcl", "acl"):
            who = [a.country for a in doer(report, n, c).actors if a.country]
            if s.tokens[c].lemma in BUYING:
                takers.extend(who)
            elif s.tokens[c].lemma in PROMISING:
                givers.extend(who)
        for c in _words_before(s, j):
            hit = report.views[n].hits[c]
            if hit is not None and hit.name.country:
                _of_adjective(told, hit.name.sort == "adjectives", givers, takers).append(hit.name.country)
        hit = report.views[n].hits[j]
        if told.act in PEOPLE and not owner and hit is not None and hit.name.country and hit.name.sort == "adjectives":
            (takers if told.act == "release" else givers).append(hit.name.country)
    return givers, takers


def _words_before(s: Sentence, j: int) -> Sequence[int]:
    return tree.children(s, j, "amod", "compound", "nmod")


def _of_adjective(told: Told, adjective: bool, givers: list[str], takers: list[str]) -> list[str]:
    """ "Korean howitzers" come from Korea, "Thai prisoners" go home, "Guinea sanctions" weigh on Guinea."""
    if told.act == "release" or (told.act == "lifting" and not adjective):
        return takers
    return givers
