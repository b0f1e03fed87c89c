"""The protocol of the balance cache, small enough to try every interleaving of it.

One account; a tick of the clock is a lease. Each step of a writer or reader is one Redis script,
one commit or one read of PostgreSQL. Between any two steps anything else may happen: another
step, a tick, a crash, a loss of all that Redis holds, a script that does not reach Redis, or
later, or whose answer is lost. A world `without` a rule shows what the rule is for.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tests.cache.parts import Token, Value, after, least, own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cache.parts import Reader, State, Told, World, Writer

RULES = {
    "fence": "a writer puts up a fence",
    "serve": "behind a fence nothing is told",
    "drop": "who cannot store drops",
    "wait": "whose last step failed waits a lease before it answers",
    "token": "a reader fills with the token it took",
    "lease": "a lease counts from before PostgreSQL was asked",
    "cas": "a balance is stored over the one right before it",
    "base": "and nothing is stored where none is",
    "extend": "what is stored lives no longer than what it replaces",
    "early": "it is stored after the commit",
    "blind": "and only by who knows of the commit",
    "end": "who does not know leaves its fence",
}


def steps(world: World, s: State) -> Iterator[tuple[str, State]]:
    """Yield what can happen."""
    if s.now < world.ticks:
        yield "tick", s._replace(now=s.now + 1)
    if s.losses:
        lost = s._replace(losses=s.losses - 1, value=None, token=None, fences=frozenset())
        yield "Redis loses everything", lost
    for n, kind in enumerate(s.outsiders):
        if kind is not None:
            told = after(s.committed, kind)
            yield (
                f"psql commits {told}",
                s._replace(
                    outsiders=_put(s.outsiders, n, None),
                    committed=told,
                    seen=(*s.seen, (told, s.now)),
                ),
            )
    for n, writer in enumerate(s.writers):
        for name, state in _write(world, s, n, writer):
            yield f"{writer.kind} {n} {name}", state
    for n, reader in enumerate(s.readers):
        for name, state in _read(world, s, n, reader):
            yield f"reader {n} {name}", state


def _write(  # noqa: C901, PLR0912 - a branch for each step
    world: World, s: State, n: int, w: Writer
) -> Iterator[tuple[str, State]]:
    def step(to: Writer, of: State = s) -> State:
        return of._replace(writers=_put(of.writers, n, to))

    failed = s._replace(failures=s.failures - 1)
    told = after(s.committed, w.kind)
    if w.is_late:
        yield "stores late", step(w._replace(is_late=False), _stored(world, s, n, w))
    if w.step == "idle":
        fenced = w._replace(step="fenced", at=s.now)
        if world.without == "fence":
            yield "begins", step(fenced)
            return
        yield "fences", step(fenced, s._replace(fences=s.fences | {n}, token=None))
        if s.failures:
            yield "fences in vain", step(fenced, failed)
    elif w.step == "fenced":
        before = s
        if world.without == "early":
            before = _stored(world, s, n, w._replace(step="committed", told=told))
        done = w._replace(step="committed", told=told, at=s.now)
        yield f"commits {told}", step(done, before._replace(committed=told))
        if world.rollbacks:
            yield "rolls back", step(w._replace(step="undone", told=told), before)
        if world.crashes:
            gone = w._replace(step="unknown")
            yield "dies", step(gone)
            yield "loses the answer", step(gone, _left(world, s, n, w))
    elif w.step == "unknown":  # its statement ends before its fence does
        if s.now <= w.at:
            yield f"commits {told}", step(w._replace(step="over"), s._replace(committed=told))
    elif w.step == "committed":
        acked = least(s.acked, own(w.kind, w.told))
        stored = _stored(world, s, n, w)
        over, waiting = w._replace(step="over"), w._replace(step="waiting")
        yield "stores and acks", step(over, stored._replace(acked=acked))
        if world.crashes:
            yield "dies", step(over)
        if s.failures and world.without == "wait":
            yield "acks", step(over, failed._replace(acked=acked))
        elif s.failures:
            yield "stores in vain", step(waiting._replace(is_late=True), failed)
            yield "stores unheard", step(waiting, stored._replace(failures=s.failures - 1))
    elif w.step == "undone":
        yield "drops", step(w._replace(step="over"), _stored(world, s, n, w))
    elif w.step == "waiting" and s.now >= w.at + 1:
        acked = least(s.acked, own(w.kind, w.told))
        yield "acks", step(w._replace(step="over"), s._replace(acked=acked))
    if w.step in {"unknown", "over"} and n in s.fences and s.now > w.at:
        yield "has a fence that ends", s._replace(fences=s.fences - {n})


def _left(world: World, s: State, n: int, w: Writer) -> State:
    """Return what is in Redis after a writer that does not know whether it commits."""
    if world.without == "end":
        return _stored(world, s, n, w)
    return s._replace(fences=s.fences | {n}, token=None)


def _stored(world: World, s: State, n: int, w: Writer) -> State:
    """Return what is in Redis after a writer's last step: it stores, or drops."""
    without, old = world.without, s.value
    knows = w.kind == "posting" and w.step not in {"fenced", "undone"}
    if without == "blind":
        knows = w.kind == "posting"
    new, fences, token = None, s.fences - {n}, None
    if knows:
        if old is None:
            if without == "base":
                new = Value((w.told[0], 0), s.now + 1)
        elif old.told[0] + 1 == w.told[0] or without == "cas":
            until = s.now + 1 if without == "extend" else old.until
            new = Value((w.told[0], old.told[1]), until)
    if new is None and without == "drop":
        new, token = old, s.token
    return s._replace(value=new, token=token, fences=fences)


def _read(  # noqa: C901, PLR0912 - a branch for each step
    world: World, s: State, n: int, r: Reader
) -> Iterator[tuple[str, State]]:
    def step(to: Reader, of: State = s) -> State:
        return of._replace(readers=_put(of.readers, n, to))

    def end(told: Told, of: State = s) -> State:
        ended = of._replace(returned=least(s.returned, told))
        return step(r._replace(step="done", told=told), ended)

    failed = s._replace(failures=s.failures - 1)
    if r.step == "idle":
        # A read begins with its first script: what was promised before then, it must keep.
        old = [told for told, at in s.seen if at + 1 <= s.now]
        r = r._replace(
            step="asking", need=least(s.acked, *old, s.returned if world.is_monotonic else s.acked)
        )
        if s.failures:
            yield "finds no Redis", step(r, failed)
        if s.fences and not (world.without == "serve" and s.value):
            yield "meets a fence", step(r)
        elif s.value and s.now < s.value.until:
            yield f"hits {s.value.told}", end(s.value.told)
        elif s.token and s.now < s.token.since + 1:
            yield "finds another filling", step(r)
        else:
            taken = s._replace(token=Token(n, s.now))
            yield "takes the token", step(r._replace(fills=True), taken)
            if s.failures:
                yield "takes it unheard", step(r, taken._replace(failures=s.failures - 1))
    elif r.step == "asking":
        name = f"asks and gets {s.committed}"
        if r.fills:
            yield name, step(r._replace(step="filling", told=s.committed))
        else:
            yield name, end(s.committed)
    elif r.step == "filling":
        if s.failures:
            yield "fills in vain", end(r.told, failed)
        since = _filling_since(world, s, n)
        if since is None:
            yield "may not fill", end(r.told)
        else:
            yield "fills", end(r.told, s._replace(value=Value(r.told, since + 1), token=None))


def _filling_since(world: World, s: State, n: int) -> int | None:
    """Return when a fill counts from, or None when it comes to nothing."""
    if s.fences:
        return None
    if world.without == "token":
        return s.now
    if s.token is None or s.token.reader != n:
        return None
    if world.without == "lease":
        return s.now
    return s.token.since if s.now < s.token.since + 1 else None


def explore(world: World) -> tuple[int, list[str] | None]:
    """Return how many states there are, and the shortest way to a read that is wrong."""
    first = world.first()
    came: dict[State, tuple[State, str] | None] = {first: None}
    queue = deque([first])
    while queue:
        state = queue.popleft()
        if any(_is_wrong(r, state) for r in state.readers if r.step == "done"):
            return len(came), _way(came, state)
        for name, then in steps(world, state):
            if then not in came:
                came[then] = state, name
                queue.append(then)
    return len(came), None


def _is_wrong(r: Reader, s: State) -> bool:
    """Say whether a read was told what is too old, or what nobody has committed."""
    return least(r.told, r.need) != r.told or least(s.committed, r.told) != s.committed


def _way(came: dict[State, tuple[State, str] | None], state: State) -> list[str]:
    names: list[str] = []
    while (step := came[state]) is not None:
        state, name = step
        names.append(name)
    return names[::-1]


def _put(row: tuple, n: int, item: object) -> tuple:  # type: ignore[type-arg]
    return (*row[:n], item, *row[n + 1 :])
