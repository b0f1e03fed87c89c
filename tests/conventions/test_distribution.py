"""Every table says how it would be spread over nodes by user_id, and has the columns for it.

distributed    rows of one user, found by the column named here, which never changes
reference      small, the same on every node
own key        keyed by a value that must be unique across users; leads to a user
local          of the node itself, or of its own sessions and empty while they do nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.schemas import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

_DISTRIBUTED = {
    "ledger_private.access_change": "user_id",
    "ledger_private.app_user": "user_id",
    "ledger_private.auth_session": "user_id",
    "ledger_private.credential": "user_id",
    "ledger_private.delegation": "account_user_id",
    "ledger_private.revoked_token": "user_id",
    "ledger_audit.act": "user_id",
    "ledger_audit.auth_event": "user_id",
    "ledger_private.account": "user_id",
    "ledger_private.person": "user_id",
    "ledger_audit.transaction": "user_id",
    "ledger_audit.transaction_entry": "user_id",
    "ledger_audit.open_credit": "user_id",
    "ledger_private.idempotency_key": "user_id",
    "ledger_private.dated_entry": "user_id",
    "ledger_private.fold_proof": "user_id",
    "ledger_private.hold": "user_id",
    "ledger_private.hold_event": "user_id",
    "ledger_audit.audit_log": "account_user_id",
    "ledger_private.usage_limit": "user_id",
    "ledger_private.usage_counter": "user_id",
    "ledger_private.fraud_account": "user_id",
    "ledger_private.fraud_user": "user_id",
    "ledger_private.fraud_observation": "user_id",
    "ledger_private.fraud_case": "user_id",
    "ledger_audit.fraud_score": "user_id",
    "ledger_private.account_day": "user_id",
    "ledger_private.account_day_type": "user_id",
    "ledger_private.account_month": "user_id",
    "ledger_private.export": "user_id",
    "ledger_private.export_part": "user_id",
    "ledger_private.outgoing_transfer": "user_id",
    "ledger_private.incoming_transfer": "user_id",
    "ledger_private.monitor": "user_id",
    "ledger_audit.monitor_alert": "user_id",
    "ledger_private.webhook_endpoint": "user_id",
    "ledger_private.webhook_secret": "user_id",
    "ledger_private.webhook_delivery": "user_id",
    "ledger_audit.webhook_attempt": "user_id",
    "ledger_private.notification_preference": "user_id",
    "ledger_private.notification_threshold": "user_id",
    "ledger_private.notification": "user_id",
    "ledger_private.bounced_address": "user_id",
}
_REFERENCE = {
    "ledger_private.currency",
    "ledger_private.role_permission",
    "ledger_private.category",
    "ledger_private.peer_cell",
    "ledger_private.open_period",
    "ledger_private.period_act",
    "ledger_private.verification",
    "ledger_audit.fraud_rule",
}
_OWN_KEY = {
    "ledger_private.login",
    "ledger_private.account_code",
    "ledger_private.fraud_pair",
    "ledger_private.api_key",
    "ledger_private.login_throttle",
    "ledger_private.outside_identity",
    "ledger_private.refresh_token",
}
_LOCAL = {
    "ledger_private.cell",
    "ledger_private.clearing_account",
    "ledger_private.event_consumer",
    "ledger_private.event_lease",
    "ledger_private.fraud_progress",
    "ledger_private.refusing_rule",
    "ledger_private.worker_pulse",
    "ledger_private.rollup",
    "ledger_private.currency_day",
    "ledger_private.queued_request",
    "ledger_audit.feed_account",
    "ledger_audit.feed_event",
    "ledger_audit.feed_pass",
    "ledger_audit.guard_declaration",
    *("ledger_audit.seal", "ledger_audit.seal_node", "ledger_audit.sealed_state"),
    *("ledger_audit.seal_salt", "ledger_audit.seal_key", "ledger_audit.seal_head"),
}
# Unique across users without user_id in it: the ids themselves, and what belongs to one of them.
_UNIQUE_BY_THEMSELVES = {
    "act_id",
    "event_id",
    "session_id",
    "user_id",
    "account_id",
    "transaction_id",
    "transfer_id",
    "entry_id",
    "log_id",
    "limit_id",
    "case_id",
    "export_id",
    "monitor_id",
    "alert_id",
    "hold_id",
    "endpoint_id",
    "delivery_id",
    "notification_id",
    "attempt_number",
}

_TABLES = f"""
    SELECT c.oid::regclass::text FROM pg_class AS c
    WHERE c.relkind IN ('r', 'p')
      AND c.relnamespace::regnamespace::text IN {OURS}
"""
_KEYS = """
    SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text,
        array_agg(a.attname::text)
    FROM pg_index AS i
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indisunique AND i.indrelid::regclass::text = ANY (%s)
    GROUP BY i.indrelid, i.indexrelid
"""
_SHARD_COLUMNS = """
    SELECT a.atttypid::regtype::text, a.attnotnull FROM pg_attribute AS a
    WHERE a.attrelid = %s::regclass AND a.attname = %s
"""
_FOREIGN_KEYS = f"""
    SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text
    FROM pg_constraint AS c
    JOIN pg_namespace AS n ON n.oid = c.connamespace
    WHERE c.contype = 'f' AND n.nspname IN {OURS}
"""


@pytest.fixture
def catalog(rig: Rig) -> Iterator[psycopg.Connection[Any]]:
    """Give one deployed database to read."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def keys_in_the_way(catalog: psycopg.Connection[Any]) -> list[str]:
    """Return the unique keys of distributed tables that only one node could enforce."""
    rows = catalog.execute(_KEYS, (list(_DISTRIBUTED),)).fetchall()
    return [
        index
        for table, index, columns in rows
        if not {_DISTRIBUTED[table], *_UNIQUE_BY_THEMSELVES} & set(columns)
    ]


def test_every_table_is_declared(catalog: psycopg.Connection[Any]) -> None:
    """A new table has to make up its mind here."""
    found = {row[0] for row in catalog.execute(_TABLES)}
    assert found == _DISTRIBUTED.keys() | _REFERENCE | _OWN_KEY | _LOCAL


@pytest.mark.parametrize(("table", "column"), _DISTRIBUTED.items())
def test_a_distributed_table_carries_its_user(
    catalog: psycopg.Connection[Any], table: str, column: str
) -> None:
    """As a bigint that is never NULL."""
    assert catalog.execute(_SHARD_COLUMNS, (table, column)).fetchone() == ("bigint", True)


def test_nothing_but_ids_is_unique_across_users(catalog: psycopg.Connection[Any]) -> None:
    """Any other unique key holds the user, or has a table of its own."""
    assert keys_in_the_way(catalog) == []


def test_a_key_across_users_is_noticed(catalog: psycopg.Connection[Any]) -> None:
    """The check could fail."""
    catalog.execute("CREATE UNIQUE INDEX account_name_key ON ledger_private.account (name)")
    assert keys_in_the_way(catalog) == ["ledger_private.account_name_key"]


def test_foreign_keys_stay_with_the_user_or_point_at_reference_tables(
    catalog: psycopg.Connection[Any],
) -> None:
    """Between distributed tables they join rows of one user; a table of own keys is looser."""
    across = [
        name
        for name, source, target in catalog.execute(_FOREIGN_KEYS)
        if source in _DISTRIBUTED and target not in _DISTRIBUTED.keys() | _REFERENCE
    ]
    assert across == []
