"""People and organisations that only the report knows: names with the office, title, country that stand beside them.

There is no list of people. "Defence minister Ann Lee", "Iraq's president, Omar Said", "Omar Said, president of Iraq",
"his Russian counterpart Ivan Petrov" say who holds which office; later mentions are matched to these by their words.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.view import RoleAt, View
from dragoman.entries import Titles, Words
from dragoman.model import Kind, Span


class Entity(Struct, frozen=True):
    """A named person or organisation of the report, as known so far. `why` says what the country rests on."""

    words: tuple[str, ...]
    name: str
    kind: Kind = "unknown"
    sector: str | None = None
    country: str | None = None
    office: str | None = None
    role: str | None = None
    former: bool = False
    human: bool = False
    counterpart: bool = False
    why: str = ""
    evidence: Span | None = None
    #: last word of the name whose owner's office it is: "Merkel" in "Merkel's spokesman"
    owner: str | None = None


POLITICAL = frozenset({"government", "military", "legislature", "judiciary", "police", "party", "organisation"})


class Run(Struct, frozen=True):
    """Tokens first..last of a name that the actor base does not know; `title` where Mr, Gen ... stands before it."""

    first: int
    last: int
    titled: bool


def runs(view: View, titles: frozenset[str], words: Words) -> list[Run]:
    """Stretches of capitalised tokens that no known name, role word or calendar word covers."""
    found, i, tokens = [], 0, view.sentence.tokens
    while i < len(tokens):
        if not _name_token(view, i, titles, words):
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and (step := _continues(view, last + 1, titles, words)):
            last += step
        titled = i > 0 and tokens[i - 1].text.rstrip(".").lower() in titles
        found.append(Run(i, last, titled))
        i = last + 1
    return found


def _name_token(view: View, i: int, titles: frozenset[str], words: Words) -> bool:
    token = view.sentence.tokens[i]
    if not token.text[0].isupper() or token.tag not in ("NNP", "NNPS") or _is_title(view, i, titles):
        return False
    if i in view.in_role or (token.text.lower() in words.calendar and not _first_name(view, i)) or token.text.lower() in words.common:
        return False
    return view.hits[i] is None or _surname_hit(view, i, titles, words)


def _first_name(view: View, i: int) -> bool:
    """A word of the calendar right behind an office and before a surname: "his counterpart Sunday Okafor"."""
    tokens = view.sentence.tokens
    behind_office = i > 0 and view.roles[i - 1] is not None
    return behind_office and i + 1 < len(tokens) and tokens[i + 1].tag == "NNP" and tokens[i].dep == "compound" and tokens[i].head == i + 1


def _is_title(view: View, i: int, titles: frozenset[str]) -> bool:
    """A form of address stands before a name and not behind one ("Gen Khan", not "Imran Khan")."""
    tokens = view.sentence.tokens
    if tokens[i].text.rstrip(".").lower() not in titles:
        return False
    behind = i + 1 < len(tokens) and tokens[i + 1].tag == "NNP"
    return behind and not (i > 0 and tokens[i - 1].tag == "NNP" and i - 1 not in view.in_role and view.hits[i - 1] is None)


def _surname_hit(view: View, i: int, titles: frozenset[str], words: Words) -> bool:
    """A country's name behind a first name is a surname ("Michael Jordan"), if nothing else calls for the country."""
    hit, tokens = view.hits[i], view.sentence.tokens
    if hit is None or i == 0 or hit.name.sort not in ("names", "capitals", "place") or " " in hit.text:
        return False
    before = tokens[i - 1]
    plain = view.hits[i - 1] is None and view.roles[i - 1] is None and before.tag == "NNP" and before.dep == "compound"
    return (
        plain
        and before.head == i
        and before.text[0].isupper()
        and before.text.lower() not in words.calendar
        and len(before.text) > 2
        and before.text.lower() not in words.common
        and before.text.rstrip(".").lower() not in titles
    )


def _continues(view: View, i: int, titles: frozenset[str], words: Words) -> int:
    """How many tokens the name goes on for at i: 1 for a name, more over particles and hyphens ("al-Assad", "de la Cruz")."""
    tokens = view.sentence.tokens
    if _name_token(view, i, titles, words):
        return 1
    for n in (1, 2, 3):
        if i + n >= len(tokens) or tokens[i + n - 1].text.lower() not in words.particles:
            return 0
        if tokens[i + n].text[0].isupper() and view.roles[i + n] is None and tokens[i + n].text.lower() not in words.particles:
            return n + 1
    return 0


def entities(views: Sequence[View], titles: Titles, words: Words) -> list[Entity]:
    """All entities of the report with what stands beside each mention, mentions of one name merged, in order."""
    known = frozenset(t.rstrip(".").lower() for t in titles.titles)
    found: list[Entity] = []
    body = {t.text for view in views if not view.sentence.segment.headline for t in view.sentence.tokens}
    for view in views:
        for run in runs(view, known, words):
            if view.sentence.segment.headline and len(views) > 1 and view.sentence.tokens[run.last].text not in body:
                continue  # a headline in title case: "Prime Minister Discuss Next Moves"
            merge_into(found, _entity(view, run, titles, known, words))
    return found


def merge_into(found: list[Entity], new: Entity) -> None:
    """Add a mention to the entity of that name, or as a new one. Two first names with one surname stay two."""
    for n, old in enumerate(found):
        if same_name(old.words, new.words):
            found[n] = _joined(old, new)
            return
    found.append(new)


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is a shorter form of the other: "Singh", "Rajnath Singh"; not "J Singh", "R Singh"."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or (len(long) > 2 and short[0] in long)
    return set(short) <= set(long)


def _joined(old: Entity, new: Entity) -> Entity:
    longer = new if len(new.words) > len(old.words) and not new.words[-1].isdigit() else old
    if old.counterpart and new.kind not in POLITICAL:
        new = replace(new, office=None)  # "Professor Lee" is still the minister's counterpart
    first, second = (old, new) if old.office or not (new.office or (new.counterpart and old.evidence is None)) else (new, old)
    return replace(
        first,
        words=longer.words,
        name=longer.name,
        country=first.country or second.country,
        why=first.why or second.why,
        human=old.human or new.human,
        sector=first.sector or second.sector,
        kind=first.kind if first.kind != "unknown" else second.kind,
    )


def _entity(view: View, run: Run, titles: Titles, known: frozenset[str], words: Words) -> Entity:
    """What this mention of a name says: the office before it, or in apposition, and the country beside it."""
    s = view.sentence
    name, _, _ = tree.text_of(s, [run.first, run.last])
    entity = Entity(tuple(w.text for w in s.tokens[run.first : run.last + 1] if w.text not in "-–"), name, human=run.titled)
    before, behind = _role_before(view, run, known), _role_in_apposition(view, run)
    told = [_with_role(entity, view, run, at, words, titles) for at in (before, behind) if at is not None]
    if told:
        # "General Omar Said, the chief of the Iraqi army": a rank before the name says less than the office behind it
        chosen = next((e for e in told if e.country or e.counterpart), told[0])
        soldier = next((e for e in told if e.kind == "military"), chosen)
        return replace(chosen, kind=soldier.kind, sector=soldier.sector)
    country = _country_beside(view, run.first, run.last)
    return replace(entity, country=country, why="named beside it" if country else "")


def _role_before(view: View, run: Run, known: frozenset[str]) -> RoleAt | None:
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
    titles = [c for c in tree.children(s, first, "compound", "nmod") if view.roles[c] is not None and s.tokens[c].tag in ("NNS", "NNPS")]
    return view.roles[titles[0]] if titles else None


def _role_in_apposition(view: View, run: Run) -> RoleAt | None:
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
    while first > 0 and _of_title(view, first - 1):
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


def _of_title(view: View, i: int) -> bool:
    token = view.sentence.tokens[i]
    if view.hits[i] is not None or token.text in (",", "'s", "’s"):
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


def _with_role(entity: Entity, view: View, run: Run, at: RoleAt, words: Words, titles: Titles) -> Entity:
    s = view.sentence
    last = next(i for i in range(at.first, len(view.roles)) if view.roles[i] is at)
    counterpart = at.role.id in words.counterparts
    first, end = office_span(view, at, last)
    office = None if counterpart or not at.role.office else tree.text_of(s, [first, end])[0]
    country, why = country_of_phrase(view, first, max(end, last)), "named with the office"
    if country is None:
        country, why = _country_beside(view, run.first, run.last), "named beside it"
    if country is None and office is not None:
        country, why = titles.offices.get(office.lower()), "the title is one state's"
    kind, sector = at.role.kind, at.role.sector
    if kind in ("government", "unknown") and any(h is not None and h.name.kind == "military" for h in view.hits[last + 1 : last + 4]):
        kind, sector = "military", "MIL"  # "the chief of the Kenya Defence Forces"
    former = any(s.tokens[i].lemma.lower() in words.former for i in range(max(0, first - 3), first + 1)) and office is not None
    return replace(
        entity,
        kind=kind,
        sector=sector,
        office=office,
        role=at.role.id,
        country=country,
        former=former,
        counterpart=counterpart,
        human=True if at.role.office or counterpart else entity.human,
        why=why if country else "",
        owner=_owner(view, first) if country is None else None,
        evidence=Span(s.segment.text, s.segment.start, s.segment.end),
    )


def _owner(view: View, first: int) -> str | None:
    """The name in whose possessive the office stands: "Chancellor Merkel's spokesman"."""
    tokens = view.sentence.tokens
    named = first > 1 and tokens[first - 1].text in ("'s", "’s", "'", "’") and tokens[first - 2].tag == "NNP"
    return tokens[first - 2].text if named else None


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
    if last + 2 < len(tokens) and tokens[last + 1].lemma in ("of", "from", "to") and tokens[last + 1].lemma != "to":
        for i in (last + 2, last + 3):
            if i < len(tokens) and (hit := view.hits[i]) is not None:
                return hit.name.country
    return None


def _country_beside(view: View, first: int, last: int) -> str | None:
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
