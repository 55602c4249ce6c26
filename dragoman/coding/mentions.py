"""Every phrase of a report that may refer to a state, an organisation or people: names, nouns, pronouns, coordinations.

Wider than what events are coded from (`coreference`): names that no list has and people without office count too. `chains`
says which of them are one.
"""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.coreference import FIRST, HUMAN, THING
from dragoman.coding.found import Report
from dragoman.coding.namewords import name, name_from
from dragoman.coding.phrases import Mention, made
from dragoman.coding.view import View

THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
#: pronouns of nobody in particular: mentions that nothing goes back to
ANYBODY = frozenset({"everyone", "everybody", "anyone", "anybody", "someone", "somebody", "others", "nobody"})
#: quantities that stand for those whom they count
PARTS = frozenset(
    {"some", "most", "many", "all", "one", "both", "several", "few", "none", "each", "half", "others", "thousands", "hundreds", "dozens"}
)
#: nouns of people that are several, though in the singular
COLLECTIVE = frozenset(
    {"public", "press", "media", "people", "staff", "crowd", "family", "team", "audience", "couple", "workforce", "opposition", "police"}
)
#: kinds of roles that are things, not people or bodies
NO_ACTORS = frozenset({"merchant ship", "warship", "warplane", "artillery", "side", "state"})


def mentions(report: Report) -> list[Mention]:
    """All of them, in the order of the text; of a group, `parts` are the tokens of those whom it joins."""
    return [m for n in range(len(report.views)) for m in in_sentence(report, n)]


def in_sentence(report: Report, n: int) -> list[Mention]:
    """Those of one sentence, from left to right."""
    view = report.views[n]
    found = [m for i in range(len(view.sentence.tokens)) if (m := at_token(report, n, i)) is not None]
    heads = {m.token for m in found}
    found += [m for i in sorted(heads) if (m := coordination(view, n, i, heads)) is not None]
    return sorted(found, key=lambda m: (m.head, m.end))


def at_token(report: Report, n: int, i: int) -> Mention | None:
    """The mention whose head is token i, if there is one."""
    view = report.views[n]
    token = view.sentence.tokens[i]
    lower = token.text.lower()
    if token.tag in ("PRP", "PRP$") or lower in ANYBODY:
        return pronoun(view, n, i)
    if lower in RELATIVE and token.tag in ("WP", "WDT", "WP$"):
        return made(view, n, i, "relative", human=True if lower in ("who", "whom") else None)
    if lower in PARTS and some_of(view, i):
        return made(view, n, i, "noun", plural=lower not in ("one", "each"))
    if (first := name_from(report, view, i)) is not None:
        return name(report, n, first, i)
    return noun(report, n, i) if tree.is_noun(token) else None


def some_of(view: View, i: int) -> bool:
    """ "some of the guests", "one of its divisions", and "some" that does something itself."""
    token = view.sentence.tokens[i]
    if token.dep in ("nsubj", "nsubjpass") and token.text.lower() in ("some", "others", "many"):
        return True
    inner = tree.preposition_objects(view.sentence, i, "of")
    return any(view.roles[o] is not None or view.hits[o] is not None for o in inner)


def pronoun(view: View, n: int, i: int) -> Mention:
    """A pronoun, resolved or not."""
    lower = view.sentence.tokens[i].text.lower()
    human = True if lower in HUMAN or lower in SECOND or lower in ANYBODY else False if lower in THING else None
    plural = lower in THEY or lower in ANYBODY or (lower in FIRST and lower.startswith(("w", "u", "o")))
    return made(view, n, i, "pronoun", human, plural=plural)


def noun(report: Report, n: int, i: int) -> Mention | None:
    """A common noun that makes an actor: a role, or one of the lists of nouns for people and bodies."""
    view, w = report.views[n], report.words
    token, role = view.sentence.tokens[i], view.roles[i]
    lemma = token.lemma.lower()
    if view.hits[i] is not None or (role is not None and role.role.id in NO_ACTORS):
        return None
    body = lemma in w.organisation_nouns or lemma in w.group_nouns or lemma in w.body_nouns
    human = lemma in w.people_nouns or (role is not None and (role.role.office or role.role.kind in ("civilians", "opposition", "media")))
    if role is None and not body and not human:
        return None
    if token.dep == "compound" and not (role is not None and token.tag in ("NN", "NNP") and names_next(view, i)):
        return None
    body = body or (role is not None and role.role.kind == "company")
    many = token.tag in ("NNS", "NNPS") or lemma in COLLECTIVE
    return made(view, n, i, "noun", True if human else False if body else None, plural=many)


def names_next(view: View, i: int) -> bool:
    """Whether the phrase that a title or "automaker" stands in ends with a name: "company chief Ann Lee"."""
    head = view.sentence.tokens[view.sentence.tokens[i].head]
    return head.i > i and head.tag in ("NNP", "NNPS") and view.roles[head.i] is None


def coordination(view: View, n: int, i: int, heads: set[int]) -> Mention | None:
    """ "Togo and Chad" as one mention at its conjunction (in headlines, its comma), where all that it joins are mentions."""
    s = view.sentence
    parts = tree.conjuncts(s, i)
    if s.tokens[i].dep == "conj" or len(parts) < 2 or not all(p in heads for p in parts):
        return None
    joints = [t for t in s.tokens[parts[-2] + 1 : parts[-1]] if t.dep == "cc" or t.text == ","]
    if not joints:
        return None
    _, start, _ = tree.text_of(s, tree.nominal_part(s, i))
    _, _, end = tree.text_of(s, tree.nominal_part(s, parts[-1]))
    joint = next((t for t in joints if t.dep == "cc"), joints[0])
    return Mention(start, end, (joint.start, joint.end), n, joint.i, "group", None, True, s.tokens[i].dep, parts=tuple(parts))
