"""Who stands for both sides of talks or a deal and for no state by name: "the negotiators", "both delegations", "Abela and Haddad".

Their states are those of the two that the report is about (`pairs`).
"""

from __future__ import annotations

from dragoman.coding import actors, arguments, tree
from dragoman.coding.found import Report
from dragoman.coding.matching import Match
from dragoman.model import Sentence

#: types of acts between two; a visit has a guest and a host, which are not told by their being two
BETWEEN = frozenset({"CONSULT", "AGREE", "SUPPORT"})
#: who meets or agrees where no state is named: "the negotiators", "both delegations"
PARTIES = frozenset(
    """side delegation negotiator commission committee team party leader minister official expert envoy diplomat president premier
    chief head neighbour neighbor government counterpart ally rival they both two pair capital man woman chancellor officer general
    ambassador representative emissary mediator nation country state king ruler statesman secretary commissioner guest""".split()
)
#: what a candidate says of itself whose subject stands for both sides
PARTY = "names no side: those of the report meet or agree"


def is_party(report: Report, m: Match) -> bool:
    """Whether those who meet or agree are two sides of which no state is named."""
    if m.frame.type not in BETWEEN or m.frame.mode == "visit":
        return False
    s = report.views[m.sentence].sentence
    verb = m.verb if m.verb is not None else _during(s, m.noun)
    told = arguments.surface_subject(report, m.sentence, verb) if verb is not None else None
    heads = [told] if told is not None else []
    if m.noun is not None and (m.verb is None or m.verb not in m.tokens):
        heads += tree.preposition_objects(s, m.noun, "between")
    return any(_plural(s, i) or _two_people(report, m.sentence, i) for i in heads)


def _during(s: Sentence, noun: int | None) -> int | None:
    """ "In two meetings the envoys settled it": the verb that tells what was done there."""
    prep = s.tokens[s.tokens[noun].head] if noun is not None and s.tokens[noun].dep == "pobj" else None
    return prep.head if prep is not None and prep.lemma in ("in", "at", "during") and tree.is_verb(s.tokens[prep.head]) else None


def _plural(s: Sentence, i: int) -> bool:
    token = s.tokens[i]
    plural = token.tag in ("NNS", "NNPS", "PRP", "CD", "DT")
    return plural and (token.lemma.lower() in PARTIES or token.text.lower() in PARTIES)


def _two_people(report: Report, n: int, i: int) -> bool:
    """ "Abela and Haddad": two names of people of no known state."""
    found = actors.resolve(report, n, i).actors
    return len(found) == 2 and all(a.kind in ("person", "unknown") and not a.country for a in found)
