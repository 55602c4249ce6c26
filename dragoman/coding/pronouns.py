"""Whom a pronoun means: by person and number, the nearest that fits; "I" and "we" by who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dragoman.coding import speech, tree
from dragoman.coding.coreference import FIRST, HUMAN, THING
from dragoman.coding.describing import thing
from dragoman.coding.linking import Links
from dragoman.coding.mentions import ANYBODY, SECOND

WE = frozenset({"we", "us", "our", "ours", "ourselves"})
YOU = "you"
OBJECTS = frozenset({"dobj", "dative"})


def link_pronoun(links: Links, k: int) -> None:
    """A pronoun into the chain of whom it means; one that finds nobody is in none."""
    m = links.mentions[k]
    lower = links.sentence(m).tokens[m.token].text.lower()
    if lower in FIRST:
        link_speaker(links, k, lower in WE)
    elif lower in ANYBODY:
        links.put(k, None)
    elif lower in SECOND:
        links.put(k, links.keyed(YOU))
    elif lower in HUMAN:
        # a name that nothing has said more of may be a person's
        unsaid = (j for j in earlier(links, k) if links.mentions[j].form == "name" and links.human_at(j) is None)
        link_first(links, k, (j for j in earlier(links, k) if single(links, j) and links.human_at(j) is True), unsaid)
    elif lower in THING:
        link_first(links, k, bodies(links, k))
    else:
        link_first(links, k, (j for j in earlier(links, k) if links.mentions[j].plural and spoken_of(links, j)), bodies(links, k))


def earlier(links: Links, k: int) -> Iterator[int]:
    """Earlier mentions that a pronoun may mean: not of the other gender, and for an object not the subject of its own verb."""
    m = links.mentions[k]
    s = links.sentence(m)
    verb = s.tokens[m.token].head if m.dep in OBJECTS and not s.tokens[m.token].text.lower().endswith(("self", "selves")) else -1
    own = [j for j in links.before(k) if links.mentions[j].sentence == m.sentence and links.doer_of(links.mentions[j]) == verb]
    barred = {links.chain[j] for j in own}
    for j in links.before(k):
        chain = links.chain[j]
        if chain is not None and chain not in barred and not links.other_gender(m, chain):
            yield j


def single(links: Links, j: int) -> bool:
    """Whether mention j is of one, spoken of and not speaking."""
    return links.mentions[j].form != "group" and not links.mentions[j].plural and spoken_of(links, j)


def spoken_of(links: Links, j: int) -> bool:
    """Neither "I" nor "you"."""
    m = links.mentions[j]
    lower = links.sentence(m).tokens[m.token].text.lower()
    return m.form != "pronoun" or not (lower in FIRST or lower in SECOND)


def bodies(links: Links, k: int) -> Iterator[int]:
    """Earlier mentions of states and organisations, the likeliest first: "it", and "they" for a company."""
    return (j for j in earlier(links, k) if single(links, j) and links.human_at(j) is not True and not thing(links, j))


def link_first(links: Links, k: int, *choices: Iterator[int]) -> None:
    """The first of the first choice; where there is none, of the second."""
    found = next(chain.from_iterable(choices), None)
    if found is not None:
        links.put(k, links.chain[found])


def link_speaker(links: Links, k: int, many: bool) -> None:
    """ "I" is who speaks; "we" the body that the speaker is spoken of as acting for."""
    speaker = who_speaks(links, k)
    if speaker is not None:
        body = employer(links, speaker) if many else None
        links.put(k, speaker if body is None else body)


def who_speaks(links: Links, k: int) -> int | None:
    """The speaker of the quotation; without marks that pair, of the sentence, of the next, of the one before."""
    m = links.mentions[k]
    quote = links.report.quote_at(m.start)
    if quote is not None:
        inside = [j for j, o in enumerate(links.mentions) if quote.name.start <= o.head[0] < quote.name.end and links.chain[j] is not None]
        return links.chain[inside[-1]] if inside else None
    for n in (m.sentence, m.sentence + 1, m.sentence - 1):
        for said in speech.speeches(n, links.report.views[n], links.report.words) if 0 <= n < len(links.report.views) else ():
            j = links.at.get((n, said.speaker))
            if j is not None and j != k and links.mentions[j].form != "pronoun" and links.chain[j] is not None:
                return links.chain[j]
    return None


def employer(links: Links, person: int) -> int | None:
    """The body that somebody is spoken of as chief, spokeswoman, minister of: "Nordtek chief", "spokeswoman for Nordtek"."""
    for m in links.nouns(person):
        s = links.sentence(m)
        beside = [*tree.children(s, m.token, "compound", "nmod", "poss", "amod"), *tree.preposition_objects(s, m.token, "of", "for", "at")]
        for i in beside:
            other = links.at.get((m.sentence, i))
            if other is not None and links.chain[other] is not None and links.human_at(other) is not True:
                return links.chain[other]
    return None
