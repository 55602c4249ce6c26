"""Whom a noun means: "the company", "the two ministers", "the government", a coordination, a headline's "chief of Nordtek"."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.linking import GROUP, STATE, Links
from dragoman.coding.phrases import Mention

DEFINITE = frozenset({"the", "this", "these", "both", "those", "that"})
#: roles that are the state itself
GOVERNMENT = frozenset({"government", "authorities", "regime"})
#: sentences within which a noun goes back to the same noun before anything else
CLOSE = 2
#: verbs of those who act, beside the verbs of speech and of stance
AGENTIVE = frozenset(
    {
        "acquire", "agree", "build", "buy", "close", "decide", "deploy", "dismiss", "employ", "file", "fine", "fire", "help",
        "hire", "hope", "introduce", "invest", "join", "launch", "make", "manufacture", "negotiate", "open", "operate", "own",
        "pay", "pledge", "produce", "promise", "publish", "purchase", "recall", "release", "sell", "send", "sign", "sue", "try",
        "unveil", "vote", "vow",
    }
)  # fmt: skip


def link_described(links: Links, k: int) -> None:
    """A noun phrase into the chain of whom it means, or into one of its own; a coordination into that of those whom it joins."""
    if links.mentions[k].form == "group":
        link_group(links, k)
    else:
        links.put(k, meant(links, k))


def meant(links: Links, k: int) -> int | None:
    """The last of its kind, the same noun first; nobody before for "a company" and "its company"."""
    m = links.mentions[k]
    s = links.sentence(m)
    state = state_of(links, m)
    if state is not None:
        return state
    definite = bool({s.tokens[c].text.lower() for c in tree.children(s, m.token, "det", "predet")} & DEFINITE)
    if m.plural:
        return several(links, k, definite)
    bare = links.role(m) is not None and not tree.children(s, m.token, "det", "amod", "compound", "nummod")  # "Parliament voted"
    if not (definite or bare or s.segment.headline) or tree.child(s, m.token, "poss") is not None:
        return None
    earlier = list(links.before(k))
    near = [j for j in earlier if m.sentence - links.mentions[j].sentence <= CLOSE]
    same = next((j for j in near if called(links, links.mentions[j], m)), None)
    found = same if same is not None else next((j for j in earlier if fits(links, m, j)), None)
    return links.chain[found] if found is not None else None


def called(links: Links, o: Mention, m: Mention) -> bool:
    """Whether an earlier mention is the same noun, or a name that ends with it."""
    if o.plural or o.form not in ("noun", "name"):
        return False
    return links.lemma(o) == links.lemma(m) and not other_state(links, o, m)


def other_state(links: Links, o: Mention, m: Mention) -> bool:
    """Whether a noun names a state that the earlier noun does not: "the president of Mali" behind "the president of Chad"."""
    named = states_in(links, m)
    return bool(named) and not named & states_in(links, o)


def states_in(links: Links, m: Mention) -> set[str]:
    """The states and bodies that a noun phrase names before or behind its noun."""
    view = links.report.views[m.sentence]
    inside = [*tree.nominal_part(view.sentence, m.token), *tree.preposition_objects(view.sentence, m.token, "of", "for", "from")]
    return {h.name.country for i in inside if (h := view.hits[i]) is not None and h.name.country}


def fits(links: Links, m: Mention, j: int) -> bool:
    """Whether a noun in the singular may mean the earlier mention j: an official by the office, a body by a name that is no state's."""
    other, chain = links.mentions[j], links.chain[j]
    if chain is None or other.plural or other.form == "group":
        return False
    if m.human is True:
        return links.human.get(chain) is True and office(links, m, chain)
    return other.form == "name" and links.human.get(chain) is not True and not links.is_state(chain) and not thing(links, j)


def office(links: Links, m: Mention, chain: int) -> bool:
    """Whether somebody has been spoken of by this office, or by one that ends with its word: "the defence minister"."""
    spoken = [o for o in links.nouns(chain) if not other_state(links, o, m)]
    role = links.role(m)
    return any(links.lemma(o) == links.lemma(m) or (role is not None and links.role(o) == role) for o in spoken)


def state_of(links: Links, m: Mention) -> int | None:
    """ "the Kenyan government" is Kenya; without a name the state that the report is about, else the one named most often."""
    view = links.report.views[m.sentence]
    if m.plural or links.role(m) not in GOVERNMENT:
        return None
    inside = [*tree.nominal_part(view.sentence, m.token), *tree.preposition_objects(view.sentence, m.token, "of")]
    named = {h.name.country for i in inside if (h := view.hits[i]) is not None and h.name.country and h.name.sort != "place"}
    country = next(iter(named)) if len(named) == 1 else None if named else links.report.only_country or most_named(links)
    return links.keyed(STATE + country) if country is not None else None


def most_named(links: Links) -> str | None:
    """The state that is named most often, the first of those."""
    named = [m.key for m in links.mentions if m.key is not None and m.key.startswith(STATE)]
    return max(named, key=named.count).removeprefix(STATE) if named else None


def several(links: Links, k: int, definite: bool) -> int | None:
    """ "users" again are those users; "the companies": the last group of the kind; "the two companies": the last two."""
    m = links.mentions[k]
    for j in links.before(k):
        other, chain = links.mentions[j], links.chain[j]
        if chain is None or not other.plural:
            continue
        if other.form == "noun" and links.lemma(other) == links.lemma(m):
            return chain
        if other.form == "group" and definite and bool(links.human.get(chain)) == (m.human is True):
            return chain
    return pair(links, k) if definite and m.human is not True else None


def pair(links: Links, k: int) -> int | None:
    """The chain of the last two bodies that are no states, for "the two companies" that nobody has joined before."""
    m = links.mentions[k]
    s = links.sentence(m)
    if not {s.tokens[c].text.lower() for c in tree.children(s, m.token, "nummod", "det")} & {"two", "both"}:
        return None
    seen: list[int] = []
    for j in links.before(k):
        chain = links.chain[j]
        body = links.mentions[j].form == "name" and chain is not None and not links.human.get(chain) and not links.is_state(chain)
        if chain is not None and body and chain not in seen:
            seen.append(chain)
        if len(seen) == 2:
            return links.keyed(GROUP + " ".join(map(str, sorted(seen))))
    return None


def link_group(links: Links, k: int) -> None:
    """A coordination: the chain of those whom it joins."""
    m = links.mentions[k]
    numbers = [links.at[m.sentence, p] for p in m.parts]
    for j in numbers:
        if links.chain[j] is None and links.mentions[j].form == "noun":
            link_described(links, j)  # the last of them stand behind the conjunction
    parts = {links.chain[j] for j in numbers}
    known = sorted(p for p in parts if p is not None)
    if len(known) < 2:
        return
    chain = links.put(k, links.keyed(GROUP + " ".join(map(str, known))))
    links.human[chain] = any(links.human.get(p, False) for p in known)


def link_headline(links: Links, k: int) -> None:
    """A headline speaks of "company", "chief of Nordtek" before the report names them: the first whom it calls so."""
    m, chain = links.mentions[k], links.chain[k]
    if chain is None or links.names(chain) or not links.sentence(m).segment.headline:
        return
    for other in links.members:
        if other != chain and links.names(other) and any(alike(links, o, m) for o in links.nouns(other)):
            links.merge(chain, other)
            return


def alike(links: Links, o: Mention, m: Mention) -> bool:
    """Whether two nouns can be of one: the same word, or of people the same office, in the same number."""
    role = links.role(m)
    return o.plural == m.plural and (links.lemma(o) == links.lemma(m) or (m.human is True and role is not None and links.role(o) == role))


def thing(links: Links, j: int) -> bool:
    """Whether a name that only the report knows is of nobody who acts: no noun, office or verb says that it is a body."""
    chain = links.chain[j]
    if links.mentions[j].form != "name" or chain is None or links.human.get(chain) is not None or links.keys_of(chain):
        return False
    return not any(acts(links, links.mentions[i]) for i in links.members[chain])


def acts(links: Links, m: Mention) -> bool:
    """Whether a mention says that it is a body: a noun of bodies, the subject of a verb of those who act, somebody's employer."""
    if m.form != "name":
        return m.form == "noun"
    s, roles, w = links.sentence(m), links.report.views[m.sentence].roles, links.report.words
    token = s.tokens[m.token]
    head = s.tokens[(token if token.dep == m.dep else s.tokens[token.head]).head]
    verb = links.doer_of(m)
    if verb is not None and m.dep != "nsubjpass":
        lemma = s.tokens[verb].lemma
        return lemma in w.reporting or lemma in w.stance_verbs or lemma in AGENTIVE
    if m.dep == "pobj" and head.lemma in ("of", "for", "at"):
        head = s.tokens[head.head]
    at = roles[head.i]
    return m.dep in ("compound", "poss", "nmod", "pobj") and at is not None and at.role.office
