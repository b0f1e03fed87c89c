"""GET /v1/events/stream: every event once, whatever breaks off; and nobody else is kept waiting."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import ExitStack, closing
from datetime import timedelta
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.events.streaming import streaming
from tests.operations.conftest import SECRET
from tests.operations.serving import serving
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.operations.serving import Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_EVENTS = 200
_LONG = "?seconds=300"  # far longer than any of it takes


@pytest.fixture
def settings(database: Database, tmp_path: object) -> dict[str, str]:
    """Return the settings of a server of two processes with 8 threads each."""
    return {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_HOME": str(tmp_path),
        "ZEROSUM_WORKERS": "1",
        "ZEROSUM_THREADS": "16",
        "ZEROSUM_RATE_LIMITS": "off",
        "ZEROSUM_LOG": "off",
        "ZEROSUM_DATABASE_SECONDS": "10",
    }


@pytest.fixture
def served(settings: dict[str, str]) -> Iterator[Served]:
    """Give a running server."""
    with serving(settings) as served:
        yield served


@pytest.fixture
def token_of(settings: dict[str, str], ledger: LedgerCalls) -> Callable[..., str]:
    """Return what makes a relay's token: of a new operator unless told of whom."""
    config = Config.from_environment(settings)

    def make(user: Row | None = None, minutes: float = 10) -> str:
        user = user or ledger.call("create_user", username=f"relay-{time.monotonic_ns()}")
        ledger.rows("set_user_role", user_id=user.user_id, role="operator")
        return issue_token(config, user.user_id, "operator", timedelta(minutes=minutes))

    return make


@pytest.fixture
def post(ledger: LedgerCalls) -> Callable[..., list[str]]:
    """Return what posts some transfers."""
    pair = [ledger.account(min_balance="-Infinity").account_id for _ in range(2)]
    item = {"from_account_id": pair[0], "to_account_id": pair[1], "amount": "1"}

    def make(number: int = 1) -> list[str]:
        return [str(row.transaction_id) for row in ledger.post(*[item] * number)]

    return make


def test_each_event_once_while_connections_break(
    served: Served,
    token_of: Callable[..., str],
    post: Callable[..., list[str]],
    database: Database,
) -> None:
    """A client that goes on with Last-Event-ID; one of the transactions stays open meanwhile."""
    token, posted = token_of(), []
    with closing(database.connect("ledger_dba", autocommit=False)) as late:
        late.execute("SELECT ledger.create_category('late')")
        thread = threading.Thread(target=lambda: posted.extend(post(10) + post(_EVENTS - 10)))
        thread.start()
        seen: dict[str, int] = {}
        last: dict[str, str] = {}
        give_up = time.monotonic() + 240  # a place may be given back after 15 seconds only
        while len(seen) < _EVENTS + 1:
            assert time.monotonic() < give_up
            if len(seen) == _EVENTS:
                late.commit()
            with streaming(served.port, token, "?event_type=transaction.*,category.*", **last) as s:
                for number, frame in enumerate(s.frames()):
                    last = {"Last_Event_ID": frame.id}
                    if frame.data is not None:
                        event_id = frame.data["event_id"]
                        seen[event_id] = seen.get(event_id, 0) + 1
                    if number == 30 or len(seen) in {_EVENTS, _EVENTS + 1}:
                        break
        thread.join()
    assert set(seen.values()) == {1}
    assert list(seen)[:_EVENTS] == posted


def test_what_is_new_comes_at_once(
    served: Served, token_of: Callable[..., str], post: Callable[..., list[str]], database: Database
) -> None:
    """Whoever numbers rings: no stream waits for its own look."""
    token = token_of()
    with streaming(served.port, token, "?event_type=transaction.posted") as stream:
        frames = stream.frames()
        assert next(frames).data is None  # the mark: so far there is nothing
        time.sleep(0.5)
        (posted,) = post()
        with database.connect("ledger_dba") as worker:
            worker.execute("SELECT ledger.number_events()")
        frame = next(frame for frame in frames if frame.data is not None)
    assert (frame.event, frame.data["event_id"]) == ("transaction.posted", posted)
    assert frame.data["transaction"]["transaction_id"] == posted


def test_streams_leave_room_for_everybody_else(
    served: Served, token_of: Callable[..., str], post: Callable[..., list[str]]
) -> None:
    """100 are asked for; some are taken, the others refused, and the server answers as before."""
    post()
    tokens = [token_of() for _ in range(25)]
    with ExitStack() as stack:
        streams = [
            stack.enter_context(streaming(served.port, token, _LONG)) for token in tokens * 4
        ]
        statuses = [stream.status for stream in streams]
        assert statuses.count(200) == 4  # a quarter of the threads
        assert set(statuses) == {200, 503}
        refused = next(stream for stream in streams if stream.status == 503)
        assert b"WEB908" in refused.answer.read()
        for path in ("/health", "/health/ready", "/v1/events?limit=1"):
            answer = served.ask("GET", path, Authorization=f"Bearer {tokens[0]}")
            assert answer.status == 200
    give_up = time.monotonic() + 60
    while True:  # their places are given back
        with streaming(served.port, tokens[0]) as stream:
            if stream.status == 200:
                break
        assert time.monotonic() < give_up
        time.sleep(0.2)


def test_one_user_takes_no_more_than_its_part(
    served: Served, token_of: Callable[..., str], ledger: LedgerCalls
) -> None:
    """So that one program that forgets to hang up leaves room for others."""
    user = ledger.call("create_user", username="forgetful")
    token = token_of(user)
    with streaming(served.port, token, _LONG) as first, streaming(served.port, token) as second:
        assert (first.status, second.status) == (200, 503)
        with streaming(served.port, token_of()) as other:
            assert other.status == 200


def test_a_stream_ends_with_the_right_to_it(
    served: Served, token_of: Callable[..., str], ledger: LedgerCalls
) -> None:
    """Whoever is suspended hears no more, and a token that runs out ends it too."""
    user, began = ledger.call("create_user", username="leaver"), time.monotonic()
    with streaming(served.port, token_of(user), _LONG) as stream:
        frames = stream.frames()
        next(frames)
        ledger.rows("set_user_status", user_id=user.user_id, status="SUSPENDED")
        list(frames)  # it ends
    with streaming(served.port, token_of(minutes=0.05), _LONG) as stream:
        list(stream.frames())
    assert time.monotonic() - began < 120


def test_sigterm_ends_streams(settings: dict[str, str], token_of: Callable[..., str]) -> None:
    """The server stops at once, not after the time of its streams."""
    token = token_of()
    with serving(settings) as served, streaming(served.port, token, _LONG) as stream:
        next(stream.frames())
        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        list(stream.frames())
        assert served.process.wait(60) == 0
        assert time.monotonic() - began < 30  # what does not stop is killed after 35 seconds


def test_kill_9_of_the_process_loses_nothing(
    settings: dict[str, str], token_of: Callable[..., str], post: Callable[..., list[str]]
) -> None:
    """The client connects to another one and goes on behind what it has."""
    posted = post(5)
    token, query = token_of(), "?event_type=transaction.posted"
    seen: list[str] = []
    with serving(settings | {"ZEROSUM_WORKERS": "2"}) as served:
        with streaming(served.port, token, query) as stream:
            frames = stream.frames()
            for _ in range(2):
                frame = next(frames)
                seen.append(frame.data["event_id"])
            for child in psutil.Process(served.process.pid).children():
                if any(c.laddr.port == served.port for c in child.net_connections() if c.raddr):
                    os.kill(child.pid, signal.SIGKILL)
        give_up = time.monotonic() + 60
        while len(seen) < 5:
            assert time.monotonic() < give_up
            try:
                behind = {"Last_Event_ID": frame.id}
                with streaming(served.port, token, f"{query}&seconds=0", **behind) as rest:
                    seen += [one.data["event_id"] for one in rest.frames() if one.data]
            except OSError:
                time.sleep(0.1)
    assert seen == posted


def test_nobody_listens_when_the_last_stream_has_ended(
    served: Served, token_of: Callable[..., str], database: Database
) -> None:
    """One connection serves all streams of a process, and is given back; the next opens another."""
    tokens = [token_of(), token_of()]

    def listeners() -> int:
        with database.connect() as dba:
            query = "SELECT FROM pg_stat_activity WHERE application_name = 'zerosum events'"
            return dba.execute(f"{query} AND datname = current_database()".encode()).rowcount

    def wait_for(number: int) -> None:
        give_up = time.monotonic() + 60
        while listeners() != number:
            assert time.monotonic() < give_up, listeners()
            time.sleep(0.1)

    for _ in range(2):
        with ExitStack() as stack:
            streams = [
                stack.enter_context(streaming(served.port, token, _LONG)) for token in tokens
            ]
            assert {stream.status for stream in streams} == {200}
            wait_for(1)
        wait_for(0)
