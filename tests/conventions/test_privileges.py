"""Who may do what: the whole map, written here a second time, and nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.schemas import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.rig import Rig

    Connection = psycopg.Connection[tuple[str, ...]]

_APP, _OPERATOR, _AUDITOR = "ledger_app", "ledger_operator", "ledger_auditor"
_REPORTER, _RELAY = "ledger_reporter", "ledger_relay"
_PERSONAL = "ledger_reporter_personal"
_AUDIT_OWNER, _OWNER = "ledger_audit_owner", "ledger_owner"

_SCHEMAS = {
    "ledger": {_APP, _OPERATOR, _AUDITOR, _RELAY},
    # The steps of a procedure that an operator calls are called as the operator.
    "ledger_gateway": {_APP, _OPERATOR},
    "reporting": {_REPORTER, _PERSONAL},
    # An operator names their tables in foreign keys of its own.
    "ledger_private": {_OPERATOR},
    "ledger_audit": {_OWNER, _OPERATOR},
}
_DOORS = {
    **dict.fromkeys(
        (
            "account_id",
            "close_account",
            "add_asset",
            "list_assets",
            "create_category",
            "list_categories",
            "check_limits",
            "get_limit",
            "get_api_key",
            "get_asset",
            "get_balance_sheet",
            "get_hold_group",
            "get_income_statement",
            "get_trial_balance",
            "list_account_balances",
            "list_hold_groups",
            "list_role_permissions",
            "list_sessions",
            "list_users",
            "list_verifications",
            "revoke_session",
            "list_limits",
            "backtest_rule",
            "decide_fraud_case",
            "list_fraud_cases",
            "list_fraud_rules",
            "remove_fraud_rule",
            "set_fraud_rule",
            "remove_limit",
            "set_limit",
            "list_category_balances",
            "merge_accounts",
            "freeze_amount",
            "unfreeze_amount",
            "move_category",
            "rename_account",
            "set_account_category",
            "set_account_metadata",
            "update_account",
            "fold_account",
            "close_period",
            "bucket_of",
            "bucket_of_username",
            "create_user",
            "credit_leg",
            "debit_leg",
            "deposit",
            "find_account",
            "find_person",
            "read_person",
            "shred_person",
            "store_person",
            "find_user",
            "get_account",
            "get_accounts",
            "get_balance",
            "get_statement",
            "get_statement_summary",
            "get_transaction",
            "list_accounts",
            "list_audit_logs",
            "list_entries",
            "list_transaction_entries",
            "list_periods",
            "list_transactions",
            "lock_accounts",
            "require_revision",
            "open_account",
            "open_accounts",
            "open_accounts_json",
            "post_transfer_gathered",
            "post_transfer",
            "transfer",
            "transfer_item",
            "post_transfers",
            "post_transfers_json",
            "post_transaction",
            "post_transaction_json",
            "post_transactions",
            "post_transactions_json",
            "preview_transaction",
            "reopen_period",
            "set_account_bounds",
            "set_account_status",
            "withdraw",
            # Holds and reversals.
            "capture_group",
            "capture_hold",
            "expire_holds",
            "extend_hold",
            "get_hold",
            "hold_funds",
            "increment_hold",
            "list_hold_events",
            "list_holds",
            "list_reversals",
            "release_group",
            "release_hold",
            "reverse_transaction",
        ),
        frozenset({_APP, _OPERATOR}),
    ),
    **dict.fromkeys(
        (
            "accept_api_key",
            "create_api_key",
            "delegate_account",
            "list_delegations",
            "revoke_delegation",
            "end_all_sessions",
            "end_session",
            "get_user",
            "grant_permission",
            "link_identity",
            "list_api_keys",
            "list_auth_events",
            "revoke_api_key",
            "revoke_permission",
            "set_password_hash",
            "set_user_role",
            "set_user_status",
            "unlink_identity",
        ),
        frozenset({_APP, _OPERATOR}),
    ),
    **dict.fromkeys(
        (
            "get_notification_preferences",
            "set_notification_preferences",
            "create_webhook_endpoint",
            "get_webhook_endpoint",
            "list_webhook_attempts",
            "list_webhook_deliveries",
            "list_webhook_endpoints",
            "ping_webhook_endpoint",
            "remove_webhook_endpoint",
            "replay_webhook_deliveries",
            "rotate_webhook_secret",
            "update_webhook_endpoint",
        ),
        frozenset({_APP, _OPERATOR}),
    ),
    "list_webhook_secrets": {_OPERATOR},
    **dict.fromkeys(
        (
            "clear_bounce",
            "list_chat_secrets",
            "list_notifications",
            "retry_notification",
            "rewrap_chat_secret",
        ),
        frozenset({_OPERATOR}),
    ),
    "rewrap_webhook_secret": {_OPERATOR},
    "act_on_fraud_cases": {_OPERATOR},
    "check_fraud": {_OPERATOR},
    "prune_fraud_observations": {_OPERATOR},
    "list_people": {_OPERATOR},
    "rewrap_person": {_OPERATOR},
    "repair_times": {_OPERATOR},
    "metrics": {_APP, _OPERATOR, _AUDITOR},
    "verify": {_APP, _OPERATOR, _AUDITOR},
    "verify_new": {_APP, _OPERATOR, _AUDITOR},
    "verify_recent": {_APP, _OPERATOR, _AUDITOR},
    "version": {_APP, _OPERATOR, _AUDITOR},
    **dict.fromkeys(
        (
            "begin_notification",
            "fan_out_notifications",
            "lease_notifications",
            "prune_notifications",
            "record_bounce",
            "record_notification",
            "fan_out_webhooks",
            "lease_webhook_endpoints",
            "next_webhook_messages",
            "prune_webhook_deliveries",
            "record_webhook_attempts",
            "release_webhook_endpoint",
            "acknowledge_events",
            "consume_events",
            "create_event_consumer",
            "list_event_consumers",
            "number_events",
            "remove_event_consumer",
            "write_exports",
        ),
        frozenset({_OPERATOR, _RELAY}),
    ),
    **dict.fromkeys(
        (
            "add_cell",
            "can_receive",
            "list_cells",
            "list_pending_transfers",
            "pay_in",
            "set_cell_number",
            "settle",
            "add_seal_key",
            "keep_head",
            "seal_events",
            "evaluate_monitors",
            "list_worker_jobs",
            "note_worker_turn",
            "rebuild_rollups",
            "roll_up",
        ),
        frozenset({_OPERATOR}),
    ),
    **dict.fromkeys(
        (
            "get_outgoing_transfer",
            "list_incoming_transfers",
            "list_outgoing_transfers",
            "pay_out",
            "create_export",
            "create_monitor",
            "get_export",
            "list_exports",
            "read_export",
            "remove_export",
            "list_daily_totals",
            "list_monitor_alerts",
            "list_monitors",
            "remove_monitor",
        ),
        frozenset({_APP, _OPERATOR}),
    ),
    "list_events": {_APP, _OPERATOR, _RELAY},
    "check_seals": {_OPERATOR, _AUDITOR},
    **dict.fromkeys(
        ("list_seal_heads", "list_seal_keys", "prove_consistency", "prove_inclusion"),
        frozenset({_APP, _OPERATOR, _AUDITOR}),
    ),
}
_GATEWAY_DOORS = {
    **dict.fromkeys(
        (
            "begin_login",
            "check_api_key",
            "check_token",
            "finish_login",
            "list_access_changes",
            "post_gathered",
            "show_entries",
            "refresh_session",
        ),
        frozenset({_APP}),
    ),
    "post_queued": {_APP, _OPERATOR},
    "queue_transfer": {_APP, _OPERATOR},
}
_VIEWS = {
    **dict.fromkeys(
        (
            "accounts",
            "api_keys",
            "auth_sessions",
            "delegations",
            "balances",
            "categories",
            "category_balances",
            "assets",
            "errors",
            "event_consumers",
            "cells",
            "clearing_accounts",
            "incoming_transfers",
            "outgoing_transfers",
            "exports",
            "notification_preferences",
            "notifications",
            "webhook_attempts",
            "webhook_deliveries",
            "webhook_endpoints",
            "fraud_cases",
            "fraud_features",
            "fraud_rules",
            "fraud_scores",
            *("seal_heads", "seal_keys", "seals"),
            "periods",
            "statement_lines",
            "verifications",
            "hold_events",
            "hold_groups",
            "holds",
            "limits",
            "monitor_alerts",
            "monitors",
            "role_permissions",
            "transaction_entries",
            "event_types",
            "transactions",
            "users",
            "versions",
        ),
        frozenset({_OPERATOR, _AUDITOR}),
    ),
    "audit_logs": {_AUDITOR},
    "auth_events": {_AUDITOR},
    # The shapes of what list_events and consume_events return: they are called, not read.
    "events": set(),
    "consumed_events": set(),
    "people": set(),
    "worker_jobs": set(),
}
# What the function that posts needs of the audit owner's table: no more than to write and read.
_AUDIT_RIGHTS = {"INSERT", "SELECT"}

_GRANTS = f"""
    SELECT o.kind, o.name, a.privilege_type, coalesce(r.rolname, 'PUBLIC')
    FROM (
        SELECT 'schema', n.nspname, n.nspowner, n.nspacl, n.oid FROM pg_namespace AS n
        UNION ALL
        SELECT 'relation', c.oid::regclass::text, c.relowner,
            coalesce(c.relacl, acldefault('r', c.relowner)), c.relnamespace
        FROM pg_class AS c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT 'function', p.pronamespace::regnamespace || '.' || p.proname, p.proowner,
            coalesce(p.proacl, acldefault('f', p.proowner)), p.pronamespace
        FROM pg_proc AS p
        UNION ALL
        SELECT 'column', format('%s.%s', t.attrelid::regclass, t.attname), c.relowner, t.attacl,
            c.relnamespace
        FROM pg_attribute AS t JOIN pg_class AS c ON c.oid = t.attrelid
    ) AS o (kind, name, owner, acl, namespace)
    JOIN pg_namespace AS n ON n.oid = o.namespace
    CROSS JOIN LATERAL aclexplode(o.acl) AS a
    LEFT JOIN pg_roles AS r ON r.oid = a.grantee
    WHERE n.nspname IN {OURS}
      AND a.grantee <> o.owner
"""


_AUDIT_TABLES = (
    "ledger_audit.act",
    "ledger_audit.audit_log",
    "ledger_audit.auth_event",
    "ledger_audit.feed_account",
    "ledger_audit.feed_event",
    "ledger_audit.feed_pass",
    "ledger_audit.fraud_rule",
    "ledger_audit.fraud_score",
    "ledger_audit.monitor_alert",
    "ledger_audit.open_credit",
    *("ledger_audit.seal", "ledger_audit.seal_node", "ledger_audit.sealed_state"),
    *("ledger_audit.seal_key", "ledger_audit.seal_head"),
    "ledger_audit.transaction",
    "ledger_audit.transaction_entry",
    "ledger_audit.webhook_attempt",
)
# Reports of a day and of months.
_REPORTS = (
    *("get_balance_sheet", "get_income_statement", "get_statement_summary", "get_trial_balance"),
    *("list_account_balances", "list_daily_balances"),
)
_PERSONAL_REPORTS = {"reporting.audit_trail", "reporting.user_names"}
_REFERENCED = ("ledger_private.account.account_id", "ledger_audit.transaction.transaction_id")
# What the journal's owner needs of the ledger: its words for money, and the triggers' functions.
_AUDIT_OWNER = "ledger_audit_owner"
_CHECKS = (
    "note_direct_change",
    "open_credit_check",
    "open_credit_check_folded",
    "transaction_check_entries",
    "transaction_entry_check",
)


def _expected(reports: list[str]) -> set[tuple[str, ...]]:
    grants: set[tuple[str, ...]] = {
        ("schema", schema, "USAGE", role) for schema, roles in _SCHEMAS.items() for role in roles
    }
    grants |= {
        ("function", f"{schema}.{name}", "EXECUTE", role)
        for schema, doors in (("ledger", _DOORS), ("ledger_gateway", _GATEWAY_DOORS))
        for name, roles in doors.items()
        for role in roles
    }
    grants |= {
        ("relation", f"ledger.{name}", "SELECT", role)
        for name, roles in _VIEWS.items()
        for role in roles
    }
    grants |= {
        ("relation", report, "SELECT", _PERSONAL if report in _PERSONAL_REPORTS else _REPORTER)
        for report in reports
    }
    grants |= {
        ("relation", audit, right, _OWNER) for right in _AUDIT_RIGHTS for audit in _AUDIT_TABLES
    }
    grants |= {("column", column, "REFERENCES", _OPERATOR) for column in _REFERENCED}
    # What guards belong there is said by whoever deploys, and read by proofs.
    grants |= {("relation", "ledger_audit.guard_declaration", "SELECT", _OWNER)}
    # Written once, by the change that makes it.
    grants |= {("relation", "ledger_audit.seal_salt", "SELECT", _OWNER)}
    # A credit that is folded goes; a guard sees to it that its entry is there.
    grants |= {("relation", "ledger_audit.open_credit", "DELETE", _OWNER)}
    grants |= {("relation", "ledger_audit.log_id_seq", "USAGE", _OWNER)}
    grants |= {("function", f"reporting.{name}", "EXECUTE", _REPORTER) for name in _REPORTS}
    grants |= {("schema", "ledger_private", "USAGE", _AUDIT_OWNER)}
    grants |= {("function", f"ledger_private.{name}", "EXECUTE", _AUDIT_OWNER) for name in _CHECKS}
    return grants


@pytest.fixture
def catalog(rig: Rig) -> Iterator[Connection]:
    """Give one deployed database to read."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def _reports(catalog: Connection) -> list[str]:
    query = (
        "SELECT oid::regclass::text FROM pg_class"
        " WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'"
    )
    return [row[0] for row in catalog.execute(query)]


def test_the_grants_are_the_map(catalog: Connection) -> None:
    """Nothing is granted that is not written above, nothing above is missing."""
    found = set(catalog.execute(_GRANTS).fetchall())
    expected = _expected(_reports(catalog))
    assert sorted(found - expected) == []
    assert sorted(expected - found) == []


@pytest.mark.parametrize(
    "planted",
    [
        "GRANT SELECT ON ledger_private.account TO ledger_reporter",
        "GRANT SELECT (balance) ON ledger_private.account TO ledger_app",
        "GRANT EXECUTE ON FUNCTION ledger.verify() TO PUBLIC",
        "GRANT USAGE ON SCHEMA ledger_private TO PUBLIC",
        "GRANT UPDATE ON ledger_audit.audit_log TO ledger_owner",
        "REVOKE EXECUTE ON FUNCTION ledger.verify() FROM ledger_app",
    ],
)
def test_a_grant_too_many_or_too_few_is_noticed(catalog: Connection, planted: str) -> None:
    """The comparison could fail."""
    catalog.execute(planted.encode())
    assert set(catalog.execute(_GRANTS).fetchall()) != _expected(_reports(catalog))


def test_the_database_lets_nobody_in_unasked(catalog: Connection) -> None:
    """PUBLIC has no CONNECT and no TEMP; only the two owners may make schemas."""
    query = """
        SELECT coalesce(r.rolname, 'PUBLIC'), a.privilege_type
        FROM pg_database AS d
        CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
        LEFT JOIN pg_roles AS r ON r.oid = a.grantee
        WHERE d.datname = current_database() AND a.grantee <> d.datdba
    """
    found = set(catalog.execute(query).fetchall())
    beside_connect = {grant for grant in found if grant[1] != "CONNECT"}
    assert beside_connect == {
        (_OWNER, "CREATE"),
        (_AUDIT_OWNER, "CREATE"),
        (_OPERATOR, "TEMPORARY"),
    }
    assert ("PUBLIC", "CONNECT") not in found


@pytest.mark.parametrize(
    ("login", "statement"),
    [
        ("ledger_web", "SELECT FROM ledger.accounts"),
        ("ledger_web", "SELECT FROM ledger_private.account"),
        ("ledger_web", "SELECT FROM ledger_audit.audit_log"),
        ("ledger_web", "SELECT FROM reporting.accounts"),
        ("ledger_web", "CREATE TEMPORARY TABLE t ()"),
        ("ledger_web", "CREATE TABLE public.t ()"),
        ("ledger_web", "SELECT ledger_private.new_id(0)"),
        ("ledger_web", "SET ROLE ledger_owner"),
        ("ledger_dba", "SELECT FROM ledger_private.account"),
        ("ledger_dba", "UPDATE ledger_audit.audit_log SET action = 'x'"),
        ("ledger_dba", "SET ROLE ledger_audit_owner"),
        ("ledger_report", "SELECT ledger.verify()"),
        ("ledger_report", "SELECT FROM ledger.accounts"),
        ("ledger_report", "SELECT FROM reporting.audit_trail"),
        ("ledger_report", "SELECT FROM reporting.user_names"),
        ("ledger_inspector", "SELECT FROM reporting.accounts"),
        ("ledger_inspector", "SELECT ledger.find_account('x')"),
    ],
)
def test_a_real_login_is_refused_what_it_was_not_given(
    database: Database, login: str, statement: str
) -> None:
    """Refused for want of the right, not for another reason."""
    with (
        database.connect(login) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())
