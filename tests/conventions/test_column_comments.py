"""A comment on a column fits its table: psql's manual is right about every column."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.schemas import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

# Relations that speak of one thing may use one text; each relation is named once.
SUBJECTS = {
    "access change": {"ledger_private.access_change"},
    "account": {"ledger.accounts", "ledger_private.account", "reporting.accounts"},
    "account code": {"ledger_private.account_code"},
    "API key": {"ledger.api_keys", "ledger_private.api_key"},
    "audit row": {"ledger.audit_logs", "ledger_audit.audit_log", "reporting.audit_trail"},
    "auth event": {"ledger.auth_events", "ledger_audit.auth_event"},
    "balance": {"ledger.balances"},
    "category": {
        *("ledger.categories", "ledger.category_balances", "ledger_private.category"),
        *("reporting.categories", "reporting.category_balances"),
    },
    "credential": {"ledger_private.credential"},
    "asset": {"ledger.assets", "ledger_private.currency", "reporting.currencies"},
    "daily movement": {"reporting.daily_movements"},
    "dated entry": {"ledger_private.dated_entry"},
    "delegation": {"ledger.delegations", "ledger_private.delegation"},
    "entry": {
        *("ledger.transaction_entries", "ledger_audit.transaction_entry", "reporting.entries"),
    },
    "error": {"ledger.errors", "reporting.errors"},
    "act": {"ledger_audit.act"},
    "event": {
        *("ledger_audit.feed_account", "ledger_audit.feed_event", "ledger.event_types"),
        "ledger_private.unnumbered_events",
    },
    "consumer": {"ledger.event_consumers", "ledger_private.event_consumer"},
    "lease": {"ledger_private.event_lease"},
    "clearing account": {"ledger.clearing_accounts", "ledger_private.clearing_account"},
    "outgoing transfer": {"ledger.outgoing_transfers", "ledger_private.outgoing_transfer"},
    "incoming transfer": {"ledger.incoming_transfers", "ledger_private.incoming_transfer"},
    "export": {"ledger.exports", "ledger_private.export", "ledger_private.export_part"},
    "fraud case": {"ledger.fraud_cases", "ledger_private.fraud_case"},
    "fraud feature": {"ledger.fraud_features"},
    "fraud history": {"ledger_private.fraud_account", "ledger_private.fraud_user"},
    "fraud observation": {"ledger_private.fraud_observation"},
    "fraud pair": {"ledger_private.fraud_pair"},
    "fraud progress": {"ledger_private.fraud_progress"},
    "fraud rule": {
        *("ledger.fraud_rules", "ledger_audit.fraud_rule", "ledger_private.refusing_rule"),
    },
    "fraud score": {"ledger.fraud_scores", "ledger_audit.fraud_score"},
    "monitor": {
        *("ledger.monitors", "ledger_private.monitor"),
        *("ledger.monitor_alerts", "ledger_audit.monitor_alert"),
    },
    "sum by day": {
        *("ledger_private.rollup", "ledger_private.account_day", "ledger_private.account_day_type"),
        *("ledger_private.account_month", "ledger_private.currency_day"),
        *("reporting.daily_totals", "reporting.daily_type_totals", "reporting.monthly_totals"),
        "reporting.daily_currency_totals",
    },
    "job": {"ledger.worker_jobs", "ledger_private.worker_pulse"},
    "guard declaration": {"ledger_audit.guard_declaration"},
    "pass": {"ledger_audit.feed_pass"},
    "fold proof": {"ledger_private.fold_proof"},
    "hold": {"ledger.holds", "ledger_private.hold", "reporting.holds"},
    "hold group": {"ledger.hold_groups"},
    "hold step": {
        *("ledger.hold_events", "ledger_private.hold_event", "reporting.hold_history"),
    },
    "idempotency key": {"ledger_private.idempotency_key"},
    "identity": {"ledger_private.outside_identity"},
    "limit": {"ledger.limits", "ledger_private.usage_limit", "reporting.limits"},
    "limit use": {"ledger_private.usage_counter"},
    "login": {"ledger_private.login"},
    "open credit": {"ledger_audit.open_credit"},
    "open period": {"ledger_private.open_period"},
    "period act": {"ledger.periods", "ledger_private.period_act", "reporting.periods"},
    "person": {"ledger.people", "ledger_private.person"},
    "queued request": {"ledger_private.queued_request"},
    "refresh token": {"ledger_private.refresh_token"},
    "revoked token": {"ledger_private.revoked_token"},
    "cell": {"ledger.cells", "ledger_private.cell", "ledger_private.peer_cell"},
    "right": {"ledger.role_permissions", "ledger_private.role_permission"},
    "seal": {"ledger.seals", "ledger_audit.seal", "ledger_audit.seal_node"},
    "seal head": {"ledger.seal_heads", "ledger_audit.seal_head"},
    "seal key": {"ledger.seal_keys", "ledger_audit.seal_key"},
    "seal leaf": {"ledger_private.event_leaves", "ledger_private.event_parts"},
    "sealed state": {
        *("ledger_audit.sealed_state", "ledger_audit.seal_salt"),
        *("ledger_private.sealed_objects", "ledger_private.sealed_owners"),
    },
    "session": {"ledger.auth_sessions", "ledger_private.auth_session"},
    "statement line": {"ledger.statement_lines", "reporting.statement_lines"},
    "throttle": {"ledger_private.login_throttle"},
    "transaction": {
        *("ledger.consumed_events", "ledger.events", "ledger.transactions"),
        "ledger_audit.transaction",
        *("reporting.postings", "reporting.refusals"),
    },
    "trial balance": {"reporting.trial_balance"},
    "user": {
        *("ledger.users", "ledger_private.app_user", "reporting.user_names", "reporting.users"),
    },
    "verification": {"ledger.verifications", "ledger_private.verification"},
    "notification": {"ledger.notifications", "ledger_private.notification"},
    "notification preference": {
        *("ledger.notification_preferences", "ledger_private.notification_preference"),
        "ledger_private.notification_threshold",
    },
    "bounced address": {"ledger_private.bounced_address"},
    "chat secret": {"ledger.chat_secrets"},
    "version": {"ledger.versions"},
    "webhook attempt": {"ledger.webhook_attempts", "ledger_audit.webhook_attempt"},
    "webhook delivery": {"ledger.webhook_deliveries", "ledger_private.webhook_delivery"},
    "webhook endpoint": {"ledger.webhook_endpoints", "ledger_private.webhook_endpoint"},
    "webhook secret": {"ledger.webhook_secrets", "ledger_private.webhook_secret"},
}
# What means the same wherever it stands: a unit, an owner, where a request came from.
SHARED = {
    *("currency", "user_id", "account_user_id", "account_id", "account_code", "username"),
    *("database_user", "ip_address", "request_id", "user_agent", "user_role", "row_hash"),
    *("counterparty_account_id", "transaction_type", "description", "transaction_id"),
    *("amount", "effective_at", "created_at", "api_key_id"),
}
# A time or a state is that of the row: the comment says of what.
OWN = {
    "ledger.holds.updated_at": "hold",
    "ledger.holds.created_at": "hold",
    "ledger.limits.updated_at": "limit",
    "ledger.categories.updated_at": "category",
    "ledger.accounts.updated_at": "account",
    "ledger.api_keys.expires_at": "API key",
    "ledger.auth_sessions.created_at": "user logged in",
}
# What a function writes as a row's action stands beside its call.
_SQL = Path(__file__).resolve().parents[2] / "sql"
_ACTIONS = {
    "ledger.audit_logs.action": re.compile(r"append_audit\([^;]*?'([A-Z]+)'"),
    "ledger.auth_events.action": re.compile(r"note_auth\([^;]*?'([A-Z_]+)'"),
}
_COMMENTS = f"""
    SELECT c.oid::regclass::text, a.attname, col_description(c.oid, a.attnum)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'v')
        AND c.relnamespace::regnamespace::text IN {OURS}
"""


def borrowed(connection: psycopg.Connection[tuple[str, str, str]]) -> list[str]:
    """Return the columns whose comment is also that of another subject's column."""
    subject = {relation: name for name, relations in SUBJECTS.items() for relation in relations}
    told: dict[str, set[tuple[str, str]]] = {}
    for relation, column, text in connection.execute(_COMMENTS):
        if column not in SHARED:
            told.setdefault(text, set()).add((subject[relation], f"{relation}.{column}"))
    return sorted(
        name for users in told.values() if len({who for who, _ in users}) > 1 for _, name in users
    )


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[tuple[str, str, str]]]:
    """Give one deployed database to read; what a test plants it rolls back."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def test_every_relation_has_one_subject(
    catalog: psycopg.Connection[tuple[str, str, str]],
) -> None:
    """None is left out, none named twice."""
    named = [relation for relations in SUBJECTS.values() for relation in relations]
    assert sorted(named) == sorted({row[0] for row in catalog.execute(_COMMENTS)})


def test_no_comment_is_borrowed_from_another_table(
    catalog: psycopg.Connection[tuple[str, str, str]],
) -> None:
    """But for names on a short list, a text speaks of one subject."""
    assert borrowed(catalog) == []


def test_a_borrowed_comment_is_noticed(
    catalog: psycopg.Connection[tuple[str, str, str]],
) -> None:
    """A hold's time that tells of its account."""
    with catalog.transaction(force_rollback=True):
        catalog.execute(
            "COMMENT ON COLUMN ledger.holds.updated_at IS 'When the account last changed.'"
        )
        assert "ledger.holds.updated_at" in borrowed(catalog)


def test_a_time_says_of_what_it_is(catalog: psycopg.Connection[tuple[str, str, str]]) -> None:
    """The row's own thing is named."""
    texts = {f"{relation}.{column}": text for relation, column, text in catalog.execute(_COMMENTS)}
    assert {name for name, thing in OWN.items() if thing not in texts[name]} == set()


def unnamed(connection: psycopg.Connection[tuple[str, str, str]]) -> list[str]:
    """Return the actions that functions write and their column's comment does not name."""
    texts = {f"{row[0]}.{row[1]}": row[2] for row in connection.execute(_COMMENTS)}
    sources = [path.read_text(encoding="utf-8") for path in sorted(_SQL.rglob("*.sql"))]
    return [
        f"{column}: {action}"
        for column, written in _ACTIONS.items()
        for text in sources
        for action in written.findall(text)
        if not re.search(rf"\b{action}\b", texts[column])
    ]


def test_every_action_is_named(catalog: psycopg.Connection[tuple[str, str, str]]) -> None:
    """The list in the comment is the whole list."""
    assert unnamed(catalog) == []


def test_an_action_that_is_not_named_is_noticed(
    catalog: psycopg.Connection[tuple[str, str, str]],
) -> None:
    """A list that lacks one."""
    with catalog.transaction(force_rollback=True):
        catalog.execute("COMMENT ON COLUMN ledger.audit_logs.action IS 'OPEN, DEBIT or CREDIT.'")
        assert "ledger.audit_logs.action: DELEGATE" in unnamed(catalog)
