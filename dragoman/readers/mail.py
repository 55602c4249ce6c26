"""Messages: a single one (EML) and a mailbox of them (mbox). The plain part goes before the HTML part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.errors import BrokenItem, DragomanError, EmptyInput
from dragoman.model import Document
from dragoman.readers.dates import read_published
from dragoman.readers.decoding import decode
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.fragment import shown
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.stream import Stream, lines, load, too_large

if TYPE_CHECKING:
    from email.message import EmailMessage

SEPARATOR = re.compile(rb"From \S+.*\d{4}(?:\s[+-]\d{4})?\s*$")
QUOTED = re.compile(rb"^>(>*From )", re.M)
HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
# What no text that a person writes begins with, beside From: and Subject:, which a press release may.
MACHINE_MADE = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To):", re.M | re.I)


def accepts(stream: Stream) -> bool:
    """By its ending, by what a server said, or by how it begins."""
    if stream.ends(".eml", ".mbox") or stream.content_type in ("message/rfc822", "application/mbox"):
        return True
    head = HEADER.match(stream.head)
    return SEPARATOR.match(stream.head.partition(b"\n")[0]) is not None or bool(head and MACHINE_MADE.search(head[0]))


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """One item a message; in a mailbox its place is its number."""
    if SEPARATOR.match(stream.head.lstrip().partition(b"\n")[0]) is None:
        yield _item(load(stream, context.options.max_member).data, stream.name, stream, context)
        return
    for number, data in enumerate(messages(stream, context.options.max_member), 1):
        yield _item(data, f"{stream.name}:{number}", stream, context)


def messages(stream: Stream, limit: int) -> Iterator[bytes | None]:
    """The messages of a mailbox, None for one above `limit` bytes. Each begins with a line `From ...` after an empty line."""
    held: list[bytes] = []
    size, empty, begun = 0, True, False
    for _, line in lines(stream, limit):
        if line is not None and empty and SEPARATOR.match(line):
            if begun:
                yield b"".join(held) if size <= limit else None
            held, size, begun, empty = [], 0, True, False
            continue
        size += limit + 1 if line is None else len(line)
        empty = line is not None and not line.strip()
        if line is not None and size <= limit:
            held.append(line)
    if begun:
        yield b"".join(held) if size <= limit else None


def _item(data: bytes | None, place: str, stream: Stream, context: Context) -> Item:
    if data is None:
        return failed(too_large(place, context.options.max_member, "a message is one report"), stream, item=place)
    from email import message_from_bytes, policy

    name = None
    try:
        message = message_from_bytes(QUOTED.sub(rb"\1", data), policy=policy.default)
        name = _header(message, "Message-ID")
        document = _document(message, place, stream, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, id=name)
    except (ValueError, LookupError, AttributeError, TypeError) as error:  # the library trips over headers that are none
        broken = BrokenItem(f"{place}: broken message", f"{type(error).__name__}: {error}", "save its text as a .txt file")
        return failed(broken, stream, item=place, id=name)
    attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    if attached:
        context.tally.skipped["attachment of a message"] += attached
    return found(document, stream, item=place, id=name)


def _document(message: EmailMessage, name: str, stream: Stream, published: str | None) -> Document:
    text = _text(message, name)
    if not text.strip():
        raise EmptyInput(f"{name}: empty", "the message has no text", "its attachments may have it: save them as files")
    check_fit(name, text)
    day, basis = (published, "given") if published else read_published(_header(message, "Date"))
    sender = _header(message, "From")
    return make_document(
        text, title=_header(message, "Subject"), published=day, published_basis=basis, source=sender or stream.source, url=stream.url
    )


def _text(message: EmailMessage, name: str) -> str:
    """Of the plain part, or of the HTML part where the plain one has nothing in it."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        payload = part.get_payload(decode=True) if part is not None else None
        if part is None or not isinstance(payload, bytes) or not payload.strip():
            continue
        text = decode(name, payload, part.get_content_charset()).replace("\r\n", "\n")
        return text if kind == "plain" else shown(text)
    return ""


def _header(message: EmailMessage, name: str) -> str | None:
    found = message.get(name)
    return re.sub(r"\s+", " ", str(found)).strip() or None if found is not None else None
