"""What a speaker announces to do to another by force is a threat: "If they cross the border, we will destroy them"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding import arguments, tree
from dragoman.coding.found import Report
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame

THREAT = Frame("threaten/announce-force", "THREATEN", "coding/threats.py")
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
FIRST = frozenset({"i", "we"})
AHEAD = frozenset({"will", "shall", "'ll", "’ll"})


def threats(report: Report, n: int, here: Sequence[Candidate]) -> list[Candidate]:
    """The sentence's candidates, those that a speaker announces in the first person made threats."""
    return [replace(c, match=replace(c.match, frame=THREAT)) if announced(report, n, c) else c for c in here]


def announced(report: Report, n: int, c: Candidate) -> bool:
    """Whether an act of force has "I" or "we" for its subject and is to come, and falls on somebody else."""
    s, verb = report.views[n].sentence, c.match.verb
    if c.match.frame.type not in FORCE or verb is None or not c.recipients.actors or tree.is_passive(s, verb):
        return False
    subject = arguments.surface_subject(report, n, verb)
    auxiliaries = {s.tokens[a].text.lower() for a in tree.children(s, verb, "aux")}
    mine = subject is not None and s.tokens[subject].text.lower() in FIRST
    return mine and bool(auxiliaries & AHEAD) and not tree.negated(s, verb)
