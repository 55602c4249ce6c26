"""Acts that are done by saying what somebody is: "Russia is a privileged partner", "the plan is a mistake"."""

from __future__ import annotations

from dragoman.coding import actors, tree
from dragoman.coding.attribution import attribution
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.coding.sides import Candidate
from dragoman.entries import Frame, StatusWords

PRAISE = Frame("support/is-partner", "SUPPORT", "coding/spoken.py")
BLAME = Frame("accuse/is-wrong", "ACCUSE", "coding/spoken.py", mode="disapprove")


def verdicts(report: Report, n: int, words: StatusWords) -> list[Candidate]:
    """One candidate for each copula by which a speaker praises or blames another state, or what another does."""
    s = report.views[n].sentence
    found = []
    for token in s.tokens:
        if token.lemma != "be" or tree.negated(s, token.i):
            continue
        subject, said = tree.child(s, token.i, "nsubj"), tree.child(s, token.i, "attr", "acomp")
        if subject is None or said is None:
            continue
        frame = _frame(s.tokens[said].lemma.lower(), words)
        _, speakers, _ = attribution(report, n, token.i)
        ours = {a.country for a in speakers if a.country}
        if frame is None or not ours:
            continue
        judged = tuple(a for a in actors.resolve(report, n, subject).actors if a.country not in ours)
        if judged and (frame is BLAME or not any(a.person for a in judged)):
            match = Match(frame, n, token.i, token.i, None, None, (said,), 3)
            found.append(Candidate(match, Found(tuple(speakers)), Found(judged), (f"{s.tokens[said].text!r} said of another",)))
    return found


def _frame(lemma: str, words: StatusWords) -> Frame | None:
    return PRAISE if lemma in words.praise else BLAME if lemma in words.blame else None
