"""A real receiver of webhooks, and the worker's deliverer run in this process or in others."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    Behaviour = Callable[[str, int], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def id(self) -> str:
        """The webhook's id."""
        return self.headers["webhook-id"]

    @property
    def event(self) -> Any:  # noqa: ANN401 - any JSON
        """The body."""
        return json.loads(self.body)


@dataclass
class Receiver:
    """What came, by path; a path may have answers of its own."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: dict[str, Behaviour] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def url(self, path: str = "/hook") -> str:
        """Return a URL that leads here."""
        return f"http://127.0.0.1:{self.port}{path}"

    def of(self, path: str) -> list[Received]:
        """Return what came to a path."""
        return [one for one in list(self.received) if one.path == path]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep a request, and answer it."""
        body = await request.read()
        loop = asyncio.get_running_loop()
        headers = {name.lower(): value for name, value in request.headers.items()}
        with self.arrived:
            self.received.append(Received(request.path, headers, body, loop.time()))
            number = sum(one.path == request.path for one in self.received)
            self.arrived.notify_all()
        behaviour = self.answers.get(request.path)
        return web.Response() if behaviour is None else await behaviour(request.path, number)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver in a thread."""
    receiver, loop, ready = Receiver(), asyncio.new_event_loop(), threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", receiver.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        receiver.port = runner.addresses[0][1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    try:
        yield receiver
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def answering(status: int, **headers: str) -> Behaviour:
    """Return what always answers so."""

    async def answer(_path: str, _number: int) -> web.Response:
        return web.Response(status=status, headers=headers)

    return answer


async def hang(_path: str, _number: int) -> web.Response:
    """Never answer."""
    await asyncio.sleep(3600)
    return web.Response()
