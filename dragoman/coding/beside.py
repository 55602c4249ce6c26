"""What stands beside a name: the office before it or in apposition, the words of its title, the state that it is of."""

from __future__ import annotations

from calendar import day_name

from dragoman.coding import tree
from dragoman.coding.runs import Run
from dragoman.coding.view import RoleAt, View

#: nouns of bodies of states; "the organisation's secretary" is of the one that the report names most
BODIES = frozenset({"organisation", "organization", "bloc", "union", "alliance", "grouping", "community"})
BODY = "the body"
DAYS = frozenset(day_name)  # "on Sunday Presidents Said and Lee signed"
#: the owner of an office of a firm or club that no list has: which state it is of is not to be guessed from the report's
FIRM = "a body of its own"
BODY_KINDS = frozenset({"company", "organisation", "ngo"})
#: who speaks or acts "for" somebody
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "negotiator", "envoy", "lawyer"})


def role_before(view: View, run: Run, known: frozenset[str]) -> RoleAt | None:
    """The role phrase that ends just before the name, over titles and one comma ("the foreign minister, Ann Lee")."""
    tokens, at = view.sentence.tokens, run.first - 1
    while at >= 0 and tokens[at].text.rstrip(".").lower() in known and view.roles[at] is None:
        at -= 1
    if at >= 0 and view.roles[at] is not None and not tree.is_verb(tokens[at]):  # "is likely to press Okello"
        return view.roles[at]
    if (far := _role_over_goal(view, run)) is not None:
        return far
    if (shared := _shared_role(view, run)) is not None:
        return shared
    head = tree.first_conjunct(view.sentence, run.last)
    if tokens[head].dep == "appos" and (role := view.roles[tokens[head].head]) is not None:
        return role
    return view.roles[at - 1] if at > 0 and tokens[at].text == "," and tokens[run.last].dep == "appos" else None


def _role_over_goal(view: View, run: Run) -> RoleAt | None:
    """ "US Ambassador to Germany Ann Lee": the office stands before the state that it is about."""
    at = run.first - 1
    if at < 2 or view.hits[at] is None:
        return None
    while at > 0 and view.hits[at] is not None:
        at -= 1
    tokens = view.sentence.tokens
    if tokens[at].text.lower() == "the":
        at -= 1
    return view.roles[at - 1] if at > 0 and tokens[at].lemma in ("to", "of", "for") else None


def _shared_role(view: View, run: Run) -> RoleAt | None:
    """ "Presidents Omar Said of Iraq and Ann Lee of Kenya": an office in the plural is that of both."""
    s = view.sentence
    first = tree.first_conjunct(s, run.last)
    if first == run.last:
        return None
    if view.hits[first] is not None and s.tokens[first - 1].lemma == "of" and first > 1:
        first -= 2  # the parser joins "Lee" to "Iraq"
    before = [*tree.children(s, first, "compound", "nmod"), *_left_of_name(view, first)]
    return next((at for c in before if (at := view.roles[c]) is not None and s.tokens[c].tag in ("NNS", "NNPS")), None)


def _left_of_name(view: View, i: int) -> list[int]:
    """The token before the capitalised words that end at token i."""
    tokens, at = view.sentence.tokens, i
    while at >= 0 and tokens[at].tag == "NNP" and view.roles[at] is None:
        at -= 1
    return [at] if 0 <= at < i else []


def role_in_apposition(view: View, run: Run) -> RoleAt | None:
    """The role in an apposition behind the name, or in a relative clause: "Omar Said, (who is) president of Iraq,"."""
    for i in range(run.first, run.last + 1):
        for c in tree.children(view.sentence, i, "relcl"):
            attribute = tree.child(view.sentence, c, "attr")
            if view.sentence.tokens[c].lemma == "be" and attribute is not None and view.roles[attribute] is not None:
                return view.roles[attribute]
        for c in (*tree.children(view.sentence, i, "appos"), *_fellows(view, i)):
            for j in tree.conjuncts(view.sentence, c):
                if j > run.last and view.roles[j] is not None:
                    return view.roles[j]
    return None


def _fellows(view: View, i: int) -> list[int]:
    """ "his host, Ann Lee, the Kazakh minister": the parser hangs both appositions on "host"."""
    token = view.sentence.tokens[i]
    return [c for c in tree.children(view.sentence, token.head, "appos") if c > i] if token.dep == "appos" else []


def office_span(view: View, at: RoleAt, last: int) -> tuple[int, int]:
    """First and last token of an office's title: "External Affairs" before, "for Defence" behind the role word."""
    tokens, first = view.sentence.tokens, at.first
    while first > 0 and _of_title(view, first - 1) and not _other_office(view, first - 1):
        first -= 1
    while first < at.first and tokens[first].tag in ("CC",):
        first += 1
    end = last
    department = end + 2 < len(tokens) and tokens[end + 1].lemma == "of" and tokens[end + 2].tag == "NN"
    first_behind = view.hits[end + 3] if end + 3 < len(tokens) and tokens[end + 1].lemma == "of" else None
    if first_behind is not None and first_behind.name.kind == "military":
        return first, max(i for i, h in enumerate(view.hits) if h is first_behind)  # "chief of the Kenya Defence Forces"
    if department and tokens[end].lemma in ("minister", "secretary"):
        return first, end + 2  # "minister of trade"
    if (
        end + 2 < len(tokens)
        and tokens[end + 1].lemma in ("for", "of")
        and view.hits[end + 2] is None
        and tokens[end + 2].text[0].isupper()
    ):
        end += 2
        while (
            end + 1 < len(tokens)
            and tokens[end + 1].tag == "NNP"
            and view.hits[end + 1] is None
            and tokens[end + 1].dep in ("compound", "pobj")
        ):
            end += 1
    return first, end


#: offices that also stand before others as adjectives do: "chief negotiator", "general secretary"
ADJECTIVES = frozenset({"chief", "head", "general", "leader", "deputy", "secretary", "director", "president"})


def _other_office(view: View, i: int) -> bool:
    """ "Chairperson President Omar Said", "Lake Bank president Omar Said": another office, or a body's name, ends before this one."""
    at, token = view.roles[i], view.sentence.tokens[i]
    if at is None or token.tag != "NNP" and not at.role.office:
        return False
    return (at.role.office and token.lemma.lower() not in ADJECTIVES) or (at.role.kind in BODY_KINDS and token.tag == "NNP")


def body_before(view: View, first: int) -> bool:
    """Whether an office stands right behind the name of a body that no list has: "Lake Bank president"."""
    at = view.roles[first - 1] if first > 1 else None
    if at is None or at.role.office or at.role.kind not in BODY_KINDS or view.sentence.tokens[first - 1].tag != "NNP":
        return False
    return view.hits[first - 1] is None and view.sentence.tokens[first - 2].tag == "NNP"


def _of_title(view: View, i: int) -> bool:
    token = view.sentence.tokens[i]
    if view.hits[i] is not None or token.text in (",", "'s", "’s") or token.text in DAYS:
        return False
    if token.lemma.lower() in (
        "former",
        "then",
        "ex",
        "late",
        "new",
        "current",
        "outgoing",
        "visiting",
        "acting",
        "first",
        "senior",
        "top",
    ):
        return False
    return token.tag in ("NN", "NNP", "NNS", "NNPS", "JJ", "CC") and token.dep in (
        "compound",
        "amod",
        "nmod",
        "conj",
        "cc",
    )


def owner_of(view: View, first: int) -> str | None:
    """The name in whose possessive the office stands: "Chancellor Merkel's spokesman"."""
    tokens = view.sentence.tokens
    owned = first > 1 and tokens[first - 1].text in ("'s", "’s", "'", "’")
    if owned and tokens[first - 2].lemma.lower() in BODIES:
        return BODY
    return tokens[first - 2].text if owned and tokens[first - 2].tag == "NNP" else None


def country_of_phrase(view: View, first: int, last: int) -> str | None:
    """The state or organisation that a role phrase names: before it ("Iraqi", "NATO", "Niger's"), or behind ("of Iraq")."""
    tokens = view.sentence.tokens
    at = first - 1
    while at >= 0 and (
        tokens[at].text in ("'s", "’s", "'", "’", "-", "-led")
        or tokens[at].lemma.lower() in ("former", "new", "then", "current", "acting", "visiting", "deputy", "first", "top", "senior")
    ):
        at -= 1
    if at >= 0 and (hit := view.hits[at]) is not None:
        return hit.name.country
    for i in range(first, last + 1):
        if (hit := view.hits[i]) is not None:
            return hit.name.country
    behind = tokens[last + 1].lemma if last + 2 < len(tokens) else ""
    if behind in ("of", "from") or (behind == "for" and tokens[last].lemma.lower() in SPEAKERS):
        for i in (last + 2, last + 3):
            if i < len(tokens) and (hit := view.hits[i]) is not None:
                return hit.name.country
    return None


def country_beside(view: View, first: int, last: int) -> str | None:
    """ "X of Iraq", "X of Iraq's", "Iranian airline X": the country directly before or behind a name."""
    tokens = view.sentence.tokens
    if last + 2 < len(tokens) and tokens[last + 1].lemma in ("of", "from"):
        for i in (last + 2, last + 3):
            if i < len(tokens) and (hit := view.hits[i]) is not None and hit.name.sort != "place":
                return hit.name.country
    for at in (first - 1, first - 2):
        if (
            at >= 0
            and (hit := view.hits[at]) is not None
            and hit.name.sort == "adjectives"
            and (at == first - 1 or tokens[first - 1].tag == "NN")
        ):
            return hit.name.country
    return None
