"""Answers of a moment ago, for readers who open the same page at the same time. Pure ASGI."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import MutableMapping
from typing import Any

from dragoman.web.guard import App, Receive, Scope, Send

Message = MutableMapping[str, Any]
#: seconds for which an answer to GET is given again: no reader has seen it before, and none sees it later than that
MOMENT = 1.0
SIZE = 128
#: bytes of an answer that is kept
LARGEST = 2_000_000


class Lately:
    """Answers depend on the address only: there are no cookies, and no user is known."""

    def __init__(self, app: App, moment: float = MOMENT) -> None:
        self._app = app
        self._moment = moment
        self._answers: OrderedDict[tuple[str, bytes], tuple[float, list[Message]]] = OrderedDict()
        self._locks: dict[tuple[str, bytes], asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/static"):
            await self._app(scope, receive, send)
            return
        key = (scope["path"], scope["query_string"])
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            found = self._fresh(key)
            if found is None:
                found = await self._made(scope, receive)
                self._keep(key, found)
        for message in found:
            await send(dict(message))

    def _fresh(self, key: tuple[str, bytes]) -> list[Message] | None:
        at, messages = self._answers.get(key, (0.0, []))
        return messages if messages and time.monotonic() - at < self._moment else None

    async def _made(self, scope: Scope, receive: Receive) -> list[Message]:
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, collect)
        return messages

    def _keep(self, key: tuple[str, bytes], messages: list[Message]) -> None:
        size = sum(len(message.get("body", b"")) for message in messages)
        if messages[0].get("status") == 200 and size <= LARGEST:
            self._answers[key] = (time.monotonic(), messages)
            self._answers.move_to_end(key)
        while len(self._answers) > SIZE:
            gone, _ = self._answers.popitem(last=False)
            self._locks.pop(gone, None)
        if key not in self._answers:
            self._locks.pop(key, None)
