"""What there is in the model of the balance cache: who writes, who reads, what Redis holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

# What is known of an account: how many postings its balance has seen, and how many changes of
# the rest of its row (what is held, say), of which a posting's answer tells nothing.
Told: TypeAlias = tuple[int, int]

NOTHING: Told = (0, 0)


class Writer(NamedTuple):
    """An API write: idle, fenced, committed, undone, waiting, unknown, or over."""

    kind: str  # a posting is answered with its version, a hold is not
    step: str = "idle"
    told: Told = NOTHING  # what was true right after its commit
    at: int = 0
    is_late: bool = False  # its last script did not arrive, and still may


class Reader(NamedTuple):
    """A read: idle, asking, filling or done; `need` is the least that it may return."""

    step: str = "idle"
    need: Told = NOTHING
    fills: bool = False
    told: Told = NOTHING


class Value(NamedTuple):
    """A balance in Redis, until its lease ends."""

    told: Told
    until: int


class Token(NamedTuple):
    """Which reader is filling, since when."""

    reader: int
    since: int


class State(NamedTuple):
    """Everything there is."""

    writers: tuple[Writer, ...]
    readers: tuple[Reader, ...]
    outsiders: tuple[str | None, ...]  # what psql will still write
    now: int = 0
    committed: Told = NOTHING
    acked: Told = NOTHING
    returned: Told = NOTHING
    seen: tuple[tuple[Told, int], ...] = ()  # what psql wrote, and when
    value: Value | None = None
    token: Token | None = None
    fences: frozenset[int] = frozenset()
    losses: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who there is, and what may go wrong how often."""

    writers: tuple[str, ...] = ("posting",)
    readers: int = 2
    outsiders: tuple[str, ...] = ()
    ticks: int = 2
    losses: int = 0
    failures: int = 0
    crashes: bool = False  # a writer dies, or loses the answer to its commit
    rollbacks: bool = False
    is_monotonic: bool = False  # no read may return less than a read that ended before it began
    without: str | None = None

    def first(self) -> State:
        """Return the state in which nothing has happened yet."""
        return State(
            writers=tuple(Writer(kind) for kind in self.writers),
            readers=(Reader(),) * self.readers,
            outsiders=self.outsiders,
            losses=self.losses,
            failures=self.failures,
        )


def after(told: Told, kind: str) -> Told:
    """Return what is true once a write of a kind is committed."""
    postings, others = told
    return (postings + 1, others) if kind == "posting" else (postings, others + 1)


def least(*told: Told) -> Told:
    """Return the least that is no older than any of these."""
    return max(one[0] for one in told), max(one[1] for one in told)


def own(kind: str, told: Told) -> Told:
    """Return what a write promises who is told of it: itself, not what others wrote meanwhile."""
    return (told[0], 0) if kind == "posting" else (0, told[1])
