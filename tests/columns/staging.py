"""A ledger with a row in every table that can have one, each made by the ledger's functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.rows import namedtuple_row

from tests.events.story import STORY, Step

if TYPE_CHECKING:
    from tests.support.databases import Database

_KEY = "decode(repeat('00', 60), 'hex'), decode(repeat('00', 60), 'hex')"
_GATEWAY = (
    "p_actor => jsonb_populate_record(NULL::ledger.actor, jsonb_build_object('role', 'gateway'))"
)
_READER = (
    "p_actor => jsonb_populate_record(NULL::ledger.actor,"
    " jsonb_build_object('role', 'customer', 'user_id', %(reader)s::bigint))"
)
_MORE = (
    Step("open_account('USD', p_name => 'Open')", "", "open"),
    Step("open_account('USD', p_name => 'Many', p_accumulates => true)", "", "many"),
    Step("post_transfer(%(till)s, %(open)s, 50, p_idempotency_key => 'once')", ""),
    Step("post_transfer(%(till)s, %(many)s, 5)", ""),
    Step(
        "post_transfer(%(till)s, %(open)s, 5, p_effective_at => now() - interval '3 days')",
        "",
    ),
    Step("delegate_account(%(open)s, %(reader)s, 'spender', 20, 'month')", ""),
    Step(f"post_transfer(%(open)s, %(till)s, 2, {_READER})", ""),
    Step("link_identity(%(alice)s, 'https://id', 'y')", ""),
    Step("set_limit(50, 'day', %(open)s)", ""),
    Step("hold_funds(%(open)s, 9, %(till)s, p_description => 'open')", "", "kept"),
    Step("create_monitor(%(open)s, 1)", ""),
    Step("create_export(%(open)s, now() - interval '1 day', now() + interval '1 day')", ""),
    Step("write_exports()", ""),
    Step("create_api_key(%(carol)s, 'Live')", "", "live"),
    Step("create_category('d/e')", ""),
    Step("set_account_category(%(open)s, 'd/e')", ""),
    Step(f"store_person(%(carol)s, 'key', {_KEY})", ""),
    Step(f"ledger_gateway.finish_login('alice', true, {_GATEWAY})", ""),
    Step(f"create_webhook_endpoint('https://shop.example/b', 'key', {_KEY})", "", "live_endpoint"),
    Step("ping_webhook_endpoint(%(live_endpoint)s)", ""),
    Step(
        "record_webhook_attempts((SELECT jsonb_build_array(jsonb_build_object('endpoint_id',"
        " d.endpoint_id, 'delivery_id', d.delivery_id, 'duration_ms', 7, 'error', 'timeout'))"
        " FROM ledger.webhook_deliveries AS d LIMIT 1))",
        "",
    ),
    Step("open_account('USD', %(carol)s)", "", "hers"),
    Step(
        "set_notification_preferences(%(carol)s, ARRAY['money_in'], NULL, '{\"USD\": \"5\"}')",
        "",
    ),
    Step("fan_out_notifications(p_limit => 1000)", ""),
    Step("post_transfer(%(till)s, %(hers)s, 3)", ""),
    Step("post_transfer(%(till)s, %(hers)s, 4)", ""),
    Step("fan_out_notifications(p_limit => 1000)", ""),
    Step(
        "events AS e CROSS JOIN LATERAL (SELECT count(*) AS told FROM"
        " ledger.lease_notifications(p_limit => 1) AS m, ledger.record_notification("
        "m.notification_id, m.lease_id, 'no_address', '5.1.1')) AS n LIMIT 1",
        "",
    ),
    Step("set_fraud_rule('refuses', 'amount', '>=', 1000000, 0, 'much', 'refuse')", ""),
    Step("create_event_consumer('reader')", ""),
    Step("consume_events('reader', 5)", ""),
    Step("list_events()", ""),
    Step("roll_up(1000)", ""),
    Step("check_fraud(1000)", ""),
    Step("note_worker_turn('tidy', true)", ""),
    Step(f"ledger_gateway.begin_login('nobody', {_GATEWAY})", ""),
)


def stage(database: Database) -> None:
    """Tell the story of every function that writes, and a little more."""
    kept: dict[str, Any] = {}
    with (
        database.connect(row_factory=namedtuple_row) as session,
        database.connect("ledger_web", row_factory=namedtuple_row) as web,
    ):
        for step in (*STORY, *_MORE):
            if step.call.startswith("expire_holds"):
                session.execute("SELECT pg_sleep(1.1)")
            is_web = step.call.startswith("ledger_gateway.")
            call = f"SELECT * FROM {'' if is_web else 'ledger.'}{step.call}"
            row = (web if is_web else session).execute(call.encode(), kept).fetchone()
            if step.keeps and row is not None:
                kept[step.keeps] = row[0]
