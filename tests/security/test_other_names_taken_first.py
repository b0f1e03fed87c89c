"""Keys, groups of holds and users: what a customer was first to name keeps nobody from it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.importer.conftest import importing
from tests.importer.journals import write_journal
from tests.property.mutate import mutate
from tests.security.acting import as_actor
from tests.support.ledger_calls import beside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.security.crowd import Crowd
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


def test_keys_are_taken_from_nobody(
    crowd: Crowd, ledger: LedgerCalls, database: Database, tmp_path: Path
) -> None:
    """A reference of the bank's file is the bank's, whatever a customer used as its key."""
    mine = crowd.opens("a")[0], crowd.opens("b")[0]
    ledger.call("post_transfer", from_account_id=crowd.vera, to_account_id=mine[0], amount=1)
    arguments = f"p_from_account_id => '{mine[0]}', p_to_account_id => '{mine[1]}', p_amount => 1"
    as_actor(
        crowd.web,
        crowd.mallory,
        "customer",
        "post_transfer",
        f"{arguments}, p_idempotency_key => 'r1'",
    )
    ledger.account("shop:1", "GBP")
    journal = write_journal(tmp_path / "j.csv", "r1,1993-01-01,vera,shop:1,60.00,GBP,x")
    assert importing(lambda: database.connect("ledger_dba"))(journal).posted == 1


def test_a_group_of_holds_is_joined_by_neither_side(crowd: Crowd, ledger: LedgerCalls) -> None:
    """A hold without a payee, put among those of the house, would stop them all."""
    mine = crowd.opens("a")[0]
    ledger.call("post_transfer", from_account_id=crowd.vera, to_account_id=mine, amount=10)
    held = ledger.call("hold_funds", account_id=mine, amount=1, to_account_id=crowd.vera)
    joins = "p_account_id => '{}', p_amount => 1, p_group_id => '{}'"
    with pytest.raises(psycopg.Error) as caught:
        as_actor(
            crowd.web, crowd.mallory, "customer", "hold_funds", joins.format(mine, held.group_id)
        )
    assert caught.value.sqlstate == "LG206"
    taken = beside(mine)
    as_actor(crowd.web, crowd.mallory, "customer", "hold_funds", joins.format(mine, taken))
    with pytest.raises(psycopg.Error) as caught:
        ledger.call("hold_funds", account_id=mine, amount=1, group_id=taken)
    assert caught.value.sqlstate == "LG206"
    assert len(ledger.rows("capture_group", group_id=held.group_id)) == 1


def _join_at_once(crowd: Crowd, ledger: LedgerCalls, seconds: float = 2) -> str | None:
    """Let a customer join while the house's first hold is not committed; return the refusal.

    That is committed after so long, or when the customer is told.
    """
    mine, theirs = crowd.opens("a")[0], crowd.opens("b")[0]
    for account in (mine, theirs):
        ledger.call("post_transfer", from_account_id=crowd.vera, to_account_id=account, amount=10)
    group = beside(mine)
    refused: list[str | None] = [None]

    def join() -> None:
        try:
            as_actor(
                crowd.web,
                crowd.mallory,
                "customer",
                "hold_funds",
                f"p_account_id => '{mine}', p_amount => 1, p_group_id => '{group}'",
            )
        except psycopg.Error as error:
            refused[0] = error.sqlstate

    joiner = threading.Thread(target=join)
    with ledger.connection.transaction():
        ledger.call("hold_funds", account_id=theirs, amount=1, group_id=group)
        joiner.start()
        joiner.join(seconds)
    joiner.join(30)
    return refused[0]


def test_nobody_joins_while_the_first_hold_of_a_group_is_under_way(
    crowd: Crowd, ledger: LedgerCalls
) -> None:
    """Whoever joins waits until it is known whose the group is."""
    assert _join_at_once(crowd, ledger) == "LG206"


def test_without_its_lock_both_sides_join(
    crowd: Crowd, ledger: LedgerCalls, database: Database
) -> None:
    """The test above could fail."""
    mutate(database, "require_same_side", ("PERFORM pg_advisory", "-- PERFORM pg_advisory"))
    assert _join_at_once(crowd, ledger, seconds=30) is None


def test_customers_name_no_users(crowd: Crowd) -> None:
    """Who is called what is said by operators alone."""
    for function, arguments in (
        ("create_user", "p_username => 'merchant'"),
        ("link_identity", f"p_user_id => {crowd.mallory}, p_issuer => 'i', p_subject => 's'"),
        ("create_category", "p_path => 'assets'"),
        ("add_asset", "p_currency => 'GBPX', p_minor_units => 2, p_name => 'Pounds'"),
    ):
        with pytest.raises(psycopg.Error) as caught:
            as_actor(crowd.web, crowd.mallory, "customer", function, arguments)
        assert caught.value.sqlstate == "LG206", function
