"""Tense and denial of a clause: what its auxiliaries, its form and its "not" say of how far it has come."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.entries import StatusWords
from dragoman.model import Sentence, Status

#: what opens a clause whose present tense is about what is still to come, if the main clause is
WHEN = frozenset({"when", "once", "until", "before", "after"})


def denied(s: Sentence, i: int, words: StatusWords) -> bool:
    """Whether the verb, its subject or its object is denied: "did not", "no talks were held", "held no talks"."""
    if any(refuses(s, c) for c in s.children[i]):
        return True
    token, head = s.tokens[i], s.tokens[s.tokens[i].head]
    if token.dep == "conj" and tree.child(s, i, "nsubj", "nsubjpass") is None and tree.is_verb(head):
        joined = {s.tokens[c].text.lower() for c in tree.children(s, head.i, "cc") if c < i}
        if "nor" in joined or ("or" in joined and denied(s, head.i, words)):
            return True  # "did not meet or speak", "neither paid nor left"
    for c in tree.children(s, i, "nsubj", "nsubjpass", "dobj"):
        if s.tokens[c].text.lower() in ("nobody", "none", "neither") or any(
            s.tokens[d].text.lower() in (*words.no, "not") for d in tree.children(s, c, "det", "preconj", "neg")
        ):
            return True
        if s.tokens[c].dep != "dobj" and s.tokens[min(tree.below(s, c))].text.lower() == "not":
            return True  # "not one shell was fired"
    prep = s.tokens[s.tokens[i].head]
    return s.tokens[i].dep == "pcomp" and prep.lemma == "without"


def refuses(s: Sentence, c: int) -> bool:
    """Whether a word that hangs on a verb denies it: "not", "never", "neither", "nor"; but no "not only", "no doubt"."""
    token = s.tokens[c]
    word = token.text.lower()
    after = s.tokens[c + 1].text.lower() if c + 1 < len(s.tokens) else ""
    if after in ("only", "just", "merely", "simply", "doubt"):
        return False
    if token.dep in ("preconj", "cc"):
        return word in ("neither", "nor") and c < token.head
    if token.lemma in ("long", "longer", "more") and any(s.tokens[d].text.lower() == "no" for d in s.children[c]):
        return True  # "no longer"
    return token.dep == "neg" or token.lemma in ("never", "not", "n't", "n’t")


def tense(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, str]:
    """Status by auxiliaries and tense."""
    token = s.tokens[i]
    auxiliaries = [s.tokens[c] for c in tree.children(s, i, "aux", "auxpass")]
    forms = {a.text.lower() for a in auxiliaries}
    for a in auxiliaries:
        if (status := words.modals.get(a.text.lower())) is not None:
            if a.text.lower() in ("would", "could", "might") and forms & {"have"}:
                return "possible", f"counterfactual {a.text!r} have"
            if a.text.lower() == "would" and any(_condition(s, c, words) for c in tree.children(s, i, "advcl")):
                return "possible", "would, if"
            return status, f"modal {a.text!r}"
    if forms & {"has", "have", "'ve", "’ve"} and ("been" in forms and token.tag == "VBG" or _since(s, i)):
        return "ongoing", "perfect tense of what goes on"
    if forms & {"has", "have", "had", "'ve", "’ve"}:
        return "occurred", "perfect tense"
    if "to" in forms:
        return None, "infinitive"
    if (
        token.dep == "conj"
        and not auxiliaries
        and tree.child(s, i, "nsubj", "nsubjpass") is None
        and tree.is_verb(s.tokens[token.head])
        and (token.tag == "VB" or (token.tag == s.tokens[token.head].tag and token.tag in ("VBG", "VBN")))
    ):
        return tense(s, token.head, event_type, words)
    if token.tag == "VBG" and not forms & {
        "is",
        "are",
        "am",
        "was",
        "were",
        "be",
        "been",
        "'s",
        "’s",
        "'re",
        "’re",
        "'m",
        "’m",
    }:
        return _participle(s, i, event_type, words)
    mistagged = token.tag == "VBP" and not auxiliaries and token.text.lower() != token.lemma.lower() and token.lemma not in ("be", "have")
    if forms & {"was", "were", "did", "got"} or token.tag == "VBD" or mistagged:  # "retook", which the tagger takes for a present
        return "occurred", "past tense"
    if token.tag == "VBN" and not auxiliaries:
        return "occurred", "past participle"
    if forms & {"is", "are", "am", "being", "'s", "’s", "'re", "’re", "'m", "’m"}:
        return "ongoing", "present progressive or passive"
    if token.tag in ("VBZ", "VBP") and any(s.tokens[c].text.lower() in WHEN for c in s.children[i]):
        ahead = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h]) and _still_to_come(s, h, words)), None)
        if ahead is not None:
            return "planned", f"present tense beside {s.tokens[ahead].text!r}, which is still to come"
    if token.tag in ("VBZ", "VBP") and not s.segment.headline and (day := _day_ahead(s, i)) is not None:
        return "planned", f"present tense with a day to come: {day!r}"
    if token.tag in ("VBZ", "VBP"):
        return _present(s, event_type, words)
    return ("occurred" if s.segment.headline or token.tag != "VB" else None), "no tense"


WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _day_ahead(s: Sentence, i: int) -> str | None:
    """ "The visit begins on Monday", "he leaves tomorrow": the word that makes a timetable of the present tense."""
    for c in s.children[i]:
        if s.tokens[c].text.lower() == "tomorrow":
            return s.tokens[c].text
        if s.tokens[c].dep == "prep" and s.tokens[c].text.lower() == "on":
            days = [s.tokens[o].text for o in tree.children(s, c, "pobj") if s.tokens[o].text.lower() in WEEKDAYS]
            if days:
                return days[0]
    return None


def _since(s: Sentence, verb: int) -> bool:
    """ "have been on strike since June": a state that began then and lasts."""
    return s.tokens[verb].lemma == "be" and any(s.tokens[c].lemma == "since" for c in tree.children(s, verb, "prep", "advmod"))


def _still_to_come(s: Sentence, verb: int, words: StatusWords) -> bool:
    """Whether a verb stands in the infinitive or under "will" and its like."""
    auxiliaries = [s.tokens[c].text.lower() for c in tree.children(s, verb, "aux")]
    return any(a == "to" or words.modals.get(a) == "planned" for a in auxiliaries)


def _present(s: Sentence, event_type: str, words: StatusWords) -> tuple[Status, str]:
    if s.segment.headline or event_type in words.speech_types:
        return "occurred", "present tense of a headline or of an act of speech"
    return "ongoing", "present tense"


def _participle(s: Sentence, i: int, event_type: str, words: StatusWords) -> tuple[Status | None, str]:
    """A participle shares the status of the clause that it hangs on."""
    token = s.tokens[i]
    if token.dep in ("pcomp", "xcomp", "ccomp"):
        prep = s.tokens[token.head]
        if token.dep == "pcomp" and prep.lemma == "for" and s.tokens[prep.head].lemma in words.motion:
            return "planned", f"the purpose of {s.tokens[prep.head].text!r}"
        if token.dep == "pcomp" and prep.lemma in ("after", "since", "by", "for", "over"):
            return "occurred", f"gerund after {prep.text!r}"
        if token.dep == "pcomp" and prep.lemma in words.ahead:
            return "planned", f"gerund after {prep.text!r}"
        for head in tree.up(s, i):
            if tree.is_verb(s.tokens[head]) and head != i:
                return tense(s, head, event_type, words)[0], f"gerund under {s.tokens[head].text!r}"
        return "occurred", "gerund"
    if token.dep in ("advcl", "acl", "conj") and token.head != i and tree.is_verb(s.tokens[token.head]):
        status, _ = tense(s, token.head, event_type, words)
        return status, f"participle beside {s.tokens[token.head].text!r}"
    return ("occurred" if event_type in words.speech_types else "ongoing"), "participle"


#: verbs of a state of mind: in the present, what is announced is that it is so
MINDED = frozenset({"seek", "intend", "plan", "want", "hope", "need", "have", "support", "believe", "expect"})


def told_as_done(s: Sentence, i: int) -> bool:
    """A finite clause in a past tense, or of a state of mind: no announcement or plan puts it ahead ("announced that it had settled",
    "the plan, which called for", "announced that it intends")."""
    token, auxiliaries = s.tokens[i], {s.tokens[c].text.lower() for c in tree.children(s, i, "aux", "auxpass")}
    if token.dep not in ("ccomp", "relcl", "acl", "pcomp") or "to" in auxiliaries or tree.child(s, i, "nsubj", "nsubjpass", "expl") is None:
        return False
    minded = token.tag in ("VBZ", "VBP") and not auxiliaries and token.lemma in MINDED
    return minded or token.tag == "VBD" or bool(auxiliaries & {"has", "have", "had", "was", "were", "did"})


def inverted(s: Sentence, i: int) -> str | None:
    """Why a clause whose auxiliary stands before its subject leaves it open whether it is so: a condition or a question."""
    subject = tree.child(s, i, "nsubj", "nsubjpass")
    before = [s.tokens[c] for c in tree.children(s, i, "aux", "auxpass") if subject is not None and c < subject]
    if not before or subject is None or before[0].tag == "TO":
        return None
    first, token = before[0], s.tokens[i]
    if any(t.text == "?" for t in s.tokens[-2:]):
        asks_who = any(t.tag in ("WP", "WRB", "WDT") for t in s.tokens[:subject])
        return f"question {first.text!r}" if token.dep in ("ROOT", "ccomp") and not asks_who else None
    if token.dep in ("advcl", "ccomp") and first.text.lower() in ("had", "should", "were"):
        return f"condition {first.text!r}"
    return None


def _condition(s: Sentence, clause: int, words: StatusWords) -> bool:
    """Whether a clause is a condition."""
    return any(s.tokens[c].text.lower() in words.conditionals for c in tree.children(s, clause, "mark"))
