"""Who a noun phrase names: from a token of the parse to actors with country, kind, sector, person and office.

Order of decision: pronoun, known name, role word ("the Turkish defence minister"), name that the report introduces, pair
("both sides"), definite description ("the grouping"), a noun that passes on ("members of"); last, and marked as weak,
the state that modifies a noun which is no actor itself ("a Syrian village").
"""

from __future__ import annotations

from msgspec.structs import replace

from dragoman.coding import around, bodies, coreference, tree
from dragoman.coding.beside import office_span
from dragoman.coding.found import NOBODY, Found, Report
from dragoman.coding.holders import actor_of, as_named, entity_at, held_by, named_holder, only_holder, person_of, spoken_of
from dragoman.coding.memo import once
from dragoman.coding.view import RoleAt, hit_tokens
from dragoman.model import Actor, Kind

#: who speaks "for" somebody is of that somebody's state
SPEAK_FOR = frozenset({"spokesperson", "delegation", "negotiators", "negotiator", "envoy", "lawyers"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PEOPLE = frozenset({"person", "government", "military", "legislature", "judiciary", "police", "party", "opposition", "media"})
#: kinds that a report's own state is understood with ("police", "the government"), and those of crowds
HOME_KINDS = frozenset({"government", "military", "legislature", "judiciary", "police"})
HOME_BODIES = frozenset({"legislature", "judiciary", "police"})
#: armed people who are mostly of the state that a report is about; militants and mercenaries may come from anywhere
INSURGENTS = frozenset({"rebels", "rebel leader", "separatists", "gunmen"})
CROWD_KINDS = frozenset({"civilians", "opposition", "party"})
STATES = frozenset({"government"})
BODIES = frozenset({"organisation", "ngo", "company"})
ORGANISATION = frozenset({"organisation"})
#: "the West": powers of no one state
BLOCS = frozenset({"West"})
GROUPS = frozenset({"armed_group", "organisation", "party", "company", "opposition", "ngo"})


@once
def resolve(report: Report, n: int, i: int) -> Found:
    """All actors of the phrase headed by token i of sentence n, its conjuncts included."""
    view = report.views[n]
    parts = [one(report, n, c) for c in (*tree.conjuncts(view.sentence, i), *around.listed(report, n, i))]
    if not any(a.country for p in parts for a in p.actors):
        parts = [one(report, n, c) for c in around.such_as(view.sentence, i)] or parts
    named = [p for p in parts if p.actors]
    named = [p for p in named if not p.weak] or named  # "the minister and partners in Paris": France is not among them
    if not named:
        return NOBODY
    actors: list[Actor] = []
    for part in named:
        actors.extend(a for a in part.actors if not any(_same(a, b) for b in actors))
    return Found(tuple(actors), all(p.weak for p in named), "; ".join(dict.fromkeys(p.why for p in named)))


def _same(one: Actor, other: Actor) -> bool:
    return (one.country, one.person, one.name) == (other.country, other.person, other.name)


@once
def one(report: Report, n: int, i: int, depth: int = 0) -> Found:
    """The actor (or, for pairs and double adjectives, actors) of the phrase headed by token i alone."""
    view = report.views[n]
    token = view.sentence.tokens[i]
    if depth > 4:
        return NOBODY
    if token.text.lower() in RELATIVE and token.tag in ("WP", "WDT", "WP$", "IN", "DT"):
        return _antecedent(report, n, i, depth)
    if token.tag in ("PRP", "PRP$"):
        actors, why = coreference.pronoun(token.text, report.trail, report.place(n), i, report.speakers(n, i))
        return Found(as_named(actors, view, [i]), False, f"{token.text!r}: {why}")
    for read in (_by_hit, _by_role, _by_entity, _by_description):
        found = read(report, n, i, depth)
        if found is not None:
            return found
    return _by_modifier(report, n, i, depth)


def _antecedent(report: Report, n: int, i: int, depth: int) -> Found:
    s = report.views[n].sentence
    for at in tree.up(s, i):
        if s.tokens[at].dep == "relcl":
            return one(report, n, s.tokens[at].head, depth + 1)
    return NOBODY


def _by_hit(report: Report, n: int, i: int, depth: int) -> Found | None:
    view = report.views[n]
    hit = view.hits[i]
    if hit is None or (view.roles[i] is not None and hit.name.sort == "adjectives"):
        return None
    shared = view.sentence.tokens[tree.first_conjunct(view.sentence, i)]  # "the Thai and Cambodian premiers"
    if hit.name.sort == "adjectives" and view.sentence.tokens[i].tag == "JJ" and shared.dep in ("amod", "compound", "nmod"):
        return None
    if (
        entity_at(report, view, i) is not None
        and hit.name.sort in ("names", "capitals", "place")
        and view.sentence.tokens[i - 1].tag == "NNP"
        and view.hits[i - 1] is None
    ):
        return None
    if hit.name.country is None:
        return NOBODY
    if hit.name.sort == "place":
        return Found((actor_of(hit, view, hit_tokens(view, i)),), True, f"{hit.text!r} is a place of {hit.name.country}")
    actor, owner = actor_of(hit, view, hit_tokens(view, i)), around.owner_of_body(view, i)
    if owner is not None and (at := view.roles[i]) is not None:  # "Chile's Defense Department" is none of the United States'
        actor = replace(actor, kind=at.role.kind, sector=at.role.sector)
    if owner is not None:
        return Found((replace(actor, country=owner),), False, f"{hit.text!r} of {owner}")
    return Found((actor,), False, f"{hit.text!r} is a known name of {hit.name.country} ({hit.name.sort})")


def _by_role(report: Report, n: int, i: int, depth: int) -> Found | None:
    view = report.views[n]
    at, last = bodies.wider(view, i) or (view.roles[i], i)
    if at is None:
        return None
    if around.both_of(report, n, i) and not any(view.hits[j] is not None for j in tree.nominal_part(view.sentence, i)):
        return _by_description(report, n, i, depth)
    named = named_holder(report, view, i)
    if named is not None:
        return named
    phrase = tree.nominal_part(view.sentence, i)
    office = tree.text_of(view.sentence, list(office_span(view, at, last)))[0] if at.role.office else None
    kind, sector = _kind_of_role(report, n, i, at, depth)
    blank = Actor("", None, kind, sector, None, office)
    countries = _countries_of_phrase(report, n, i, at, last, depth)
    if countries:
        held = [held_by(report, at, country) for country in countries]
        actors = tuple(
            replace(blank, country=c, person=e.name if e else None, office=(e.office if e and e.office else office))
            for c, e in zip(countries, held, strict=True)
        )
        return Found(as_named(actors, view, phrase), False, f"{at.role.id} of {', '.join(countries)}")
    titled = report.titles.get((office or "").lower()) if view.sentence.tokens[i].tag in ("NN", "NNP") else None
    spoken = spoken_of(report, n, i, at)
    if not spoken and titled is not None:
        return Found(as_named((replace(blank, country=titled),), view, phrase), False, f"the title is usually that of {titled}")
    spoken = spoken or only_holder(report, view, i, at) or _as_hero(report, n, i, at)
    if spoken:
        return Found(as_named(spoken, view, phrase), False, f"the {at.role.id} whom the report spoke of")
    crowd = at.role.kind in CROWD_KINDS or at.role.id in INSURGENTS
    own = report.crowd_country if crowd else report.only_country if at.role.kind in HOME_KINDS else None
    if own and at.role.sector != "IGO" and not around.elsewhere(report, n, i):
        return Found(as_named((replace(blank, country=own),), view, phrase), False, f"{at.role.id}: the report is about {own}")
    return Found(as_named((blank,), view, phrase), False, f"{at.role.id} of no state that the text names")


def _kind_of_role(report: Report, n: int, i: int, at: RoleAt, depth: int) -> tuple[Kind, str | None]:
    """What the role word says, but for the body whose head, member or agent it is, and for guns in civilians' hands."""
    view, s = report.views[n], report.views[n].sentence
    behind = tree.preposition_objects(s, i, "of", "for")
    named = [h for j in (*around.modifiers(s, at, i), *behind) if (h := view.hits[j]) is not None]
    owners = [h for j in tree.children(s, i, "poss") if (h := view.hits[j]) is not None]
    found = bodies.kind_by_name(at, s.tokens[i].tag in ("NNS", "NNPS"), (*named, *owners))
    if found is None and at.role.id in bodies.HEADS:
        inner = (one(report, n, o, depth + 1) for o in tree.preposition_objects(s, i, "of"))
        found = bodies.kind_by_body(at, (a for f in inner if not f.weak for a in f.actors))
    if found is None and bodies.armed(at.role, (s.tokens[c].text.lower() for c in tree.children(s, i, "amod"))):
        return "armed_group", "UAF"
    return found or (at.role.kind, at.role.sector)




def _as_hero(report: Report, n: int, i: int, at: RoleAt) -> tuple[Actor, ...]:
    """ "The general": the officer of whom the report tells first, whatever his office is called."""
    s, hero = report.views[n].sentence, report.hero
    definite = any(s.tokens[c].text.lower() == "the" for c in tree.children(s, i, "det")) and s.tokens[i].tag == "NN"
    if not definite or hero is None or at.role.kind != "military" or hero.kind != "military" or not at.role.office:
        return ()
    return (Actor("", hero.country, hero.kind, hero.sector, hero.name, hero.office),)


def _countries_of_phrase(report: Report, n: int, i: int, at: RoleAt, last: int, depth: int) -> list[str]:
    """The states (or organisations) that a role phrase names: adjectives, possessors, "of" phrases, abbreviations before it."""
    view = report.views[n]
    s = view.sentence
    found: list[str] = []
    for j in around.modifiers(s, at, i):
        hit = view.hits[j]
        if hit is not None and hit.name.country and hit.name.country not in found:
            found.append(hit.name.country)
    if found:
        return found
    for j in range(at.first, i + 1):
        for p in tree.children(s, j, "poss"):
            if at.role.id in report.words.counterparts and s.tokens[p].tag == "PRP$":
                continue
            found.extend(a.country for a in resolve_inner(report, n, p, depth).actors if a.country and a.country not in found)
    if found:
        return found
    behind = ("of", "from", "in", "at", "to", *(("for",) if at.role.id in SPEAK_FOR else ()))
    for o in (o for head in dict.fromkeys((i, last)) for o in tree.preposition_objects(s, head, *behind)):
        if at.first <= o <= last:
            continue
        to = s.tokens[s.tokens[o].head].lemma
        home = to == "in" and at.role.kind in HOME_BODIES  # "the president of the Senate in Chile"
        if to in ("in", "at", "to") and not home and not at.role.office and at.role.kind != "unknown" and depth:
            continue
        if s.tokens[s.tokens[o].head].lemma in ("in", "at") and around.elsewhere(report, n, i):  # "international partners in Paris"
            continue
        if at.role.id in ("envoy", "ambassador") and s.tokens[s.tokens[o].head].lemma in ("to", "in"):
            continue
        found.extend(a.country for a in resolve_inner(report, n, o, depth).actors if a.country and a.country not in found)
    return found or around.directly_behind(report, n, i, at)


def resolve_inner(report: Report, n: int, i: int, depth: int) -> Found:
    """Like `resolve`, counting the depth, so that odd parses end."""
    s = report.views[n].sentence
    parts = [one(report, n, c, depth + 1) for c in tree.conjuncts(s, i)]
    return Found(tuple(a for p in parts for a in p.actors))


def _by_entity(report: Report, n: int, i: int, depth: int) -> Found | None:
    view = report.views[n]
    entity = entity_at(report, view, i)
    if entity is None:
        return None
    if around.is_town(report, view, i, entity):
        if depth:
            return NOBODY  # "a sailor from Brest": which of the towns is not said
        actor = replace(person_of(entity, view, i, report), country=report.town(entity.name))
        return Found((actor,), True, f"{entity.name} is a place{f' of {actor.country}' if actor.country else ''}")
    if entity.country is None and not entity.human:
        for o in tree.preposition_objects(view.sentence, i, "of", "from"):
            inner = one(report, n, o, depth + 1)
            if inner.actors and not inner.weak:
                return Found(
                    tuple(replace(person_of(entity, view, i, report), country=a.country) for a in inner.actors[:1]),
                    False,
                    f"{entity.name} of {inner.actors[0].country}",
                )
    return Found(
        (person_of(entity, view, i, report),),
        False,
        f"{entity.name}: {entity.why or 'named in the report, no state given'}",
    )


def _by_description(report: Report, n: int, i: int, depth: int) -> Found | None:
    """ "both sides", "the two countries", "the grouping", "the country", "members of the union"."""
    view, w = report.views[n], report.words
    s = view.sentence
    lemma = s.tokens[i].lemma.lower()
    determiners = {s.tokens[c].text.lower() for c in tree.children(s, i, "det", "nummod", "predet", "amod")}
    modified = [j for j in tree.nominal_part(s, i) if view.hits[j] is not None]
    if (
        not modified
        and (lemma in w.pair_nouns or lemma in ("two", "both", "pair"))
        and determiners & {"both", "two"}
        or (lemma in ("both", "two") and s.tokens[i].dep.startswith("nsubj"))
    ):
        people = lemma in w.pair_people
        actors = coreference.pair(report.trail, report.place(n), i, people) or coreference.pair(report.trail, report.place(n), i)
        return Found(as_named(actors, view, tree.nominal_part(s, i)), False, "the last two whom the report spoke of") if actors else NOBODY
    if lemma in w.visitors and determiners & {"the", "this"} and not modified and report.hero is not None:
        hero = report.hero
        who = Actor("", hero.country, hero.kind, hero.sector, hero.name, hero.office)
        return Found(as_named((who,), view, tree.nominal_part(s, i)), False, f"the {lemma} is {hero.name}, of whom the report tells first")
    if (body := around.members(view, i, modified)) is not None:
        return Found(as_named((body,), view, tree.nominal_part(s, i)), False, f"the members of {body.country}")
    if lemma in w.hosts and len(modified) == 1 and (hit := view.hits[modified[0]]) is not None and hit.name.sort == "adjectives":
        host = Actor("", hit.name.country, "government", "GOV")
        return Found(as_named((host,), view, tree.nominal_part(s, i)), False, f"a {lemma} of {hit.name.country}")
    if s.tokens[i].text in BLOCS and s.tokens[i].tag == "NNP" and "the" in determiners:
        return Found(as_named((Actor("", None, "government", "GOV"),), view, [i]), False, "powers of no one state")
    if lemma in w.hosts and not modified:
        for c in tree.children(s, i, "appos"):
            beside = _by_entity(report, n, c, depth)
            if beside is not None:
                return beside
    if lemma in w.hosts and not modified and (owner := tree.child(s, i, "poss")) is not None:
        ours = {a.country for a in one(report, n, owner, depth + 1).actors}
        others = [
            a
            for step in coreference.before(report.trail, report.place(n), i)
            for a in step.actors
            if a.country and a.country not in ours and a.kind not in ("organisation", "media")
        ]
        other = next((a for a in others if a.country in report.away), others[0] if others else None)
        return (
            Found(as_named((other,), view, tree.nominal_part(s, i)), False, "the other side of those who meet")
            if other is not None and ours
            else NOBODY
        )
    if s.tokens[i].tag == "CD":
        for c in tree.children(s, i, "appos"):  # "one of these groups, the SDF,"
            beside = one(report, n, c, depth + 1)
            if beside.actors and not beside.weak:
                return beside
    if lemma in w.transparent_nouns or s.tokens[i].tag == "CD" or s.tokens[i].dep == "quantmod":
        among = () if lemma in w.batches else ("from", "among")
        inner = [a for o in tree.preposition_objects(s, i, "of", *among) for a in resolve_inner(report, n, o, depth - 1).actors]
        if inner:
            return Found(tuple(inner), False, f"{lemma!r} stands for what follows")
    if modified or not determiners & {"the", "this", "that"}:
        return None
    for nouns, kinds in ((w.country_nouns, STATES), (w.organisation_nouns, BODIES), (w.group_nouns, GROUPS)):
        if lemma in nouns:
            narrow = kinds & ORGANISATION  # "the union" is a body of states before it is a company
            actors = coreference.last_of_kind(report.trail, report.place(n), i, narrow) if narrow and kinds is BODIES else ()
            actors = actors or coreference.last_of_kind(report.trail, report.place(n), i, kinds)
            return (
                Found(
                    as_named(actors, view, tree.nominal_part(s, i)),
                    False,
                    f"the last {'/'.join(sorted(kinds))} that the report spoke of",
                )
                if actors
                else NOBODY
            )
    return None


def _by_modifier(report: Report, n: int, i: int, depth: int) -> Found:
    """A noun that is no actor: the states in its adjectives, possessor or "of" phrase, as weak evidence."""
    view = report.views[n]
    s = view.sentence
    if not tree.is_noun(s.tokens[i]):
        return NOBODY
    actors: list[Actor] = []
    for j in tree.nominal_part(s, i):
        hit = view.hits[j]
        if j == i:
            continue
        if hit is not None and hit.name.sort != "place":
            actors.append(actor_of(hit, view, hit_tokens(view, j)))
        elif s.tokens[j].dep == "poss" and hit is None:
            actors.extend(one(report, n, j, depth + 2).actors)
    if not actors:
        for o in tree.preposition_objects(s, i, "of", "in", "from", "across", "throughout"):
            actors.extend(a for a in one(report, n, o, depth + 2).actors)
    unique = {(a.country, a.person): a for a in actors}
    if not unique:
        return NOBODY
    said = s.tokens[i].lemma.lower() in report.words.reporting_nouns  # "the Turkish statement called for": Turkey did
    return Found(tuple(unique.values()), not said, f"{s.tokens[i].text!r} is no actor; the states that modify it")
