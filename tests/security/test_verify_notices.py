"""A superuser switches every trigger off and tampers; verify() names the first broken row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.security.hold_tamperings import CHECKED_ELSEWHERE, HOLD_TAMPERINGS
from tests.security.tampering import Tampering, noticed, unguarded
from tests.security.tamperings_on_time import ON_TIME

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

pytestmark = pytest.mark.tampered


_ALICE = "account_id = ledger_test.id('alice')"
_ENTRY = f"FROM ledger_audit.transaction_entry WHERE {_ALICE} AND account_version"
_AUDIT = "ledger_audit.audit_log"
_CHAIN = {"account_id": "alice"}

TAMPERINGS = {
    **ON_TIME,
    "edit an amount": Tampering(
        "UPDATE ledger_audit.transaction_entry SET amount = amount + 0.01"
        f" WHERE {_ALICE} AND account_version = 2",
        "running_balances",
        {"account_id": "alice", "account_version": 2},
    ),
    "edit both amounts of a transfer": Tampering(
        "UPDATE ledger_audit.transaction_entry AS e SET amount = 5 FROM"
        " ledger_audit.transaction AS t WHERE t.idempotency_key = 'first'"
        " AND e.transaction_id = t.transaction_id",
        "transactions_balance",
        {"transaction_id": "first"},
    ),
    "delete an entry": Tampering(
        f"DELETE {_ENTRY} = 2", "running_balances", {"account_id": "alice", "account_version": 3}
    ),
    "delete a transaction": Tampering(
        "DELETE FROM ledger_audit.transaction WHERE idempotency_key = 'first'",
        "entries_have_owners",
        {"transaction_id": "first"},
    ),
    "turn a transfer round": Tampering(
        "UPDATE ledger_audit.transaction SET from_account_id = to_account_id,"
        " to_account_id = from_account_id WHERE idempotency_key = 'first'",
        "entries_have_owners",
        {"transaction_id": "first"},
    ),
    "backdate an entry": Tampering(
        "UPDATE ledger_audit.transaction_entry SET created_at = '2001-01-01'"
        f" WHERE {_ALICE} AND account_version = 3",
        "running_balances",
        {"account_id": "alice", "account_version": 3},
    ),
    "change a balance": Tampering(
        f"UPDATE ledger_private.account SET balance = balance + 1 WHERE {_ALICE}",
        "balances_equal_entries",
        {"account_id": "alice"},
    ),
    "create money": Tampering(
        f"UPDATE ledger_private.account SET balance = balance + 1 WHERE {_ALICE}",
        "currencies_sum_to_zero",
        {"currency": "USD", "sum": "1"},
    ),
    "drop a key": Tampering(
        "DELETE FROM ledger_private.idempotency_key WHERE idempotency_key = 'first'",
        "idempotency_keys",
        {"idempotency_key": "first", "resource_id": "first"},
    ),
    "invent a key": Tampering(
        "INSERT INTO ledger_private.idempotency_key (user_id, resource_id, request_digest,"
        " idempotency_key) VALUES (0, gen_random_uuid(), '', 'ghost')",
        "idempotency_keys",
        {"idempotency_key": "ghost"},
    ),
    "event from the future": Tampering(
        "SELECT ledger.list_events(); DELETE FROM ledger_audit.feed_event"
        " WHERE transaction_id = (SELECT t.transaction_id FROM"
        " ledger_audit.transaction AS t WHERE t.idempotency_key = 'first');"
        "UPDATE ledger_audit.transaction SET xact_id = 9e18 WHERE idempotency_key = 'first'",
        "events_are_readable",
        {"transaction_id": "first"},
    ),
    "rewrite who did it": Tampering(
        "UPDATE ledger_audit.transaction SET database_user = 'mallory'"
        " WHERE idempotency_key = 'first'",
        "audit_chain",
        {**_CHAIN, "account_position": 3},
    ),
    "rewrite what was said": Tampering(
        "UPDATE ledger_audit.transaction SET description = 'a gift'"
        " WHERE idempotency_key = 'first'",
        "audit_chain",
        {**_CHAIN, "account_position": 3},
    ),
    "rewrite who opened an account": Tampering(
        f"UPDATE {_AUDIT} SET database_user = 'mallory' WHERE {_ALICE}",
        "audit_chain",
        {**_CHAIN, "account_position": 1},
    ),
    "rewrite one hash": Tampering(
        "UPDATE ledger_audit.transaction_entry SET row_hash = sha256('x')"
        f" WHERE {_ALICE} AND account_version = 2",
        "audit_chain",
        {**_CHAIN, "account_position": 3},
    ),
    "rewrite what the audit saw": Tampering(
        f"UPDATE {_AUDIT} SET balance = 1 WHERE {_ALICE}",
        "audit_is_complete",
        {**_CHAIN, "account_position": 1},
    ),
    "swap two places in the chain": Tampering(
        "UPDATE ledger_audit.transaction_entry SET account_position = 7 - account_position"
        f" WHERE {_ALICE} AND account_position IN (3, 4)",
        "audit_chain",
        {**_CHAIN, "account_position": 3},
    ),
    "delete a link": Tampering(
        f"DELETE {_ENTRY} = 2", "audit_chain", {**_CHAIN, "account_position": 4}
    ),
    "delete an audit row": Tampering(
        f"DELETE FROM {_AUDIT} WHERE account_id = ledger_test.id('carol') AND action = 'STATUS'",
        "audit_is_complete",
        {"account_id": "carol"},
    ),
    "cut the tail of the chain": Tampering(
        f"DELETE {_ENTRY} = 3", "audit_chain", {**_CHAIN, "account_position": 4}
    ),
    # The other account of the transfer tells.
    "cut the tail and take the head back": Tampering(
        f"DELETE {_ENTRY} = 3;"
        "UPDATE ledger_private.account AS a"
        " SET audit_position = e.account_position, audit_hash = e.row_hash"
        " FROM ledger_audit.transaction_entry AS e WHERE e.account_id = a.account_id"
        " AND e.account_version = 2 AND a.account_id = ledger_test.id('alice')",
        "audit_chain",
        {"account_id": "bob", "account_position": 4},
    ),
    "insert an audit row": Tampering(
        f"INSERT INTO {_AUDIT} (account_position, account_version, account_id, account_user_id,"
        " created_at, balance, action, user_role, database_user, previous_hash, row_hash)"
        " SELECT 5, 3, account_id, 0, created_at, balance_after, 'STATUS', 'database', 'x',"
        f" row_hash, '' {_ENTRY} = 3",
        "audit_chain",
        {**_CHAIN, "account_position": 4},
    ),
    "lower a floor unseen": Tampering(
        f"UPDATE ledger_private.account SET min_balance = -1000 WHERE {_ALICE}",
        "audit_is_complete",
        {"account_id": "alice", "min_balance": "-1000"},
    ),
    "lift a suspension unseen": Tampering(
        "UPDATE ledger_private.account SET status = 'ACTIVE'"
        " WHERE account_id = ledger_test.id('carol')",
        "audit_is_complete",
        {"account_id": "carol", "status": "ACTIVE"},
    ),
    "let credits in unseen": Tampering(
        "UPDATE ledger_private.account SET allows_credits = true"
        " WHERE account_id = ledger_test.id('carol')",
        "audit_is_complete",
        {"account_id": "carol", "status": "SUSPENDED"},
    ),
    "spend beyond a limit unseen": Tampering(
        "SELECT ledger.set_limit(50, 'month', ledger_test.id('alice'));"
        "UPDATE ledger_private.usage_counter SET bucket_uses = '{0}'",
        "limits_equal_history",
        {"counted": "{0}", "history": "{3}"},
    ),
    "raise a limit unseen": Tampering(
        "SELECT ledger.set_limit(50, 'month', ledger_test.id('alice'));"
        "UPDATE ledger_private.usage_limit SET maximum = 5000",
        "limits_equal_history",
        {"maximum": "5000"},
    ),
    "look away from a limit": Tampering(
        "SELECT ledger.set_limit(50, 'month', ledger_test.id('alice'));"
        "UPDATE ledger_private.account SET has_rules = false",
        "limits_equal_history",
        {"account_id": "alice", "has_rules": False},
    ),
    "spend for another unseen": Tampering(
        "SELECT ledger.delegate_account(ledger_test.id('alice'), ledger_test.given_user('zoe'),"
        " 'spender', 50, 'day'); UPDATE ledger_private.delegation SET spent = 1",
        "delegations",
        {"account_id": "alice", "spent": "1", "history": "0"},
    ),
    "have no rule asked": Tampering(
        "INSERT INTO ledger_private.refusing_rule SELECT 'x'", "refusing_rules", {"rule_name": "x"}
    ),
    "merge unseen": Tampering(
        "UPDATE ledger_private.account SET merged_into_account_id = ledger_test.id('bob')"
        f" WHERE {_ALICE}",
        "account_links",
        {"account_id": "alice"},
    ),
    "lose an account but not its audit": Tampering(
        "DELETE FROM ledger_private.account WHERE account_id = ledger_test.id('dora')",
        "audit_chain",
        {"account_id": "dora", "account_position": 2},
    ),
    "overdraw": Tampering(
        f"UPDATE ledger_private.account SET min_balance = 1000 WHERE {_ALICE}",
        "balances_within_bounds",
        {"account_id": "alice"},
    ),
    **HOLD_TAMPERINGS,
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_names_the_first_broken_row(town: Database, name: str) -> None:
    """The right check fails, and its detail leads to the row."""
    tampering = TAMPERINGS[name]
    with town.connect() as connection:
        expected = _with_ids(connection, tampering.broken)
        assert noticed(connection) == {}
        unguarded(connection, tampering.statement)
        found = noticed(connection)
    assert tampering.check in found
    assert found[tampering.check].items() >= expected.items()


def test_a_clean_ledger_lists_every_check(town: Database) -> None:
    """verify() gives its checks, each ok, even when nothing was ever posted."""
    with town.connect() as connection:
        rows = connection.execute("SELECT v.name, v.ok FROM ledger.verify() AS v").fetchall()
    assert {ok for _, ok in rows} == {True}
    checks = {tampering.check for tampering in TAMPERINGS.values()}
    checks |= CHECKED_ELSEWHERE
    assert checks == {name for name, _ in rows}


def _with_ids(connection: psycopg.Connection[Any], broken: dict[str, Any]) -> dict[str, Any]:
    """Write ids for the names that this file uses."""
    ids = connection.execute(
        "SELECT 'account_id', code, account_id::text FROM ledger_private.account_code UNION ALL"
        " SELECT u.field, t.idempotency_key, t.transaction_id::text"
        " FROM ledger_audit.transaction AS t,"
        " (VALUES ('transaction_id'), ('resource_id')) AS u (field)"
        " WHERE t.idempotency_key IS NOT NULL"
    ).fetchall()
    known = {(field, name): value for field, name, value in ids}
    return {field: known.get((field, value), value) for field, value in broken.items()}
