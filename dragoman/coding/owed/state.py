"""How far something that is owed has come, as one part of a sentence tells it."""

from __future__ import annotations

import re

from dragoman.coding import tree
from dragoman.coding.owed.acts import Told
from dragoman.coding.owed.words import OTHER, Words
from dragoman.coding.status import Cues, Standing, status_of
from dragoman.model import CommitmentState, Sentence

#: what takes back that something is off, or asks about it only
DENIED = re.compile(r"\b(den(?:y|ies|ied)|no such (?:decision|plan)|not (?:been )?(?:cancel|scrap|call)|ruled out)\b", re.IGNORECASE)
TERM = re.compile(r"\b(?:by|until|till|before|in time|on time|as (?:agreed|planned|scheduled|promised|foreseen))\b", re.IGNORECASE)
#: the other side's word against a denial
INSISTS = re.compile(
    r"\b(?:but|while|whereas|though)\b.*\b(?:insist|maintain|assert|claim"
    r"|says? (?:it|they) (?:was|were|had|has|have))", re.IGNORECASE,
)  # fmt: skip
#: of these the thing itself is let go, put off or ended, which is what was owed
LETTING = frozenset({"lifting", "election"})
#: acts of which "pledged", "approved" only says that they will come
GIVEN = frozenset({"payment", "delivery", "deployment"})
#: done by a single act: there are no parts of it
WHOLE = frozenset({"ratification", "report", "lifting", "building", "other", "election"})
#: goods that do so are on their way
SETTING_OUT = frozenset({"leave", "depart", "sail"})
DONE, AHEAD = frozenset({"occurred", "alleged"}), frozenset({"planned", "expected"})
DUE = frozenset({"due", "slated", "set", "expected", "scheduled", "bound", "likely"})


def state_of(s: Sentence, told: Told, within: frozenset[int], cues: Cues, known: Words) -> CommitmentState | None:
    """None where nothing is said of it."""
    tokens = [s.tokens[i] for i in sorted(within)]
    lemmas = f" {' '.join(t.lemma.lower() for t in tokens)} "
    written = f" {' '.join(t.text.lower() for t in tokens)} "

    def says(kind: str) -> bool:
        return any(f" {words} " in lemmas or f" {words} " in written for words in known.states[kind])

    standing = _standing(s, told, cues)
    if says("cancelled") and DENIED.search(written):
        return None  # "denied that it planned to cancel"
    if _disputes(s, told, known, standing):
        return "disputed"
    if says("cancelled") and not (told.act in LETTING and standing.status in DONE and _own_word(s, told, known.states["cancelled"])):
        return "cancelled"
    for kind in ("disputed", "lapsed"):
        if says(kind):
            return kind
    late = says("delayed") and not (told.act == "lifting" and _own_word(s, told, known.states["delayed"]))
    if late and (standing.status not in DONE or _is_put_off(s, told, within, known)):
        return "delayed"
    if standing.status == "negated" and (undone := _undone(standing, written)) is not None:
        return undone
    offered = says("offered") and " accept " not in lemmas
    return _plain(s, told, standing, says("complete"), says("ordered"), offered, known)


def _must(s: Sentence, told: Told) -> bool:
    """ "must submit": what has to be done is owed."""
    return any(s.tokens[c].text.lower() in ("must", "shall") for c in tree.children(s, told.at, "aux"))


def _own_word(s: Sentence, told: Told, words: tuple[str, ...]) -> bool:
    """Whether the word of the state is the act's own: sanctions that are suspended are eased."""
    return s.tokens[told.at].lemma.lower() in {one.split()[0] for one in words}


def _disputes(s: Sentence, told: Told, known: Words, standing: Standing) -> bool:
    """ "denied that the boats had come", "denied having promised": what is denied is neither a delay nor an end."""
    over = [s.tokens[h].lemma.lower() for h in tree.up(s, told.at)]
    if s.tokens[told.at].lemma.lower() in known.verbs["pledge"] and over[:1] and over[0] in known.states["denied"]:
        return True  # "denied having promised"
    return bool(set(over) & set(known.states["denied"])) and standing.status == "negated" and standing.negation == "denied"


def _undone(standing: Standing, written: str) -> CommitmentState | None:
    """ "failed to deliver by May", "will not come before May", "has not come": it is late, or one side says so and the other not."""
    if standing.negation in (None, "failed") and INSISTS.search(written):
        return "disputed"
    if standing.negation in (None, "failed", "ruled_out") and TERM.search(written):
        return "delayed"
    return "delayed" if standing.negation is None and any("past" in why or "perfect" in why for why in standing.why) else None


def _plain(
    s: Sentence, told: Told, standing: Standing, complete: bool, ordered: bool, offered: bool, known: Words
) -> CommitmentState | None:
    status = standing.status
    if status == "negated":
        return "delayed" if standing.negation == "postponed" else "cancelled" if standing.negation == "cancelled" else None
    if status in ("possible", "alleged") and _must(s, told):
        status = "planned"
    if status == "possible":
        return "offered" if offered else None
    if told.act == "order":
        return "ordered" if status in DONE or status == "ongoing" else "offered" if offered else "agreed"
    if told.how == "noun" and status in DONE | {"ongoing"}:
        return _of_noun(s, told, complete, offered, ordered, known)
    if told.how in ("promise", "owes") and status in DONE:
        return None
    if told.how == "gives" and s.tokens[told.at].lemma.lower() in known.verbs["pledge"] and told.act in GIVEN and status in DONE:
        return "offered" if offered and s.tokens[told.at].lemma == "offer" else "agreed"
    if told.act == "ceasefire" and status in DONE | {"ongoing"}:
        return "scheduled" if s.tokens[told.at].lemma in ("agree", "announce", "declare") else "begun"
    if status in DONE and told.act == "delivery" and told.how == "moves" and s.tokens[told.at].lemma in SETTING_OUT:
        return "begun"
    if status in DONE:
        return "fulfilled" if complete or told.act in WHOLE else "partly_fulfilled"
    if status == "ongoing":
        return "begun"
    return "ordered" if ordered and told.act == "delivery" else "offered" if offered else "scheduled"


def _of_noun(s: Sentence, told: Told, complete: bool, offered: bool, ordered: bool, known: Words) -> CommitmentState | None:
    """By the verb that carries the noun: a delivery begins, a loan is approved, a withdrawal is completed; else nothing is said."""
    verb = next((s.tokens[h].lemma.lower() for h in tree.up(s, told.at) if tree.is_verb(s.tokens[h])), "")
    if told.act in ("payment", "delivery") and _is_of_deal(s, told.at):
        return "offered" if offered else "agreed"  # "reached an agreement on a loan"
    if told.act == "payment" and (verb in known.verbs["pay"] or s.tokens[told.at].lemma == "disbursement"):
        return "fulfilled" if complete else "partly_fulfilled"
    if told.act not in ("payment", "ceasefire") and verb == "conclude":
        return "fulfilled"
    if verb in known.verbs["arrange"] or (told.act == "ceasefire" and verb in known.verbs["promise"]):
        return "offered" if offered else "scheduled"
    if verb in ("begin", "start", "launch") or (told.act == "ceasefire" and verb in ("take", "hold", "enter", "come")):
        return "begun"
    if verb in known.verbs["happen"]:
        return "fulfilled" if complete or verb in ("complete", "finish", "conclude", "end") else "partly_fulfilled"
    return "scheduled" if any(t.lemma.lower() in DUE and t.dep in ("acomp", "ROOT", "acl") for t in s.tokens) else None


def _is_of_deal(s: Sentence, i: int) -> bool:
    """Whether an agreement stands between the noun and its verb."""
    for h in tree.up(s, i):
        if tree.is_verb(s.tokens[h]):
            return False
        if s.tokens[h].lemma.lower() in ("agreement", "accord", "deal", "understanding", "memorandum"):
            return True
    return False


def _standing(s: Sentence, told: Told, cues: Cues) -> Standing:
    i = told.at
    kind = "RETREAT" if told.act == "withdrawal" else "COOPERATE"
    if tree.is_verb(s.tokens[i]):
        return status_of(s, i, None, kind, cues)
    verb = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h])), i)
    return status_of(s, verb, i, kind, cues)


def _is_put_off(s: Sentence, told: Told, within: frozenset[int], known: Words) -> bool:
    """A verb of delay in the main clause: "was put off", "slipped by a month"."""
    over = [told.at, *tree.up(s, told.at), *(t.i for t in s.tokens if t.dep == "ROOT")]
    return any(s.tokens[i].lemma.lower() in known.verbs["put_off"] for i in over if i in within)


def is_other(told: Told) -> bool:
    """An act that only a promise tells of."""
    return told.act == OTHER
