"""The leader killed, frozen, told to step down, left alone: nothing acknowledged is lost."""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.failover.load import Load, journals
from tests.failover.making import cluster
from tests.failover.town import Town
from tests.support.freezing import frozen
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.failover.nodes import Cluster, Node
    from tests.operations.serving import Served

pytestmark = [pytest.mark.system, pytest.mark.long]

_GATHER_SECONDS = 10.0
_SLACK = 10.0  # of two busy processors


def _tell(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201 - shown by pytest -rP


def _promotion(nodes: Cluster, victim: Node) -> tuple[float, float]:
    """Wait for another leader; return when it was one, and when it confirmed a commit."""
    others = [node for node in nodes.nodes if node is not victim]
    leader = wait_until(
        lambda: next((node for node in others if node.is_leader), None), "there is no new leader"
    )
    promoted = time.monotonic()
    with leader.connect() as connection:
        connection.execute("SELECT pg_logical_emit_message(true, 'tests', '')")
    return promoted, time.monotonic()


def _flows(load: Load) -> None:
    """Wait until every payer has been acknowledged something after this moment."""
    now = time.monotonic()
    wait_until(
        lambda: (
            any(p.has_failed for p in load.payers)
            or all(any(t.at > now and t.is_done for t in list(p.told)) for p in load.payers)
        ),
        "somebody is acknowledged nothing",
    )
    assert not any(payer.has_failed for payer in load.payers)


def _measure(what: str, load: Load, began: float, promoted: float, confirmed: float) -> float:
    """Tell what was measured; return how long after the first confirmed commit it took."""
    _flows(load)
    gap, after = load.gap(promoted)
    _tell(
        f"{what}: promotion {promoted - began:.1f} s, first commit {confirmed - began:.1f} s, "
        f"nothing acknowledged for {gap:.1f} s, promotion + {max(after - promoted, 0):.1f} s"
    )
    return after - confirmed


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Five leaders killed, one frozen, one told to step down, and one left alone."""
    directory = tmp_path / "journals"
    directory.mkdir()
    with cluster() as nodes, ExitStack() as stack:
        town = Town(nodes, stack)
        with town.paying(directory) as load:
            for number in range(5):
                _kill(town, load, patroni=number == 2)
            _lose_a_standby(town, load)
            _freeze(town, load)
            _switch(town, load)
        _leave_alone(town)
        _compare(town, *journals(directory))


def _kill(town: Town, load: Load, *, patroni: bool) -> None:
    """Kill the leader: PostgreSQL alone, or the whole node."""
    _flows(load)
    victim = town.nodes.leader
    began = time.monotonic()
    victim.kill(patroni=patroni)
    promoted, confirmed = _promotion(town.nodes, victim)
    late = _measure(
        f"killed {'node' if patroni else 'PostgreSQL'}", load, began, promoted, confirmed
    )
    assert late < 3.0 + _SLACK
    if patroni:
        victim.start()
    town.nodes.wait_until_whole()


def _lose_a_standby(town: Town, load: Load) -> None:
    """Kill a standby: the other one confirms alone, as soon as Patroni has let go of the first."""
    _flows(load)
    leader = town.nodes.leader
    victim = next(node for node in town.nodes.nodes if node is not leader)
    began = time.monotonic()
    victim.kill()
    _flows(load)
    _tell(f"killed standby: nothing acknowledged for {load.longest_gap(began):.1f} s")
    victim.start()
    town.nodes.wait_until_whole()


def _freeze(town: Town, load: Load) -> None:
    """Freeze the leader: its connections stay open, and say nothing."""
    _flows(load)
    victim = town.nodes.leader
    began = time.monotonic()
    with frozen(victim.processes):
        promoted, confirmed = _promotion(town.nodes, victim)
        late = _measure("frozen node", load, began, promoted, confirmed)
        assert late < 10.0 + _SLACK
        # The worker goes on as well, though nobody has told it anything.
        before = town.numbered()
        wait_until(lambda: town.numbered() > before, "the worker does not go on")
        after = time.monotonic() - promoted
        _tell(f"frozen node: the worker went on at promotion + {after:.1f} s at most")
    town.nodes.wait_until_whole()
    _flows(load)


def _switch(town: Town, load: Load) -> None:
    """Tell the leader to step down."""
    _flows(load)
    victim = town.nodes.leader
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        promotion = pool.submit(_promotion, town.nodes, victim)
        town.nodes.ctl("switchover", "--leader", victim.name, "--force")
        promoted, confirmed = promotion.result()
    _measure("switchover", load, began, promoted, confirmed)
    assert load.gap(promoted)[0] < 5.0 + _SLACK
    town.nodes.wait_until_whole()


def _leave_alone(town: Town) -> None:
    """Take both standbys away: nothing is acknowledged, and everybody is told the truth."""
    town.nodes.wait_until_whole()
    leader = town.nodes.leader
    standbys = [node for node in town.nodes.nodes if node is not leader]
    for server in town.servers:
        assert server.ask("GET", "/health/ready").status == 200
    for node in standbys:
        node.kill()
    first, second = town.servers
    with ThreadPoolExecutor(8) as pool:
        waits = pool.submit(town.pay, first, "called-off")
        _call_off(leader)
        told = waits.result()
        _tell(f"a wait called off: {told.status} after {told.seconds:.1f} s")
        assert told.is_unknown, told
        # It is there, and may be gone tomorrow: nobody says that it is done.
        again = town.pay(second, "called-off")
        assert not again.is_done, again
        asked = [
            pool.submit(town.pay, server, f"alone-{n}") for n in range(3) for server in town.servers
        ]
        answers = [one.result() for one in asked]
    _tell(f"no standby: {sorted((a.status, round(a.seconds, 1)) for a in [again, *answers])}")
    assert {one.document["code"] for one in answers} <= {"WEB903", "WEB904", "WEB107", "WEB905"}
    assert max(one.seconds for one in [again, *answers]) < _GATHER_SECONDS + _SLACK
    for server in town.servers:
        ready = server.ask("GET", "/health/ready")
        assert (ready.status, ready.json()["checks"]["database"]) == (503, "unconfirmed")
        assert town.balance(server) == 200
        later = town.pay(server, f"later-{server.port}")
        assert later.document["code"] == "WEB903", later
        assert "not asked" in later.document["detail"]
    for node in standbys:
        node.start()
    wait_until(
        lambda: all(one.ask("GET", "/health/ready").status == 200 for one in town.servers),
        "not ready again",
    )
    keys = ["called-off", *(one.key for one in answers)]
    for key in keys:
        wait_until(partial(_is_done, town, first, key), "there is no answer under the key")
    ids = [{town.pay(s, key).document["transaction_id"] for s in town.servers} for key in keys]
    assert {len(found) for found in ids} == {1}
    town.nodes.wait_until_whole()


def _is_done(town: Town, server: Served, key: str) -> bool:
    return town.pay(server, key).is_done


def _call_off(leader: Node) -> None:
    """Cancel the commit that waits for a standby, as soon as there is one."""
    with leader.connect() as connection:
        query = (
            "SELECT pg_cancel_backend(a.pid) FROM pg_stat_activity AS a"
            " WHERE a.wait_event = 'SyncRep' AND a.query ~ 'post_gathered'"
        )
        wait_until(lambda: connection.execute(query).fetchall(), "no commit waits")


def _compare(town: Town, asked: set[str], acknowledged: dict[str, str]) -> None:
    """Hold the ledger against what is on file."""
    assert asked == acknowledged.keys()  # every payer went on until it was told
    with town.leader() as connection:
        rows = connection.execute(
            "SELECT t.idempotency_key, t.transaction_id::text FROM ledger_audit.transaction AS t"
        ).fetchall()
        checks = connection.execute("SELECT v.name, v.ok, v.detail FROM ledger.verify() AS v")
        broken = [check for check in checks.fetchall() if check[1] is not True]
    found = {str(key): str(transaction_id) for key, transaction_id in rows}
    lost = [key for key, value in acknowledged.items() if found.get(key) != value]
    doubled = [key for key, times in Counter(key for key, _ in rows).items() if times > 1]
    _tell(f"{len(acknowledged)} acknowledged, {len(lost)} lost, {len(doubled)} doubled")
    assert (lost, doubled, broken) == ([], [], [])
