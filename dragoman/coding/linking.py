"""Chains of mentions while they grow: who is in which, what is known of each, and which earlier mentions one may go back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.coding import tree
from dragoman.coding.coreference import REACH
from dragoman.coding.found import Report
from dragoman.coding.phrases import Mention
from dragoman.model import Sentence

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: functions of what only modifies a noun: "US" in "US sales"
MODIFIERS = frozenset({"amod", "compound", "nmod"})
GENDER = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "king", "prince", "sir", "lord", "sheikh"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "queen", "princess", "lady", "dame"), "f"),
}
STATE, PEOPLE, GROUP = "state ", "people ", "group "


class Links:
    """For each mention (by its number, in the order of the text) its chain, None while it has none."""

    def __init__(self, report: Report, mentions: list[Mention]) -> None:
        self.report = report
        self.mentions = mentions
        self.chain: list[int | None] = [None] * len(mentions)
        self.at = {(m.sentence, m.token): k for k, m in enumerate(mentions) if m.form != "group"}
        self.members: dict[int, list[int]] = {}
        #: whether a chain is of people; nothing where no mention says so
        self.human: dict[int, bool] = {}
        #: names by their words and, where they have several, by their initials -> mentions, the last one last
        self.worded: dict[str, list[int]] = {}
        #: "m" or "f" where a title or a pronoun has said so
        self.gender: dict[int, str] = {}
        #: what names stand for ("state KEN"), and groups by their members -> chain
        self.keys: dict[str, int] = {}
        self._keyed: dict[int, list[str]] = {}
        self._next = 0

    # chains

    def fresh(self) -> int:
        """The number of a new chain."""
        self._next += 1
        return self._next - 1

    def put(self, k: int, chain: int | None) -> int:
        """Mention k into a chain, a new one for None; which it is."""
        chain = self.fresh() if chain is None else chain
        self.chain[k] = chain
        self.members.setdefault(chain, []).append(k)
        if self.mentions[k].human is not None:
            self.human[chain] = self.human.get(chain, False) or bool(self.mentions[k].human)
        if (gender := self.gender_of(self.mentions[k])) is not None:
            self.gender.setdefault(chain, gender)
        return chain

    def keyed(self, key: str) -> int:
        """The chain of a key, a new one the first time."""
        if key not in self.keys:
            self.stands_for(self.fresh(), key)
        return self.keys[key]

    def stands_for(self, chain: int, key: str) -> None:
        """The chain is the one of this key."""
        self.keys[key] = chain
        self._keyed.setdefault(chain, []).append(key)

    def join(self, k: int, other: int) -> None:
        """Two mentions into one chain."""
        mine, theirs = self.chain[k], self.chain[other]
        if theirs is None:
            theirs = self.put(other, mine)
        if mine is None:
            self.put(k, theirs) if k != other else None
        elif mine != theirs:
            self.merge(mine, theirs)

    def merge(self, one: int, other: int) -> None:
        """Two chains become one, unless both stand for something known."""
        if self.keys_of(one) and self.keys_of(other):
            return
        keep, drop = min(one, other), max(one, other)
        for k in self.members.pop(drop, []):
            self.chain[k] = keep
            self.members.setdefault(keep, []).append(k)
        self.members[keep].sort()
        for key in self._keyed.pop(drop, []):
            self.stands_for(keep, key)
        if drop in self.human:
            self.human[keep] = self.human.get(keep, False) or self.human.pop(drop)
        if drop in self.gender:
            self.gender.setdefault(keep, self.gender.pop(drop))

    # what is known of a chain

    def keys_of(self, chain: int) -> Sequence[str]:
        """What it stands for."""
        return self._keyed.get(chain, ())

    def is_state(self, chain: int) -> bool:
        """Whether it is a state."""
        return any(key.startswith(STATE) for key in self.keys_of(chain))

    def names(self, chain: int) -> list[Mention]:
        """Its names."""
        return [m for k in self.members.get(chain, ()) if (m := self.mentions[k]).form == "name"]

    def nouns(self, chain: int) -> list[Mention]:
        """The nouns that it has been spoken of by."""
        return [m for k in self.members.get(chain, ()) if (m := self.mentions[k]).form == "noun"]

    def human_at(self, k: int) -> bool | None:
        """Whether mention k is of people, as its chain says."""
        chain = self.chain[k]
        return self.human.get(chain) if chain is not None else self.mentions[k].human

    def gender_of(self, m: Mention) -> str | None:
        """What a pronoun, or the title before a name, says."""
        tokens = self.sentence(m).tokens
        if m.form == "pronoun":
            return GENDER.get(tokens[m.token].text.lower())
        first = next((t.i for t in tokens if t.start == m.start), 0)
        return GENDER.get(tokens[first - 1].text.rstrip(".").lower()) if m.form == "name" and first else None

    def other_gender(self, m: Mention, chain: int) -> bool:
        """Whether the chain is known to be of the other gender."""
        mine, theirs = self.gender_of(m), self.gender.get(chain)
        return mine is not None and theirs is not None and mine != theirs

    def agree(self, k: int, other: int) -> bool:
        """Whether two mentions can be of one: neither people and body, nor one and several."""
        if self.mentions[k].plural != self.mentions[other].plural:
            return False
        humans = self.human_at(k), self.human_at(other)
        return None in humans or humans[0] == humans[1]

    # words of a mention

    def sentence(self, m: Mention) -> Sentence:
        """The sentence that it stands in."""
        return self.report.views[m.sentence].sentence

    def lemma(self, m: Mention) -> str:
        """Its head's, in small letters."""
        return self.sentence(m).tokens[m.token].lemma.lower()

    def role(self, m: Mention) -> str | None:
        """The role that its head names."""
        at = self.report.views[m.sentence].roles[m.token]
        return at.role.id if at is not None else None

    def doer_of(self, m: Mention) -> int | None:
        """The verb that it does: that whose subject it is, or what it is made to do ("Norway urged Nordtek to sell")."""
        s = self.sentence(m)
        token = s.tokens[m.token]
        top = token if token.dep == m.dep else s.tokens[token.head]  # "Nordtek" in "Nordtek Inc."
        verb = s.tokens[top.head]
        if m.dep in SUBJECTS:
            return verb.i
        made = m.dep == "dobj" and verb.lemma in self.report.words.object_control
        return tree.child(s, verb.i, "xcomp", "ccomp") if made else None

    # earlier mentions

    def before(self, k: int) -> Iterator[int]:
        """Earlier mentions in chains, within reach, that do not only modify: the subjects of the clauses that this one stands in,
        the innermost first; then those of the sentence and of each before it, subjects first, from the left."""
        m = self.mentions[k]
        s = self.sentence(m)
        clauses = [at for at in tree.up(s, m.token) if s.tokens[at].tag.startswith("VB")]

        def rank(j: int) -> tuple[int, int, bool, int]:
            o = self.mentions[j]
            inner = len(clauses)
            if o.sentence == m.sentence:
                verb = self.doer_of(o)
                inner = clauses.index(verb) if verb in clauses else inner
            return -o.sentence, inner, o.dep not in SUBJECTS, j

        first = bisect_left(self.mentions, m.sentence - REACH, hi=k, key=lambda o: o.sentence)
        near = [j for j in range(first, k) if self.chain[j] is not None and self.mentions[j].dep not in MODIFIERS]
        yield from sorted(near, key=rank)
