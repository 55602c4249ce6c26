"""Structs of the model as MessagePack and back: by name, without what is empty, spans as offsets without their text.

By name, so that what an older version wrote is read by a newer one with more fields. The types are read from the model: there
is no second list.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.model import Span

#: gives the span at two offsets, with as much of its text as the ledger holds
Cut = Callable[[int, int], Span]
Build = Callable[[Any, Cut], Any]
Pack = Callable[[Any], Any]
Spans = Callable[[Any], Iterator[Span]]


def packed(struct: msgspec.Struct, *without: str) -> bytes:
    """A struct, less the fields that columns hold."""
    plain = _packer(type(struct))(struct)
    for name in without:
        plain.pop(name, None)
    return msgspec.msgpack.encode(plain)


def unpacked(data: bytes, **columns: Any) -> dict[str, Any]:
    """What was packed, with what the columns hold put back."""
    return {**msgspec.msgpack.decode(data), **columns}


def packed_all(structs: Sequence[msgspec.Struct]) -> bytes | None:
    """Several structs of one type as one value of a column; None for none."""
    return msgspec.msgpack.encode([_packer(type(one))(one) for one in structs]) if structs else None


def built_all(kind: Any, data: bytes | None, cut: Cut) -> tuple[Any, ...]:
    """The structs of what `packed_all` packed."""
    return tuple(built(kind, plain, cut) for plain in msgspec.msgpack.decode(data)) if data is not None else ()


def built(kind: Any, plain: dict[str, Any], cut: Cut) -> Any:
    """The struct of what was packed; what is left out is None, or () where the type is a tuple."""
    return _builder(kind)(plain, cut)


def spans(struct: msgspec.Struct) -> Iterator[Span]:
    """Every span in a struct, however deep."""
    walk = _walker(type(struct))
    return walk(struct) if walk else iter(())


def _fields(kind: Any) -> list[tuple[str, Any]]:
    return list(get_type_hints(kind).items())


def _some(hint: Any) -> Any:
    """The type of what a field holds when it holds something: X of `X | None`."""
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


@cache
def _packer(hint: Any) -> Pack:
    """How a struct, or a tuple of structs, is made plain."""
    if hint is Span:
        return lambda span: (span.start, span.end)
    if get_origin(hint) is tuple:
        one_of = _packer(get_args(hint)[0])
        return lambda value: [one_of(item) for item in value]
    names = [name for name, _ in _fields(hint)]
    nested = [(name, _packer(some)) for name, inner in _fields(hint) if _holds_structs(some := _some(inner))]
    get = attrgetter(*names)

    def pack(struct: Any) -> dict[str, Any]:
        plain = {name: value for name, value in zip(names, get(struct), strict=True) if value is not None and value != ()}
        for name, one in nested:
            if name in plain:
                plain[name] = one(plain[name])
        return plain

    return pack


def _holds_structs(hint: Any) -> bool:
    return _is_struct(get_args(hint)[0] if get_origin(hint) is tuple else hint)


@cache
def _builder(hint: Any) -> Build:
    """How a value of this type is made of what was packed."""
    if hint is Span:
        return lambda value, cut: cut(value[0], value[1])
    if get_origin(hint) is tuple:
        inner = _builder(get_args(hint)[0])
        return lambda value, cut: tuple(inner(one, cut) for one in value) if value else ()
    if (some := _some(hint)) is not hint:
        build = _builder(some)
        return lambda value, cut: None if value is None else build(value, cut)
    if _is_struct(hint):
        builds = [(name, _builder(inner)) for name, inner in _fields(hint)]
        return lambda plain, cut: hint(*(build(plain.get(name), cut) for name, build in builds))
    return lambda value, cut: value


@cache
def _walker(hint: Any) -> Spans | None:
    """How the spans in a value of this type are met; None where it can hold none."""
    if hint is Span:
        return lambda span: iter((span,))
    if get_origin(hint) is tuple:
        inner = _walker(get_args(hint)[0])
        return (lambda value: (span for one in value for span in inner(one))) if inner else None
    if not _is_struct(hint):
        return None
    walks = [(name, walk) for name, held in _fields(hint) if (walk := _walker(_some(held)))]

    def walk_fields(struct: Any) -> Iterator[Span]:
        for name, walk in walks:
            if (value := getattr(struct, name)) is not None:
                yield from walk(value)

    return walk_fields if walks else None
