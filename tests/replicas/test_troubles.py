"""A standby that is away, frozen, promoted, of another history, or in the way of a read."""

from __future__ import annotations

import threading
import time
from functools import partial

from tests.replicas.pair import LONG, Pair, People, is_up, people
from tests.support.databases import Database
from tests.support.freezing import frozen, processes_of
from tests.support.ledger_calls import LedgerCalls
from tests.support.standby import standby_of
from tests.support.waiting import wait_until
from webapp.replicas.positions import history_name
from webapp.replicas.reading import Reading

_SLEEPS = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity AS a
        WHERE a.datname = current_database() AND a.wait_event = 'PgSleep'
    )
"""


def reads_on(town: People, amount: str) -> str:
    """Read until nothing is asked of the standby, and see that no answer is old."""
    began = time.monotonic()
    balance, told = town.balance(town.payer, town.source)
    assert time.monotonic() - began < 20
    assert balance == amount
    assert told["Zerosum-Position"] == "latest"
    return next(reason for place, reason in town.counted() if place == "primary")


def test_a_standby_that_is_away_costs_a_moment(pair: Pair, town: People) -> None:
    """The primary answers; once the standby is back, it does again."""
    pair.standby.cluster.stop()
    town.pay()
    reads_on(town, "999.00")
    began = time.monotonic()
    for _ in range(50):  # who comes while it is left alone does not wait for it
        town.balance(town.payer, town.source)
    # Each attempt is followed by a second of rest.
    assert town.counted()["primary", "away"] < 3 + time.monotonic() - began
    pair.standby.cluster.start()
    wait_until(lambda: "Zerosum-Replica-Age" in town.balance(town.payer, town.source)[1])


def test_a_frozen_standby_holds_nobody_up_for_long(pair: Pair, town: People) -> None:
    """It takes what is asked and answers nothing: its connections are cut."""
    town.balance(town.payer, town.source)
    with frozen(partial(processes_of, pair.standby.cluster)):
        town.pay()
        assert reads_on(town, "999.00") == "away"
    wait_until(lambda: is_up(pair.standby))
    wait_until(lambda: "Zerosum-Replica-Age" in town.balance(town.payer, town.source)[1])


def test_a_promoted_standby_is_none_and_its_sister_is_not_its_own(pair: Pair) -> None:
    """What each has written since, the other will never have: so many bytes tell nothing.

    After a failover the sister may be further, with what was lost.
    """
    with standby_of(pair.primary.cluster) as sister:
        promoted = Database(sister, pair.primary.name)
        both = Pair(pair.primary, promoted)
        with people(both, ZEROSUM_READ_WAIT=LONG) as town:
            position = town.pay()
            both.catch_up()
            assert "Zerosum-Replica-Age" in town.balance(town.payer, town.source)[1]
            with promoted.connect() as session:
                session.execute("SELECT pg_promote()")
                session.execute("ALTER SYSTEM SET synchronous_commit = on")
                session.execute("SELECT pg_reload_conf()")
            with promoted.connect("ledger_dba") as session:  # who writes there, writes elsewhere
                paid = {"account_id": town.source.account_id, "amount": "5.00"}
                LedgerCalls(session).call("deposit", **paid)
            assert reads_on(town, "999.00") == "no-standby"
            town.app.extensions["replicas"].rest(0)
            balance, _ = town.balance(town.payer, town.source, Zerosum_Position=position)
            assert balance == "999.00"
        with pair.primary.connect() as old:  # which goes on, and its standby follows
            old.execute("CREATE TABLE lost AS SELECT generate_series(1, 20000)")
            old.execute("DROP TABLE lost")
        pair.catch_up()
        with people(Pair(promoted, pair.standby), follows=False) as town:
            town.pay()
            assert reads_on(town, "999.00") == "no-standby"


def test_a_read_in_the_way_of_replay_is_asked_again(pair: Pair, patient: People) -> None:
    """A conflict with recovery ends the statement: the primary answers it."""
    replicas = patient.app.extensions["replicas"]
    with pair.standby.connect() as session:
        session.execute("ALTER SYSTEM SET max_standby_streaming_delay = 0")
        session.execute("SELECT pg_reload_conf()")
    with pair.primary.connect() as session:
        session.execute("CREATE TABLE public.in_the_way (n int)")
        session.execute("GRANT SELECT ON public.in_the_way TO ledger_web")
    pair.catch_up()
    reading = Reading(replicas, None)
    with pair.primary.connect() as session:
        session.execute("INSERT INTO public.in_the_way VALUES (1)")
        pair.catch_up()

        def drop() -> None:
            wait_until(lambda: pair.of_standby(_SLEEPS))
            with pair.primary.connect() as other:
                other.execute("ALTER TABLE public.in_the_way ADD COLUMN more int")

        dropping = threading.Thread(target=drop)
        dropping.start()
        waits = "pg_sleep(CASE WHEN pg_is_in_recovery() THEN 30 ELSE 0 END)::text"
        slow = f"SELECT n::text, {waits} FROM public.in_the_way"
        rows = reading.fetch_all(lambda n, _: n, slow, {})
        dropping.join()
    with pair.standby.connect() as session:
        session.execute("ALTER SYSTEM RESET max_standby_streaming_delay")
        session.execute("SELECT pg_reload_conf()")
    assert rows == ["1"]
    assert patient.counted() == {("primary", "conflict"): 1}


def test_a_position_that_the_primary_never_reached_waits_for_nothing(patient: People) -> None:
    """Made up, of another database, or of the time before a failover: as if none was sent."""
    town = patient
    town.pay()
    history = town.balance(town.payer, town.source)[1]["Zerosum-Position"].partition("-")[0]
    for position in (
        f"{history}-{'f' * 16}",
        f"{history_name('another')}-1",
        f"{history_name('another')}-{'f' * 16}",
        f"{history}-0",
    ):
        balance, told = town.balance(town.payer, town.source, Zerosum_Position=position)
        assert balance == "999.00"
        assert "Zerosum-Replica-Age" in told, position
    assert set(town.counted()) == {("standby", "reached")}
