"""The rules of the door, by themselves: what is judged of a connection, and who has a place."""

from __future__ import annotations

import threading
from typing import Any

from webapp.config import Config
from webapp.config.door import Door
from webapp.door.connections import IS_IDLE, READS_SLOWLY, SENDS_SLOWLY, Known, Seen, Watch
from webapp.door.places import Door as GuardedBy
from webapp.door.places import Place, Places
from webapp.gateway.screening import CROWDED

_SETTINGS = {
    "ZEROSUM_DATABASE_URL": "postgresql://x",
    "ZEROSUM_JWT_SECRET": "a secret of the tests, 32 bytes or more",
    "ZEROSUM_WAIT_SECONDS": "1",
}
_LIMITS = Door(body_seconds=10, header_seconds=30, reader_seconds=30)


def seen(**told: float) -> Seen:
    """Return what a connection looks like: answered at once, and all taken, unless told."""
    plain = {"pending": 0, "sent": 0.0, "received": 0.1, "taken": 0, "came": 100}
    return Seen(**{**plain, **told})  # type: ignore[arg-type]


def verdicts(*looks: tuple[float, Seen]) -> list[str | None]:
    """Return what is found at each of these moments of one connection."""
    watch, about = Watch(_LIMITS, 80), Known()
    return [watch.judge(about, look, now) for now, look in looks]


def test_a_trickle_is_cut_off_and_an_upload_is_not() -> None:
    """A byte a second is too slow after the time there is, 64 KiB a second never are."""
    slow = [(float(n), seen(received=0.0, sent=n + 1.0, came=n + 1)) for n in range(33)]
    assert set(verdicts(*slow)[:31]) == {None}
    assert verdicts(*slow)[-1] == SENDS_SLOWLY
    quick = [(float(n), seen(received=0.0, sent=n + 1.0, came=70_000 * (n + 1))) for n in range(99)]
    assert set(verdicts(*quick)) == {None}


def test_whoever_waits_for_an_answer_is_left_alone() -> None:
    """However long it takes; and so is a stream of events between its signs of life."""
    waits = [(float(n), seen(sent=60.0 + n, received=float(n))) for n in range(300)]
    assert set(verdicts(*waits)) == {None}
    stream = [
        (float(n), seen(sent=n % 15.0, received=n + 0.1, taken=1000 + n // 15)) for n in range(300)
    ]
    assert set(verdicts(*stream)) == {None}


def test_whoever_is_idle_is_let_go() -> None:
    """After the time that a head may take."""
    idle = [(float(n), seen(sent=float(n), received=n + 0.1, taken=1)) for n in range(32)]
    assert set(verdicts(*idle)[:30]) == {None}
    assert verdicts(*idle)[-1] == IS_IDLE


def test_a_body_that_never_came_is_let_go_once_it_was_told_so() -> None:
    """It was answered only when its time was over: two seconds later the connection ends."""
    looks = [(float(n), seen(sent=60.0 + n, received=float(n))) for n in range(10)]
    looks += [(10.0 + n, seen(sent=float(n), received=10.0 + n, taken=500)) for n in range(3)]
    assert verdicts(*looks) == [None] * 12 + [SENDS_SLOWLY]


def test_whoever_takes_nothing_is_let_go() -> None:
    """After half a minute; whoever takes a little more than the least is not."""
    stuck = [(float(n), seen(pending=9, taken=500)) for n in range(32)]
    assert set(verdicts(*stuck)[:31]) == {None}
    assert verdicts(*stuck)[-1] == READS_SLOWLY
    slow = [(float(n), seen(pending=9, taken=1100 * n)) for n in range(200)]
    assert set(verdicts(*slow)) == {None}


def test_places_are_given_back_once() -> None:
    """Whoever gives back what is not held makes no new place."""
    places = Places(1, 0.05)
    one, other = Place(places), Place(places)
    assert one.take()
    assert not other.take()
    one.give()
    one.give()
    assert other.take()
    assert not one.take()


def test_health_needs_no_place_and_the_rest_are_told() -> None:
    """One works and has the only place: /health and its kin are answered, the next is crowded."""
    began, may_end = threading.Event(), threading.Event()
    seen_of: dict[str, bool] = {}

    def application(environ: dict[str, Any], _start: object) -> list[bytes]:
        if environ["PATH_INFO"] == "/long":
            began.set()
            assert may_end.wait(20)
        seen_of[environ["PATH_INFO"]] = CROWDED in environ
        return []

    config = Config.from_environment({**_SETTINGS, "ZEROSUM_THREADS": "1"})
    door: Any = GuardedBy(application, config)
    working = threading.Thread(target=door, args=({"PATH_INFO": "/long"}, None))
    working.start()
    assert began.wait(20)
    try:
        for path in ("/health", "/metrics", "/health/ready", "/v1/accounts"):
            door({"PATH_INFO": path}, None)
    finally:
        may_end.set()
        working.join()
    assert {path for path, is_crowded in seen_of.items() if is_crowded} == {"/v1/accounts"}
    door({"PATH_INFO": "/v1/accounts"}, None)
    assert not seen_of["/v1/accounts"]


def test_a_place_is_waited_for() -> None:
    """It is had as soon as another gives it back."""
    places = Places(1, 5.0)
    one, other = Place(places), Place(places)
    assert one.take()
    threading.Timer(0.1, one.give).start()
    assert other.take()
