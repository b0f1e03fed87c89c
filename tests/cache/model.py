"""The protocol of the balance cache, small enough to try every interleaving of it.

One account. Its balance is told by its version; a tick of the clock is a lease. Each step of a
writer or reader is one Redis script, one commit or one read of PostgreSQL. Between any
two steps anything else may happen: another step, a tick, a crash, a loss of all that Redis holds,
a script that Redis does not answer. `without` takes one rule out.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = ("fence", "drop", "wait", "token", "lease")


class Writer(NamedTuple):
    """An API write: idle, fenced, committed, waiting, acked or crashed."""

    step: str = "idle"
    version: int = 0
    at: int = 0


class Reader(NamedTuple):
    """A read: idle, asking, filling or done; `need` is the least version it may return."""

    step: str = "idle"
    need: int = 0
    fills: bool = False
    version: int = 0


class Value(NamedTuple):
    """A balance in Redis, until its lease ends."""

    version: int
    until: int


class Token(NamedTuple):
    """Which reader is filling, since when."""

    reader: int
    since: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything there is."""

    writers: tuple[Writer, ...]
    readers: tuple[Reader, ...]
    outsiders: tuple[int | None, ...]  # when each psql write was committed
    now: int = 0
    committed: int = 0
    acked: int = 0
    returned: int = 0
    seen: tuple[tuple[int, int], ...] = ()  # versions that psql wrote, and when
    value: Value | None = None
    token: Token | None = None
    fences: frozenset[int] = frozenset()
    losses: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How many there are of each, and what may go wrong how often."""

    writers: int = 1
    readers: int = 2
    outsiders: int = 0
    ticks: int = 2
    losses: int = 0
    failures: int = 0
    crashes: bool = False
    is_monotonic: bool = False  # no read may return less than a read that ended before it began
    without: str | None = None

    def first(self) -> State:
        """Return the state in which nothing has happened yet."""
        return State(
            writers=(Writer(),) * self.writers,
            readers=(Reader(),) * self.readers,
            outsiders=(None,) * self.outsiders,
            losses=self.losses,
            failures=self.failures,
        )

    def next(self, s: State) -> Iterator[tuple[str, State]]:
        """Yield what can happen."""
        if s.now < self.ticks:
            yield "tick", _with(s, now=s.now + 1)
        if s.losses:
            lost = _with(s, losses=s.losses - 1, value=None, token=None, fences=frozenset())
            yield "Redis loses everything", lost
        for n, at in enumerate(s.outsiders):
            if at is None:
                version = s.committed + 1
                yield (
                    f"psql {n} commits {version}",
                    _with(
                        s,
                        outsiders=_put(s.outsiders, n, s.now),
                        committed=version,
                        seen=(*s.seen, (version, s.now)),
                    ),
                )
        for n, writer in enumerate(s.writers):
            for name, state in self._write(s, n, writer):
                yield f"writer {n} {name}", state
        for n, reader in enumerate(s.readers):
            for name, state in self._read(s, n, reader):
                yield f"reader {n} {name}", state

    def _write(  # noqa: C901 - a branch for each step
        self, s: State, n: int, w: Writer
    ) -> Iterator[tuple[str, State]]:
        def step(to: Writer, **changes: object) -> State:
            return _with(s, writers=_put(s.writers, n, to), **changes)

        if self.crashes and w.step in {"fenced", "committed", "waiting"}:
            yield "crashes", step(w._replace(step="crashed"))
        if w.step == "crashed" and n in s.fences and s.now > w.at:
            yield "has a fence that ends", _with(s, fences=s.fences - {n})
        if w.step == "idle":
            fenced = w._replace(step="fenced", at=s.now)
            if self.without == "fence":
                yield "begins", step(fenced)
                return
            yield "fences", step(fenced, fences=s.fences | {n}, value=None, token=None)
            if s.failures:
                yield "fences in vain", step(fenced, failures=s.failures - 1)
        elif w.step == "fenced":
            version = s.committed + 1
            yield (
                f"commits {version}",
                step(Writer("committed", version, s.now), committed=version),
            )
        elif w.step == "committed":
            acked = max(s.acked, w.version)
            kept = self.without == "drop"
            yield (
                "drops and acks",
                step(
                    w._replace(step="acked"),
                    acked=acked,
                    fences=s.fences - {n},
                    value=s.value if kept else None,
                    token=s.token if kept else None,
                ),
            )
            if s.failures and self.without == "wait":
                yield "acks", step(w._replace(step="acked"), acked=acked, failures=s.failures - 1)
            elif s.failures:
                yield "drops in vain", step(w._replace(step="waiting"), failures=s.failures - 1)
        elif w.step == "waiting" and s.now >= w.at + 1:
            yield "acks", step(w._replace(step="acked"), acked=max(s.acked, w.version))

    def _read(  # noqa: C901, PLR0912 - a branch for each step
        self, s: State, n: int, r: Reader
    ) -> Iterator[tuple[str, State]]:
        def step(to: Reader, **changes: object) -> State:
            return _with(s, readers=_put(s.readers, n, to), **changes)

        def end(version: int, **changes: object) -> State:
            returned = max(s.returned, version)
            return step(r._replace(step="done", version=version), returned=returned, **changes)

        if r.step == "idle":
            # A read begins with its first script: what was promised before then, it must keep.
            old = [version for version, at in s.seen if at + 1 <= s.now]
            need = max(s.acked, *old, s.returned if self.is_monotonic else 0, 0)
            r = Reader("asking", need)
            if s.failures:
                yield "finds no Redis", step(r, failures=s.failures - 1)
            if s.fences:
                yield "meets a fence", step(r)
            elif s.value and s.now < s.value.until:
                yield f"hits {s.value.version}", end(s.value.version)
            elif s.token and s.now < s.token.since + 1:
                yield "finds another filling", step(r)
            else:
                yield "takes the token", step(r._replace(fills=True), token=Token(n, s.now))
        elif r.step == "asking":
            name = f"asks and gets {s.committed}"
            if r.fills:
                yield name, step(r._replace(step="filling", version=s.committed))
            else:
                yield name, end(s.committed)
        elif r.step == "filling":
            if s.failures:
                yield "fills in vain", end(r.version, failures=s.failures - 1)
            since = self._filling_since(s, n)
            if since is None:
                yield "may not fill", end(r.version)
            else:
                value = Value(r.version, since + 1)
                yield "fills", end(r.version, value=value, token=None)

    def _filling_since(self, s: State, n: int) -> int | None:
        """Return when a fill counts from, or None when it comes to nothing."""
        if s.fences:
            return None
        if self.without == "token":
            return s.now
        if s.token is None or s.token.reader != n:
            return None
        if self.without == "lease":
            return s.now
        return s.token.since if s.now < s.token.since + 1 else None


def explore(world: World) -> tuple[int, list[str] | None]:
    """Return how many states there are, and the shortest way to a read that is too old."""
    first = world.first()
    came: dict[State, tuple[State, str] | None] = {first: None}
    queue = deque([first])
    while queue:
        state = queue.popleft()
        if any(r.step == "done" and r.version < r.need for r in state.readers):
            return len(came), _way(came, state)
        for name, after in world.next(state):
            if after not in came:
                came[after] = state, name
                queue.append(after)
    return len(came), None


def _way(came: dict[State, tuple[State, str] | None], state: State) -> list[str]:
    names: list[str] = []
    while (step := came[state]) is not None:
        state, name = step
        names.append(name)
    return names[::-1]


def _put(row: tuple, n: int, item: object) -> tuple:  # type: ignore[type-arg]
    return (*row[:n], item, *row[n + 1 :])


def _with(s: State, **changes: object) -> State:
    fields = {name: getattr(s, name) for name in s.__slots__}
    return State(**{**fields, **changes})
