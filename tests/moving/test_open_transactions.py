"""Whoever leaves a transaction open is ended in time, and named until then."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.moving.house import Past, pay
from tests.moving.moving import typing
from tests.support.ledger_calls import LedgerCalls
from webapp.cli.logins import KINDS, LOGINS
from webapp.cli.open_transactions import OpenTransaction, open_transactions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database


def test_every_login_is_ended_when_it_leaves_a_transaction_open(database: Database) -> None:
    """From the first statement on; those that people make, too."""
    shown = {}
    for login in LOGINS:
        with database.connect(login.name) as connection:
            row = connection.execute("SHOW idle_in_transaction_session_timeout").fetchone()
            shown[login.name] = row
    assert shown == {
        "ledger_web": ("30s",),
        "ledger_dba": ("5min",),
        "ledger_report": ("10min",),
        "ledger_inspector": ("5min",),
    }
    for kind, login in KINDS.items():
        assert "idle_in_transaction_session_timeout" in dict(login.settings), kind


def test_who_is_in_the_way_is_named(database: Database, past: Past, tmp_path: Path) -> None:
    """By `zerosum status`, while somebody waits; and by a deploy that has waited in vain."""
    with (
        database.connect("ledger_dba", autocommit=False, application_name="lunch") as idle,
        database.connect("ledger_dba") as other,
        database.connect() as watch,
    ):
        pay(LedgerCalls(idle), past, "left open")
        pid = idle.info.backend_pid
        waiting = threading.Thread(target=pay, args=(LedgerCalls(other), past, "waits"))
        waiting.start()
        try:
            _until_one_waits(watch, pid)
            done = typing(
                "zerosum status --json",
                tmp_path,
                tmp_path,
                ZEROSUM_DATABASE_URL=database.url,
            )
            (found,) = json.loads(done.stdout)["open_transactions"]
            assert found["pid"] == pid
            assert found["waiting"] == 1
            assert found["told"].startswith(f"ledger_dba in {database.name}, for ")
            assert ", 1 wait for it, " in found["told"]
            assert "lunch, idle in transaction" in found["told"]
            assert f"SELECT pg_terminate_backend({pid}) ends it" in found["told"]
        finally:
            idle.rollback()
            waiting.join(60)
        assert not waiting.is_alive()


def _until_one_waits(connection: psycopg.Connection[object], pid: int) -> None:
    for _ in range(600):
        if [one.pid for one in open_transactions(connection) if one.waiting] == [pid]:
            return
        connection.execute("SELECT pg_sleep(0.1)")
    raise AssertionError("nobody waits")


def test_a_deploy_that_gives_up_says_for_whom(
    database: Database, past: Past, tmp_path: Path
) -> None:
    """It waits five seconds for a lock, no more."""
    with database.connect("ledger_dba", autocommit=False, application_name="lunch") as idle:
        pay(LedgerCalls(idle), past, "left open")
        pid = idle.info.backend_pid
        done = typing("zerosum adopt", tmp_path, tmp_path, ZEROSUM_DATABASE_URL=database.url)
        assert done.returncode == 1
        assert "lock timeout" in done.stderr
        assert f"in the way: ledger_dba in {database.name}" in done.stderr
        assert f"pg_terminate_backend({pid})" in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_transaction_of_another_database_is_seen_and_waited_for_by_nobody(
    database: Database, past: Past, rig: object, tmp_path: Path
) -> None:
    """Postings, events, proofs and an adoption go on beside it."""
    assert rig
    elsewhere = psycopg.connect(database.cluster.url(), application_name="elsewhere")
    with elsewhere, database.connect("ledger_dba") as connection:
        elsewhere.execute("SELECT pg_current_xact_id()")
        ledger = LedgerCalls(connection)
        pay(ledger, past, "beside it")
        assert ledger.call("verify_new").is_current
        assert ledger.rows("list_events")
        done = typing("zerosum adopt", tmp_path, tmp_path, ZEROSUM_DATABASE_URL=database.url)
        assert done.returncode == 0, done.stderr
        with database.connect() as watch:
            (found,) = open_transactions(watch, seconds=0, database="postgres")
        assert (found.program, found.state, found.waiting) == (
            "elsewhere",
            "idle in transaction",
            0,
        )


@pytest.mark.parametrize("waiting", [0, 2])
def test_a_prepared_transaction_is_told_how_to_end(waiting: int) -> None:
    """It has no process to end."""
    told = str(OpenTransaction(None, "carla", "books", "old", "prepared", 90, waiting))
    assert "ROLLBACK PREPARED 'old' ends it" in told
    assert ("2 wait for it" in told) is bool(waiting)
