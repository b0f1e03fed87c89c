"""Deliver what is due: one event loop for all endpoints, so that none waits for another.

A worker leases an endpoint and is then alone with it: what shares an account is sent in the order
of the feed, the rest side by side. Attempts are written down as they end, those of all endpoints
together.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from aiohttp.abc import AbstractResolver

from webapp.keys.sealing import Keyring, SealedSecret, UnreadableError
from webapp.webhooks.outbox_calls import EVENTS, Lease, Message, Outbox
from webapp.webhooks.sending import AT_ONCE, Outcome, Sender

if TYPE_CHECKING:
    from uuid import UUID

R = TypeVar("R")

_RECORDS = 500
_TURN_SECONDS = 5.0
_LOOK_SECONDS = 0.1
_FAILURES = AT_ONCE  # after so many an endpoint is let go, and only asked again later
_LEASE_SECONDS = 40.0  # of the minute that each call renews
_LOOKUPS = 64


@dataclass(slots=True)
class _Endpoint:
    """An endpoint that this worker holds."""

    lease: Lease
    keys: list[str]
    renewed: float
    failures: int = 0
    at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class Deliverer:
    """What one worker sends; between two turns it rests, and is closed when nothing is left."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        ring: Keyring,
        *,
        allow_private: bool,
        resolver: Callable[[], AbstractResolver] | None = None,
    ) -> None:
        """Take a connection over; `resolver` asks for names in the place of the system's."""
        self._outbox = Outbox(connection)
        self._ring = ring
        self._loop = asyncio.new_event_loop()
        self._names = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="names")
        self._loop.set_default_executor(self._names)
        self._database = ThreadPoolExecutor(1, thread_name_prefix="deliveries")
        self._tasks: set[asyncio.Task[None]] = set()
        self._unwritten: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

        async def opened() -> Sender:
            return Sender(allow_private=allow_private, resolver=resolver() if resolver else None)

        self._sender = self._loop.run_until_complete(opened())

    def turn(self, stopped: threading.Event) -> bool:
        """Deliver for some seconds; tell whether something is left, or under way."""
        return self._loop.run_until_complete(self._turn(stopped))

    def close(self) -> None:
        """Let go of everything; what was under way comes again when its lease has run out."""
        self._loop.run_until_complete(self._close())
        self._database.shutdown()
        self._names.shutdown(wait=False)
        self._loop.close()

    async def _turn(self, stopped: threading.Event) -> bool:
        end = time.monotonic() + _TURN_SECONDS
        while True:
            took = 0
            if not stopped.is_set():
                took = await self._ask(self._outbox.fan_out)
                for lease in await self._ask(self._outbox.leases):
                    task = self._loop.create_task(self._attend(lease, stopped))
                    self._tasks.add(task)
            if self._tasks and took < EVENTS:
                await asyncio.wait(self._tasks, timeout=_LOOK_SECONDS)
            for task in [task for task in self._tasks if task.done()]:
                self._tasks.discard(task)
                task.result()  # what the database refused ends the turn
            if not self._tasks and (stopped.is_set() or not took):
                return False
            if time.monotonic() > end and not stopped.is_set():
                return True

    async def _attend(self, lease: Lease, stopped: threading.Event) -> None:
        """Send to one endpoint until nothing is due, it fails too often, or we are stopped."""
        endpoint = _Endpoint(lease, self._keys(lease), time.monotonic())
        while not stopped.is_set() and endpoint.failures < _FAILURES:
            messages = await self._ask(lambda: self._outbox.messages(lease))
            endpoint.renewed = time.monotonic()
            if not messages:
                break
            await self._send_all(endpoint, messages, stopped)
        await self._ask(lambda: self._outbox.release(lease))

    async def _send_all(
        self, endpoint: _Endpoint, messages: list[Message], stopped: threading.Event
    ) -> None:
        last: dict[UUID, asyncio.Task[bool]] = {}
        written: list[asyncio.Future[None]] = []
        tasks = []
        for message in messages:
            before = {last[account] for account in message.account_ids if account in last}
            task = self._loop.create_task(self._send(endpoint, message, before, written, stopped))
            last.update(dict.fromkeys(message.account_ids, task))
            tasks.append(task)
        await asyncio.gather(*tasks)
        await asyncio.gather(*written)

    async def _send(
        self,
        endpoint: _Endpoint,
        message: Message,
        before: set[asyncio.Task[bool]],
        written: list[asyncio.Future[None]],
        stopped: threading.Event,
    ) -> bool:
        """Send one message after those before it; tell whether it was taken."""
        if not all(await asyncio.gather(*before)):
            return False
        async with endpoint.at_once:
            if (
                stopped.is_set()
                or endpoint.failures >= _FAILURES
                or time.monotonic() > endpoint.renewed + _LEASE_SECONDS
            ):
                return False
            outcome = await self._tried(endpoint, message)
        written.append(self._write(endpoint, message, outcome))
        if outcome.error is not None:
            endpoint.failures += 1
        return outcome.error is None

    async def _tried(self, endpoint: _Endpoint, message: Message) -> Outcome:
        if not endpoint.keys:
            return Outcome(0, None, "unreadable")
        return await self._sender.send(
            endpoint.lease.url, endpoint.keys, str(message.delivery_id), message.body
        )

    def _keys(self, lease: Lease) -> list[str]:
        """Open the secrets; none when the ring does not open them."""
        stored = zip(lease.key_ids or [], lease.wrapped_keys or [], lease.sealed or [], strict=True)
        try:
            return [self._ring.open_secret(lease.user_id, SealedSecret(*one)) for one in stored]
        except UnreadableError:
            return []

    def _write(
        self, endpoint: _Endpoint, message: Message, outcome: Outcome
    ) -> asyncio.Future[None]:
        """Have an attempt written down, with others that end meanwhile."""
        done = self._loop.create_future()
        attempt = {
            "endpoint_id": str(endpoint.lease.endpoint_id),
            "lease_id": str(endpoint.lease.lease_id),
            "delivery_id": str(message.delivery_id),
            "duration_ms": outcome.duration_ms,
            "response_code": outcome.response_code,
            "error": outcome.error,
            "retry_after": outcome.retry_after,
        }
        done.add_done_callback(lambda _: setattr(endpoint, "renewed", time.monotonic()))
        self._unwritten.append((attempt, done))
        if self._writing is None or self._writing.done():
            self._writing = self._loop.create_task(self._write_all())
        return done

    async def _write_all(self) -> None:
        while self._unwritten:
            some, self._unwritten = self._unwritten[:_RECORDS], self._unwritten[_RECORDS:]
            text = json.dumps([attempt for attempt, _ in some])
            try:
                await self._ask(lambda: self._outbox.record(text))  # noqa: B023 - asked at once
            except psycopg.Error as error:
                for _, done in some:
                    done.set_exception(error)
            else:
                for _, done in some:
                    done.set_result(None)

    async def _ask(self, call: Callable[[], R]) -> R:
        """Call the database in its own thread: it may wait there, and nobody else does."""
        return await self._loop.run_in_executor(self._database, call)

    async def _close(self) -> None:
        left = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._sender.close()
