"""From verdicts and judgements to clusters: a pure function, the same whatever the order in which its parts come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dragoman.linking.compare import Verdict


class Judged(Struct, frozen=True):
    """The last word of people on two records: the same happening, or not."""

    one: str
    other: str
    same: bool


class Clusters:
    """Sets of records that grow by union; two sets that somebody or something keeps apart never become one."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._of = {one: one for one in sorted(ids)}
        self._members: dict[str, set[str]] = {one: {one} for one in self._of}
        self._apart: dict[str, set[str]] = {one: set() for one in self._of}

    def head(self, one: str) -> str:
        return self._of[one]

    def keep_apart(self, one: str, other: str) -> None:
        self._apart[one].add(other)
        self._apart[other].add(one)

    def kept_apart(self, one: str, other: str) -> bool:
        a, b = self._members[self._of[one]], self._members[self._of[other]]
        small, large = (a, b) if len(a) <= len(b) else (b, a)
        return any(self._apart[m] & large for m in small)

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self._of[one], self._of[other]), key=lambda head: (-len(self._members[head]), head))
        if a == b:
            return
        for member in self._members[b]:
            self._of[member] = a
        self._members[a] |= self._members.pop(b)

    def sets(self) -> list[frozenset[str]]:
        """The clusters, in the order of their least member."""
        return sorted((frozenset(members) for members in self._members.values()), key=min)


def clustered(
    ids: Sequence[str], verdicts: Iterable[Verdict], judged: Sequence[Judged], threshold: float, mates: Mapping[str, str]
) -> list[frozenset[str]]:
    """Groups of record ids. People's word goes first; then pairs by falling score, unless what they would join is kept apart by a
    verdict of "never", by people, or because two records of one report are two happenings (`mates`: record -> report).
    """
    found = Clusters(ids)
    known = set(ids)
    said = {frozenset((j.one, j.other)): j.same for j in judged if j.one in known and j.other in known}
    for pair, same in sorted(said.items(), key=lambda item: sorted(item[0])):
        if len(pair) == 2 and not same:
            found.keep_apart(*sorted(pair))
    for pair, same in sorted(said.items(), key=lambda item: sorted(item[0])):
        if len(pair) == 2 and same:
            found.join(*sorted(pair))
    reports: dict[str, list[str]] = {}
    for one in sorted(known):
        reports.setdefault(mates.get(one, one), []).append(one)
    for together in reports.values():
        for n, one in enumerate(together):
            for other in together[n + 1 :]:
                if frozenset((one, other)) not in said:
                    found.keep_apart(one, other)
    likely = []
    for v in verdicts:
        if frozenset((v.one, v.other)) in said:
            continue
        if v.never is not None:
            found.keep_apart(v.one, v.other)
        elif v.score >= threshold:
            likely.append(v)
    for v in sorted(likely, key=lambda v: (-v.score, v.one, v.other)):
        if found.head(v.one) != found.head(v.other) and not found.kept_apart(v.one, v.other):
            found.join(v.one, v.other)
    return found.sets()
