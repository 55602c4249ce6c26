"""Which names are one, and what stands beside a name: short forms, acronyms, appositions, titles, relative pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import tree
from dragoman.coding.entities import same_name
from dragoman.coding.linking import PEOPLE, STATE, SUBJECTS, Links
from dragoman.coding.namewords import GENERIC
from dragoman.coding.phrases import Mention

CONTINENTS = frozenset({"Europe", "Asia", "Africa", "America", "Americas", "Pacific"})


def link_name(links: Links, k: int) -> None:
    """A name into the chain of what it stands for, else by its words into the one that was named so last."""
    m = links.mentions[k]
    if m.key is not None and m.key in links.keys:
        links.put(k, links.keys[m.key])
    else:
        named = dict.fromkeys(chain for j in reversed(akin(links, m)) if (chain := links.chain[j]) is not None)
        chain = links.put(k, next((c for c in named if one_name(links, m, c, links.names(c))), None))
        if m.key is not None:
            links.stands_for(chain, m.key)
    for word in signs(m):
        links.worded.setdefault(word, []).append(k)


def akin(links: Links, m: Mention) -> list[int]:
    """Earlier names that share a word with a name, or spell it, or are spelled by it, in order."""
    return sorted({j for word in signs(m) for j in links.worded.get(word, ())})


def signs(m: Mention) -> set[str]:
    """What a name can be found by: its words, small ones left out, and its initials."""
    words = core(m.words)
    return {w.rstrip(".") for w in words if w[0].isupper()} | ({spelled(words)} if len(words) > 1 else set())


def one_name(links: Links, m: Mention, chain: int, names: Sequence[Mention]) -> bool:
    """Whether a name is one of the chain's, a short form, a long form or an acronym of it."""
    fixed = (STATE, PEOPLE)
    keys = links.keys_of(chain)
    if (m.key is not None and (keys or m.key.startswith(fixed))) or any(key.startswith(fixed) for key in keys):
        return False
    if links.other_gender(m, chain):
        return False
    one, others = core(m.words), [core(other.words) for other in names]
    if any(one == two or initials(one, two) or initials(two, one) for two in others):
        return True
    if m.human or links.human.get(chain):
        return any(same_name(one, two) for two in others)
    if abroad(links, m) or all(abroad(links, other) for other in names):
        return False
    # "Nordtek" and "Nordtek Foods" are one, until the report names "Nordtek Metals" too
    return all(begins(one, two) for two in others) or any(len(two) == 2 and one == two[1:] for two in others)


def begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name is the beginning of the other."""
    return one[: len(other)] == other or other[: len(one)] == one


def abroad(links: Links, m: Mention) -> bool:
    """ "Nordtek Europe" is not all of Nordtek."""
    return m.key is None and (links.report.views[m.sentence].hits[m.token] is not None or m.words[-1] in CONTINENTS)


def core(words: Sequence[str]) -> tuple[str, ...]:
    """A name without the words of its form: "Nordtek" for "Nordtek Holdings Inc."; itself where nothing else is left."""
    last = len(words)
    while last > 1 and words[last - 1].rstrip(".").lower() in GENERIC:
        last -= 1
    return tuple(words[:last])


def initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a single word in capitals spells the words of a name."""
    return len(short) == 1 and short[0].isupper() and len(long) > 1 and short[0].rstrip(".") == spelled(long)


def spelled(words: Sequence[str]) -> str:
    """The initials of a name's capitalised words."""
    return "".join(w[0] for w in words if w[0].isupper())


def link_beside(links: Links, k: int) -> None:
    """Appositions, titles before names, "X is the ..." and capitals in brackets join the chain of what they stand beside."""
    m = links.mentions[k]
    long = bracketed(links, m)
    if long is not None:
        links.join(k, long)
        return
    other = fellow(links, m)
    if other is not None and links.agree(k, other):
        links.join(k, other)


def fellow(links: Links, m: Mention) -> int | None:
    """The mention that a name or noun says more of."""
    s = links.sentence(m)
    token = s.tokens[m.token]
    other: int | None = None
    if token.dep == "appos" or token.dep in ("compound", "nmod") and m.form == "noun":
        other = links.at.get((m.sentence, token.head))
        if m.form == "name" and (office := office_over(links, m)) is not None:
            other = office
    elif token.dep == "attr" and m.form == "noun" and s.tokens[token.head].lemma == "be":
        subject = tree.child(s, token.head, "nsubj")
        other = links.at.get((m.sentence, subject)) if subject is not None else None
    if other is None and m.form == "noun" and m.dep not in (*SUBJECTS, "conj"):
        other = behind_comma(links, m)
    return other


def office_over(links: Links, m: Mention) -> int | None:
    """ "The president of Mali, Ali Keita": the parser takes Keita for Mali."""
    s = links.sentence(m)
    of = s.tokens[s.tokens[s.tokens[m.token].head].head]
    office = links.at.get((m.sentence, of.head)) if of.lemma == "of" else None
    return office if office is not None and links.mentions[office].human else None


def behind_comma(links: Links, m: Mention) -> int | None:
    """ "Ann Lee, the head of Nordtek", however the parser hangs it."""
    tokens = links.sentence(m).tokens
    first = next((t.i for t in tokens if t.start >= m.start), 0)
    if first < 2 or tokens[first - 1].text != ",":
        return None
    other = links.at.get((m.sentence, first - 2))
    return other if other is not None and links.mentions[other].form == "name" else None


def bracketed(links: Links, m: Mention) -> int | None:
    """ "the Port Authority (PAZ)": capitals in brackets right behind a name."""
    tokens = links.sentence(m).tokens
    if m.form != "name" or m.token < 2 or tokens[m.token - 1].text != "(" or not tokens[m.token].text.isupper():
        return None
    return links.at.get((m.sentence, m.token - 2), links.at.get((m.sentence, m.token - 3)))


def link_relative(links: Links, k: int) -> None:
    """ "which", "who": the noun that its clause hangs on; for "which", where those are people, the nearest before that is a body."""
    m = links.mentions[k]
    s = links.sentence(m)
    clause = next((at for at in tree.up(s, m.token) if s.tokens[at].dep == "relcl"), None)
    if clause is None:
        return
    other = links.at.get((m.sentence, s.tokens[clause].head))
    if other is not None and s.tokens[m.token].text.lower() == "which" and links.human_at(other) is True:
        near = (j for j in range(k - 1, -1, -1) if links.mentions[j].sentence == m.sentence and links.mentions[j].form in ("name", "noun"))
        other = next((j for j in near if links.human_at(j) is not True), None)
    if other is not None:
        links.join(k, other)
