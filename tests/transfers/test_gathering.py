"""Gathering by itself: who goes when, with whom, and what becomes of a call that fails."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout

from tests.support.waiting import wait_until
from webapp.problems.refusals import Refusal
from webapp.transfers.gathering import Gatherer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Counter:
    """A clerk: doubles numbers, one call at a time, when the door is open."""

    def __init__(self) -> None:
        """Start with the door open."""
        self.door = threading.Event()
        self.door.set()
        self.calls: list[list[int]] = []
        self.singles: list[int] = []
        self.pause = 0.0

    def together(self, numbers: Sequence[int]) -> list[int]:
        """Double them all; a 13 spoils the call, a 99 means that there is no connection."""
        self.calls.append(list(numbers))
        assert self.door.wait(20)
        time.sleep(self.pause)
        if 99 in numbers:
            raise PoolTimeout("none free")
        if 13 in numbers:
            raise ValueError("thirteen")
        return [number * 2 for number in numbers]

    def alone(self, number: int) -> int:
        """Double one; a 13 is an error of its own."""
        self.singles.append(number)
        if number == 13:
            raise ValueError("thirteen")
        return number * 2


@pytest.fixture
def clerk() -> Counter:
    """Return a clerk."""
    return Counter()


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    """Return threads to ask from."""
    with ThreadPoolExecutor(32) as crowd:
        yield crowd


def gatherer(clerk: Counter, **limits: float) -> Gatherer[int, int]:
    """Return a gatherer in front of the clerk."""
    chosen = {"calls": 1, "batch": 100, "queue": 100, "seconds": 20, **limits}
    return Gatherer(
        together=clerk.together,
        alone=clerk.alone,
        touches=lambda number: (number % 10,),
        **chosen,  # type: ignore[arg-type]
    )


def ask_while_busy(
    clerk: Counter, crowd: ThreadPoolExecutor, gather: Gatherer[int, int], numbers: list[int]
) -> list[Future[int]]:
    """Ask the first number, and the others, in order, while its call is under way."""
    clerk.door.clear()
    asked = []
    for number in numbers:
        asked.append(crowd.submit(gather.ask, number))
        wait_until(lambda: len(gather._queue) == len(asked) - 1 and clerk.calls != [])
    clerk.door.set()
    return asked


def test_the_first_goes_at_once_and_the_rest_together(
    clerk: Counter, crowd: ThreadPoolExecutor
) -> None:
    """What came during the first call makes the second, in the order of coming."""
    gather = gatherer(clerk)
    asked = ask_while_busy(clerk, crowd, gather, [1, 2, 3, 4])
    assert [future.result(20) for future in asked] == [2, 4, 6, 8]
    assert clerk.calls == [[1], [2, 3, 4]]
    assert gather.ask(5) == 10
    assert clerk.calls[2:] == [[5]]


def test_a_call_takes_no_more_than_the_batch(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """The others make the call after it."""
    asked = ask_while_busy(clerk, crowd, gatherer(clerk, batch=2), [1, 2, 3, 4, 5, 6])
    assert [future.result(20) for future in asked] == [2, 4, 6, 8, 10, 12]
    assert clerk.calls == [[1], [2, 3], [4, 5], [6]]


def test_a_failing_call_fails_only_whom_it_must(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """Each of its requests is made alone, and only the culprit meets the error."""
    asked = ask_while_busy(clerk, crowd, gatherer(clerk), [1, 2, 13, 4])
    assert [asked[n].result(20) for n in (0, 1, 3)] == [2, 4, 8]
    with pytest.raises(ValueError, match="thirteen"):
        asked[2].result(20)
    assert sorted(clerk.singles) == [2, 4, 13]


def test_what_touches_the_same_thing_goes_alone_meanwhile(clerk: Counter) -> None:
    """A thing that held up one call does not hold up the next; afterwards all is as before."""
    gather = gatherer(clerk)
    gather._apart.update((3,))
    assert gather.ask(23) == 46
    assert (clerk.calls, clerk.singles) == ([], [23])
    assert gather._apart == {3: 1}
    gather._apart.clear()
    assert gather.ask(23) == 46
    assert clerk.calls == [[23]]
    with pytest.raises(ValueError, match="thirteen"):
        gather.ask(13)
    assert not gather._apart


def test_no_connection_is_told_to_all(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """They would find none alone either."""
    asked = ask_while_busy(clerk, crowd, gatherer(clerk), [1, 2, 99])
    assert asked[0].result(20) == 2
    for future in asked[1:]:
        with pytest.raises(PoolTimeout):
            future.result(20)
    assert clerk.singles == []


def test_a_server_that_became_read_only_makes_nothing_certain(clerk: Counter) -> None:
    """The call may have posted before: its own error is told, not that of asking once more."""
    refused = ReadOnlySqlTransaction("read-only")

    def alone(_: int) -> int:
        raise refused

    gather = gatherer(clerk)
    gather._alone = alone
    with pytest.raises(ValueError, match="thirteen"):
        gather.ask(13)


def test_a_full_queue_turns_away(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """At once, and nobody else loses a place."""
    gather = gatherer(clerk, queue=2)
    clerk.door.clear()
    asked = [crowd.submit(gather.ask, 1)]
    wait_until(lambda: clerk.calls == [[1]])
    asked += [crowd.submit(gather.ask, number) for number in (2, 3)]
    wait_until(lambda: len(gather._queue) == 2)
    with pytest.raises(Refusal) as caught:
        gather.ask(4)
    assert (caught.value.code, caught.value.http_status) == ("WEB904", 503)
    clerk.door.set()
    assert [future.result(20) for future in asked] == [2, 4, 6]


def test_a_deadline_tells_not_made_from_unknown(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """503 while it waits in the queue, 504 once a call has taken it."""
    gather = gatherer(clerk, batch=1, seconds=0.5)
    clerk.door.clear()
    first = crowd.submit(gather.ask, 1)
    wait_until(lambda: clerk.calls == [[1]])
    with pytest.raises(Refusal) as waiting:
        gather.ask(2)
    assert waiting.value.code == "WEB904"
    assert not gather._queue
    clerk.door.set()
    assert first.result(20) == 2

    gather = gatherer(clerk, seconds=3)
    clerk.door.clear()
    clerk.calls.clear()
    crowd.submit(gather.ask, 1)
    wait_until(lambda: clerk.calls == [[1]])
    late = [crowd.submit(gather.ask, number) for number in (2, 3)]
    wait_until(lambda: len(gather._queue) == 2)
    first_door, clerk.door = clerk.door, threading.Event()
    first_door.set()
    with pytest.raises(Refusal) as taken:
        late[1].result(20)
    assert (taken.value.code, taken.value.http_status) == ("WEB905", 504)
    clerk.door.set()
    assert late[0].result(20) == 4


def test_without_calls_everybody_goes_alone(clerk: Counter) -> None:
    """That is how gathering is switched off, also while others are on their way."""
    gather = gatherer(clerk, calls=0, seconds=0.5)
    assert gather.ask(7) == 14
    gather._apart.update((1,))
    assert gather.ask(8) == 16
    assert (clerk.calls, clerk.singles) == ([], [7, 8])


def test_a_crowd_is_answered_each_its_own(clerk: Counter, crowd: ThreadPoolExecutor) -> None:
    """Thousands of requests from many threads, two calls at once, some of them spoilt."""
    gather = gatherer(clerk, calls=2, batch=8)
    clerk.pause = 0.001
    numbers = [number for number in range(4000) if number != 99]

    def ask(number: int) -> int | None:
        try:
            return gather.ask(number)
        except ValueError:
            return None

    answers = list(crowd.map(ask, numbers))
    assert answers == [None if number == 13 else number * 2 for number in numbers]
    assert gather._idle == 2
    assert max(len(call) for call in clerk.calls) > 1
