"""Errors that the small parser makes often, mended over the known names: each is a pattern of labels, not of words.

1. "left on Monday for Minsk to join a gathering": "Minsk" is no subject of "join"; "for Minsk" hangs on "left".
2. "with his Kyrgyz or Tajik counterpart": "Kyrgyz" is no object of "with"; both adjectives hang on "counterpart".
3. "visited Turkey on 4 April and Jordan on 5 April": "Jordan" stands beside "Turkey", not beside "April"; in "Amos Odero of
   Kenya and Lena Brandt of Germany" the second person stands beside the first, not beside the first one's country.
4. "will meet him on Friday, officials said": "on Friday" hangs on "meet", not on "said".
5. "President Pavel Hora and Latvian President Ilze Kalna spoke": two persons beside each other, not one long name.
6. "The troops left, then at Togo's request returned": "request" is the object of "at", not the subject of "returned".
7. "will send them by 15 May and Denmark will free two": "Denmark" is the subject of "free", no second month.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.names import Hit
from dragoman.model import Sentence, Token

MONTHS = frozenset(month for month in month_name if month)
#: verbs that take "for" and a goal
SETTING_OUT = frozenset({"leave", "depart", "head", "set", "fly", "travel", "embark", "sail", "start", "go"})

#: words before a name, without which "Trade and Industry Minister Hora" would be two
TITLES = frozenset(
    {"president", "minister", "premier", "chancellor", "king", "queen", "secretary", "chief", "general", "ambassador", "leader"}
)


def repaired(s: Sentence, hits: Sequence[Hit | None]) -> Sentence:
    """The sentence with these errors mended; the same one where there are none."""
    tokens = list(s.tokens)
    for token in s.tokens:
        _goal(s, tokens, token)
        _two_adjectives(s, tokens, token, hits)
        _beside(s, tokens, token, hits)
        _before_credit(s, tokens, token)
        _two_persons(s, tokens, token)
        _bare_preposition(s, tokens, token)
        _own_subject(s, tokens, token)
    return s if tuple(tokens) == s.tokens else _rebuilt(s, tokens)


def _own_subject(s: Sentence, tokens: list[Token], token: Token) -> None:
    """Gives a verb the subject before its auxiliary that was hung on the date before (error 7)."""
    date = s.tokens[token.head]
    last = token.i + 1 >= len(s.tokens)
    if last or token.dep != "conj" or date.dep != "pobj" or date.text not in MONTHS or not token.tag.startswith("NNP"):
        return
    aux = s.tokens[token.i + 1]
    verb = s.tokens[aux.head]
    if aux.dep not in ("aux", "auxpass") or verb.dep != "conj" or tree.child(s, verb.i, "nsubj", "nsubjpass") is not None:
        return
    passive = tree.child(s, verb.i, "auxpass") is not None
    tokens[token.i] = replace(token, head=verb.i, dep="nsubjpass" if passive else "nsubj")
    for c in tree.children(s, date.i, "cc"):
        tokens[c] = replace(tokens[c], head=verb.head)


def _goal(s: Sentence, tokens: list[Token], clause: Token) -> None:
    governor = s.tokens[clause.head]
    if clause.dep not in ("advcl", "xcomp", "ccomp") or governor.lemma not in SETTING_OUT:
        return
    mark, subject = tree.child(s, clause.i, "mark"), tree.child(s, clause.i, "nsubj")
    if mark is None or subject is None or s.tokens[mark].lemma != "for" or s.tokens[subject].tag != "NNP":
        return
    tokens[mark] = replace(tokens[mark], head=governor.i, dep="prep")
    tokens[subject] = replace(tokens[subject], head=mark, dep="pobj")
    tokens[clause.i] = replace(tokens[clause.i], dep="advcl")


def _two_adjectives(s: Sentence, tokens: list[Token], noun: Token, hits: Sequence[Hit | None]) -> None:
    at = noun.i
    if at < 3 or noun.dep != "conj" or not tree.is_noun(noun) or noun.tag.startswith("NNP"):
        return
    second, joint, first = s.tokens[at - 1], s.tokens[at - 2], s.tokens[at - 3]
    both = all((h := hits[t.i]) is not None and h.name.sort == "adjectives" for t in (first, second))
    if not both or joint.tag != "CC" or noun.head != first.i:
        return
    tokens[at] = replace(noun, head=first.head, dep=first.dep)
    tokens[first.i] = replace(first, head=at, dep="amod")
    tokens[joint.i] = replace(joint, head=first.i, dep="cc")
    tokens[second.i] = replace(second, head=first.i, dep="conj")
    for c in s.children[first.i]:
        if s.tokens[c].dep in ("poss", "det", "amod") and c < first.i:
            tokens[c] = replace(tokens[c], head=at)


def _beside(s: Sentence, tokens: list[Token], token: Token, hits: Sequence[Hit | None]) -> None:
    """Hangs a second state beside the first, a second person beside the first (error 3)."""
    head = s.tokens[token.head]
    prep = s.tokens[head.head]
    if token.dep != "conj" or head.dep != "pobj" or not token.tag.startswith("NNP"):
        return
    if hits[token.i] is not None and hits[head.i] is None and head.text in MONTHS:
        states = [c for c in tree.children(s, prep.head, "dobj", "pobj") if hits[c] is not None and c < token.i]
        target = states[0] if states else None
    else:
        owner = s.tokens[prep.head]
        two = hits[head.i] is not None and hits[token.i] is None and hits[owner.i] is None and owner.tag == "NNP"
        target = owner.i if two and prep.lemma == "of" and tree.preposition_objects(s, token.i, "of") else None
    if target is None:
        return
    tokens[token.i] = replace(token, head=target)
    for c in tree.children(s, head.i, "cc"):
        tokens[c] = replace(tokens[c], head=target)


def _before_credit(s: Sentence, tokens: list[Token], token: Token) -> None:
    """ "will meet him on Friday, officials said": what stands before the speaker belongs to what is said (error 4)."""
    verb = s.tokens[token.head]
    if token.dep not in ("prep", "npadvmod", "advmod") or not tree.is_verb(verb):
        return
    said, speaker = tree.child(s, verb.i, "ccomp"), tree.child(s, verb.i, "nsubj")
    if said is not None and speaker is not None and said < token.i < speaker < verb.i:
        tokens[token.i] = replace(tokens[token.i], head=said)


def _two_persons(s: Sentence, tokens: list[Token], joint: Token) -> None:
    """Parts the name that swallowed another's titles and name (error 5)."""
    at = joint.i
    if joint.tag != "CC" or at == 0 or s.tokens[at - 1].tag != "NNP":
        return
    last = next((h for h in tree.up(s, at) if h > at and s.tokens[h].tag == "NNP"), None)
    if last is None or any(t.text == "," or t.tag == "CC" for t in s.tokens[at + 1 : last]):
        return
    inside = tree.below(s, last)
    left, right = [i for i in inside if i < at], [i for i in inside if at < i < last]
    first = at - 1
    if first not in left or not all(_titled(s, part, end) for part, end in ((left, first), (right, last))):
        return
    tokens[first] = replace(tokens[first], head=s.tokens[last].head, dep=s.tokens[last].dep)
    tokens[last] = replace(tokens[last], head=first, dep="conj")
    tokens[at] = replace(joint, head=first, dep="cc")
    for part, end in ((left, first), (right, last)):
        for i in part:
            if i != end and s.tokens[i].head not in part:
                tokens[i] = replace(tokens[i], head=end, dep="compound" if s.tokens[i].tag.startswith("NN") else "amod")


def _bare_preposition(s: Sentence, tokens: list[Token], prep: Token) -> None:
    """Gives a preposition without an object the noun phrase behind it, of a clause that shares the subject of another (error 6)."""
    verb = s.tokens[prep.head]
    if prep.dep not in ("prep", "mark") or s.children[prep.i] or prep.lemma != "at" or verb.dep not in ("advcl", "conj") or verb.i < prep.i:
        return
    subject = tree.child(s, verb.i, "nsubj")
    if subject is None or min(tree.below(s, subject)) != prep.i + 1 or tree.child(s, verb.head, "nsubj") is None:
        return
    tokens[prep.i] = replace(tokens[prep.i], dep="prep")
    tokens[subject] = replace(tokens[subject], head=prep.i, dep="pobj")
    tokens[verb.i] = replace(tokens[verb.i], dep="conj")


def _titled(s: Sentence, part: Sequence[int], end: int) -> bool:
    """Whether a title with a name behind it stands in these tokens, which belong to the name that ends at `end`."""
    titles = [i for i in part if s.tokens[i].text.lower() in TITLES]
    return bool(titles) and titles[-1] < end and all(s.tokens[i].tag == "NNP" for i in range(titles[-1], end + 1))


def _rebuilt(s: Sentence, tokens: list[Token]) -> Sentence:
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return Sentence(s.segment, tuple(tokens), tuple(tuple(c) for c in below))
