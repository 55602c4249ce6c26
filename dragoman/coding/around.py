"""What stands around a noun and says whose it is, who belongs to it, or that it is no actor: lists, owners, modifiers."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.entities import Entity
from dragoman.coding.found import Report
from dragoman.coding.view import RoleAt, View, hit_tokens
from dragoman.model import Actor, Sentence

#: roles of those who are mostly of the state in which they act
AT_HOME = frozenset({"protesters", "opposition", "opposition leader", "activists", "party", "rebels", "gunmen", "militants", "separatists"})
#: adjectives of people who are of no one state, and not of the report's own
ELSEWHERE = frozenset(
    {
        "coalition", "allied", "multinational", "western", "foreign", "international", "regional", "neighbouring", "neighboring",
        "other", "arab", "european", "asian", "african",
    }
)  # fmt: skip
#: nouns for those who make up an organisation of states
MEMBERS = frozenset({"member", "state", "country", "nation", "capital", "power"})
#: nouns of places that have a name behind "of"
SETTLEMENTS = frozenset({"town", "city", "village", "district", "province", "region", "port", "island", "suburb"})


def listed(report: Report, n: int, i: int) -> list[int]:
    """ "The WFP, the charity Oxfam and the Red Cross": the parser takes what a list goes on with for appositions."""
    view = report.views[n]
    first = view.hits[i]
    if first is None and view.roles[i] is not None:  # "ministers of the SCO, the CSTO and CIS members"
        first = next((h for o in tree.preposition_objects(view.sentence, i, "of") if (h := view.hits[o]) is not None), None)
    if first is not None and first.name.sort == "names":
        return _states(view, i)
    if first is None or first.name.sort != "organisation":
        return []
    beside = [c for c in tree.children(view.sentence, i, "appos") if (h := view.hits[c]) is not None and h.name.sort == "organisation"]
    found = [c for c in beside if (h := view.hits[c]) is not None and h.name.country not in (None, first.name.country)]
    return [d for c in found for d in tree.conjuncts(view.sentence, c)]


def _states(view: View, i: int) -> list[int]:
    """ "the presidents of Kazakhstan, Kyrgyzstan and Tajikistan", of which the parser has the second as an apposition of the first."""
    s = view.sentence
    bases = [o for o in (i, *tree.preposition_objects(s, i, "of")) if (h := view.hits[o]) is not None and h.name.sort == "names"]
    beside = [(o, c) for o in bases for c in tree.children(s, o, "appos") if (h := view.hits[c]) is not None and h.name.sort == "names"]
    return [d for o, c in beside if len(tree.conjuncts(s, c)) > 1 and s.tokens[c - 1].text == "," for d in tree.conjuncts(s, c)]


def such_as(s: Sentence, i: int) -> list[int]:
    """ "Allies such as Chile and Peru", "states including Togo": who is meant by a noun that names no state."""
    behind = [c for c in tree.children(s, i, "prep") if s.tokens[c].lemma == "include" or s.tokens[c - 1].text.lower() == "such"]
    return [d for c in behind for o in tree.children(s, c, "pobj") for d in tree.conjuncts(s, o)]


def owner_of_body(view: View, i: int) -> str | None:
    """The state in whose possessive, or behind whose name, a body stands whose name several have: "the Kenya Red Cross"."""
    hit = view.hits[i]
    if hit is None or hit.name.sort in ("names", "adjectives", "capitals", "place"):
        return None
    if hit.name.sort == "organisation" and hit.name.kind not in ("ngo", "party"):
        return None
    first = min(hit_tokens(view, i))
    before = view.hits[first - 1] if first else None
    owners = [h for p in tree.children(view.sentence, i, "poss") if (h := view.hits[p]) is not None and h.name.sort == "names"]
    if before is not None and before.name.sort in ("names", "adjectives"):
        owners.append(before)
    return next((h.name.country for h in owners if h.name.country != hit.name.country), None)


def modifiers(s: Sentence, at: RoleAt, i: int) -> list[int]:
    """Tokens that modify the role phrase, with the conjuncts of adjectives ("Indian and Chinese troops")."""
    found = list(range(at.first, i))  # "Israeli settlers" is one role
    queue = list(range(at.first, i + 1))
    for j in queue:
        for c in s.children[j]:
            if (
                c not in queue
                and s.tokens[c].dep in ("amod", "compound", "nmod", "conj")
                and (s.tokens[c].dep != "conj" or s.tokens[j].dep in ("amod", "compound", "nmod", "conj"))
            ):
                found.append(c)
                queue.append(c)
    if at.first > 0 and s.tokens[at.first - 1].tag in ("JJ", "NNP", "NN") and at.first - 1 not in queue:
        found.append(at.first - 1)
    return sorted(found)


def directly_behind(report: Report, n: int, i: int, at: RoleAt) -> list[str]:
    """ "the minister from Belarus", "protesters in Lima", wherever the parser hangs "from" and "in"."""
    view = report.views[n]
    tokens = view.sentence.tokens
    crowd = at.role.id in AT_HOME and not elsewhere(report, n, i)
    if not (at.role.office or crowd) or i + 2 >= len(tokens):
        return []
    hit = view.hits[i + 2]
    if hit is None or not hit.name.country:
        return []
    of_office = at.role.office and tokens[i + 1].lemma in ("of", "from") and hit.name.sort != "place"
    return [hit.name.country] if of_office or (crowd and tokens[i + 1].lemma == "in") else []


def elsewhere(report: Report, n: int, i: int) -> bool:
    """ "Western powers", "foreign ministers", "coalition forces": the report's own state is not lent to them."""
    view, s = report.views[n], report.views[n].sentence
    at = view.roles[i]
    if at is not None and at.role.office and s.tokens[i].tag in ("NN", "NNP"):
        return False  # "the foreign minister" is no foreigner
    words = (*tree.children(s, i, "amod", "compound"), *range(at.first if at is not None else i, i))
    return any(s.tokens[c].text.lower() in ELSEWHERE for c in words)


def both_of(report: Report, n: int, i: int) -> bool:
    """ "both sides", "the two governments"."""
    s = report.views[n].sentence
    return s.tokens[i].lemma.lower() in report.words.pair_nouns and any(
        s.tokens[c].text.lower() in ("both", "two") for c in tree.children(s, i, "det", "nummod", "predet", "amod")
    )


def is_town(report: Report, view: View, i: int, entity: Entity) -> bool:
    """A bare name that nothing makes a person or a body, where places stand: "jihadists attacked Kidal", "the town of Kidal"."""
    s = view.sentence
    bare = not entity.human and entity.kind == "unknown" and entity.country is None and len(entity.words) == 1
    above = s.tokens[s.tokens[i].head]
    called = s.tokens[i].dep == "pobj" and above.lemma == "of" and s.tokens[above.head].lemma in SETTLEMENTS
    placed = s.tokens[i].dep in ("dobj", "pobj", "nsubjpass")
    return bare and (called or (placed and report.town(entity.name) is not None))


def members(view: View, i: int, modified: list[int]) -> Actor | None:
    """ "NATO's 30 members", "EU member states", "the BIMSTEC countries": the organisation as its members."""
    if view.sentence.tokens[i].lemma.lower() not in MEMBERS:
        return None
    owners = (h for j in modified if (h := view.hits[j]) is not None and h.name.sort == "organisation" and h.name.kind == "organisation")
    name = next((h.name for h in owners), None)
    return Actor("", name.country, name.kind, name.sector) if name is not None else None
