"""Gathering: what is asked while a call is under way goes together with the next call.

Nobody waits for company: the first request goes at once, and takes with it whoever came
meanwhile. There is no thread of its own to start, to drain or to lose: of the requests that
wait, the first makes the next call for all of them, in its own thread.
"""

from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from threading import Lock
from typing import Generic, TypeAlias, TypeVar, cast
from uuid import UUID

from flask import Flask, current_app
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout, TooManyRequests

from webapp.config import Config
from webapp.db import Database, database
from webapp.lifeline import AwayError, UnconfirmedError
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor
from webapp.transfers import calls as ledger
from webapp.transfers.bodies import TransferItem
from webapp.transfers.moves import written_through
from webapp.transfers.results import TransferResult
from webapp.web_login import begin

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class _Place(Generic[Request, Answer]):
    """One request's place in the queue."""

    __slots__ = ("answer", "batch", "cause", "error", "request", "turn")

    def __init__(self, request: Request) -> None:
        self.request = request
        self.turn = Lock()
        self.turn.acquire()  # released when there is an answer, or a call to make
        self.batch: list[_Place[Request, Answer]] | None = None
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self.cause: Exception | None = None  # of its being asked again, alone


class Gatherer(Generic[Request, Answer]):
    """Makes few calls of many requests.

    `together` answers requests in one call, in order; `alone` answers one. When a call fails
    as a whole, whatever the reason, each of its requests is made alone, in its own thread, and
    so is meanwhile everything that `touches` the same things, for the call may have failed of
    one of those. A request must bear being made twice.
    """

    def __init__(  # noqa: PLR0913 - three functions and four limits, each named by its caller
        self,
        *,
        together: Callable[[Sequence[Request]], Sequence[Answer]],
        alone: Callable[[Request], Answer],
        touches: Callable[[Request], Sequence[Hashable]],
        calls: int,
        batch: int,
        queue: int,
        seconds: float,
    ) -> None:
        """Allow so many calls at once, requests in a call, requests that wait, and seconds.

        No call at all means that every request is made alone.
        """
        self._together = together
        self._alone = alone
        self._touches = touches
        self._calls = self._idle = calls
        self._batch = batch
        self._longest = queue
        self._seconds = seconds
        self._queue: deque[_Place[Request, Answer]] = deque()
        self._apart: Counter[Hashable] = Counter()
        self._mutex = Lock()

    def ask(self, request: Request) -> Answer:
        """Return the answer to one request.

        Raises what `alone` raises, PoolTimeout when there is no connection for a call, and
        Refusal WEB904 when too many wait or no call took the request in time: it was not made;
        WEB905 when a call took it and did not end in time: whether it was made is unknown.
        """
        place = self._take_place(request)
        if place is None:
            return self._ask_alone(request)
        if place.batch is None:
            self._wait(place)
        if place.batch is not None:
            self._call(place.batch)
        if place.error is not None:
            raise place.error
        if place.answer is None:
            return self._ask_again(place)
        return place.answer

    def _ask_again(self, place: _Place[Request, Answer]) -> Answer:
        """Ask alone what was part of a call that failed, whether or not it was made by it."""
        try:
            return self._ask_alone(place.request)
        except (AwayError, ReadOnlySqlTransaction):  # true of this time, and not of the first
            raise place.cause or AssertionError from None

    def _take_place(self, request: Request) -> _Place[Request, Answer] | None:
        """Queue, or go at once; return None when the request is to go alone."""
        with self._mutex:
            if self._is_to_go_alone(request):
                return None
            place: _Place[Request, Answer] = _Place(request)
            if self._idle:
                self._idle -= 1
                place.batch = [place]
            elif len(self._queue) < self._longest:
                self._queue.append(place)
            else:
                raise Refusal("WEB904")
            return place

    def _is_to_go_alone(self, request: Request) -> bool:
        if not self._calls or not self._apart:
            return not self._calls
        return any(thing in self._apart for thing in self._touches(request))

    def _wait(self, place: _Place[Request, Answer]) -> None:
        if place.turn.acquire(timeout=self._seconds):
            return
        with self._mutex:
            if place in self._queue:
                self._queue.remove(place)
                raise Refusal("WEB904")
            is_taken = place.batch is None
        if is_taken:
            raise Refusal("WEB905")

    def _call(self, batch: list[_Place[Request, Answer]]) -> None:
        """Make one call, pass the next one on, and tell everybody who was part of it."""
        try:
            answers = self._together([place.request for place in batch])
            for place, answer in zip(batch, answers, strict=True):
                place.answer = answer
        except (PoolTimeout, TooManyRequests, AwayError, UnconfirmedError) as error:
            for place in batch:
                place.error = error
        except Exception as error:  # noqa: BLE001 - each meets its own when it is asked alone
            for place in batch:
                place.answer, place.cause = None, error
        finally:
            self._pass_on()
            for place in batch[1:]:
                place.turn.release()

    def _pass_on(self) -> None:
        with self._mutex:
            if not self._queue:
                self._idle += 1
                return
            size = min(self._batch, len(self._queue))
            batch = [self._queue.popleft() for _ in range(size)]
            batch[0].batch = batch
        batch[0].turn.release()

    def _ask_alone(self, request: Request) -> Answer:
        things = self._touches(request)
        with self._mutex:
            self._apart.update(things)
        try:
            return self._alone(request)
        finally:
            with self._mutex:
                self._apart.subtract(things)
                self._apart = +self._apart


TransferGatherer: TypeAlias = Gatherer[tuple[TransferItem, Actor], TransferResult]


def init_app(app: Flask, config: Config) -> None:
    """Gather transfers on connections of their own, so that nothing else can use them up."""
    pool = Database(
        config.web_database_url,
        size=max(config.gathering.calls, 1),
        prepare_threshold=config.database.prepare_threshold,
        lifeline=app.extensions["database"].lifeline,
        is_traced=config.observe.otlp_url is not None,
        keeps_in_hand=True,
        begin=begin,
    )
    if config.gathering.calls:
        pool.open()
    app.extensions["gatherer_database"] = pool
    app.extensions["gatherer"] = Gatherer(
        together=partial(_post_together, pool),
        alone=_post_alone,
        touches=_accounts,
        calls=config.gathering.calls,
        batch=config.gathering.batch,
        queue=config.gathering.queue,
        seconds=config.gathering.seconds,
    )


def gatherer() -> TransferGatherer:
    """Return the gatherer of the application that is answering."""
    return cast("TransferGatherer", current_app.extensions["gatherer"])


def _post_together(
    pool: Database, requests: Sequence[tuple[TransferItem, Actor]]
) -> list[TransferResult]:
    accounts = [account for request in requests for account in _accounts(request)]
    transfers, actors = zip(*requests, strict=True)
    if len(actors) == 1:  # one row is read sooner than an array of them
        return written_through(
            accounts, lambda: ledger.post_gathered(pool, transfers, (), actor=actors[0])
        )
    return written_through(accounts, lambda: ledger.post_gathered(pool, transfers, actors))


def _post_alone(request: tuple[TransferItem, Actor]) -> TransferResult:
    transfer, actor = request
    return written_through(
        _accounts(request),
        lambda: ledger.post_transfers(database(), [transfer], atomic=False, actor=actor),
    )[0]


def _accounts(request: tuple[TransferItem, Actor]) -> tuple[UUID, UUID]:
    return (request[0].from_account_id, request[0].to_account_id)
