"""A call of each function that writes, and which events each leaves behind."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A call, the types of events that it leaves, and the name that its first column gets."""

    call: str
    events: str
    keeps: str = ""


def _actor(*members: str) -> str:
    document = f"jsonb_build_object({', '.join(members)})"
    return f"p_actor => jsonb_populate_record(NULL::ledger.actor, {document})"


_AS_ALICE = _actor("'user_id', %(alice)s::bigint", "'role', 'customer'")
_GATEWAY = _actor("'role', 'gateway'", "'ip_address', '192.0.2.7'")
_HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"
_SEALED = "'key', decode(repeat('00', 60), 'hex'), decode(repeat('00', 60), 'hex')"
_BOTH = "'from_account_id', %(till)s::text, 'to_account_id', %(bob)s::text"
_ITEM = f"jsonb_build_object({_BOTH}, 'amount', '1')"
_REFUSED = f"{_ITEM} || jsonb_build_object('from_account_id', %(fourth)s::text)"
_RECORD = f"jsonb_populate_record(NULL::ledger.transfer_request, {_ITEM})"
_LEGS = "ARRAY[ledger.debit_leg(%(till)s, 2), ledger.credit_leg(%(bob)s, 2)]"
_DOCUMENT = f"to_jsonb({_LEGS})"
_SEVERAL = f"jsonb_build_array(jsonb_build_object('entries', {_DOCUMENT}))"
_SET = f"jsonb_populate_recordset(NULL::ledger.transaction_request, {_SEVERAL})"
_MESSAGE = "(SELECT n.notification_id FROM ledger.notifications AS n)"
_POSTED = "transaction.posted"
_CAPTURED = "hold.captured transaction.posted"

STORY = (
    Step("create_user('alice', p_display_name => 'Secret')", "user.created", "alice"),
    Step("create_user('carol')", "user.created", "carol"),
    Step(f"set_password_hash(%(alice)s, '{_HASH}')", "user.password_changed"),
    Step("create_user('dan')", "user.created", "reader"),
    Step("set_user_role(%(carol)s, 'service')", "user.role_changed"),
    Step("set_user_status(%(carol)s, 'SUSPENDED')", "user.suspended"),
    Step("set_user_status(%(carol)s, 'ACTIVE')", "user.activated"),
    Step("link_identity(%(alice)s, 'https://id', 'x')", "user.identity_linked"),
    Step("unlink_identity('https://id', 'x')", "user.identity_unlinked"),
    Step(f"store_person(%(alice)s, {_SEALED})", "person.stored"),
    Step(
        "set_notification_preferences(%(alice)s, '{money_in}')",
        "notification_preferences.changed",
    ),
    Step("shred_person(%(alice)s)", "person.shredded"),
    Step("grant_permission('customer', 'read_audit')", "right.granted"),
    Step("revoke_permission('customer', 'read_audit')", "right.revoked"),
    Step("create_api_key(%(alice)s, 'Secret')", "api_key.created", "key"),
    Step(f"accept_api_key(%(key)s, {_AS_ALICE})", "api_key.accepted"),
    Step("revoke_api_key(%(key)s)", "api_key.revoked"),
    Step("add_asset('STORY', 2, 'Story')", "asset.added"),
    Step("create_category('a/b')", "category.created category.created"),
    Step("move_category('a', 'c')", "category.moved"),
    Step("open_account('USD', p_min_balance => '-Infinity')", "account.opened", "till"),
    Step("open_account('USD', %(alice)s, p_name => 'Secret')", "account.opened", "bob"),
    Step(
        "open_accounts(ARRAY[jsonb_populate_record(NULL::ledger.account_request,"
        ' \'{"currency": "USD"}\')])',
        "account.opened",
        "third",
    ),
    Step('open_accounts_json(\'[{"currency": "USD"}]\')', "account.opened", "fourth"),
    Step("post_transfer(%(till)s, %(bob)s, 100)", _POSTED, "paid"),
    Step("reverse_transaction(%(paid)s, 1)", "transaction.reversed"),
    Step("transfer(%(till)s, %(bob)s, 1)", _POSTED),
    Step(f"post_transfers_json(jsonb_build_array({_REFUSED}))", "transaction.refused"),
    Step(f"post_transfers(ARRAY[{_RECORD}])", _POSTED),
    Step(f"post_transfers_json(jsonb_build_array({_ITEM}))", _POSTED),
    Step(f"post_transaction({_LEGS})", _POSTED),
    Step(f"post_transaction_json({_DOCUMENT})", _POSTED),
    Step(f"post_transactions(ARRAY(SELECT s FROM {_SET} AS s))", _POSTED),
    Step(f"post_transactions_json({_SEVERAL})", _POSTED),
    Step("deposit(%(bob)s, 5)", f"account.opened {_POSTED}"),
    Step("withdraw(%(bob)s, 5)", _POSTED),
    Step(
        "hold_funds(%(bob)s, 9, %(till)s, p_expires_at => clock_timestamp() + interval '1 h')",
        "hold.placed",
        "hold",
    ),
    Step("increment_hold(%(hold)s, 1)", "hold.incremented"),
    Step("extend_hold(%(hold)s, clock_timestamp() + interval '1 day')", "hold.extended"),
    Step("capture_hold(%(hold)s, 4, false)", _CAPTURED),
    Step("release_hold(%(hold)s)", "hold.released"),
    Step("hold_funds(%(bob)s, 9, %(till)s)", "hold.placed", "group"),
    Step("capture_group(%(group)s)", _CAPTURED),
    Step("hold_funds(%(bob)s, 9, %(till)s)", "hold.placed", "group"),
    Step("release_group(%(group)s)", "hold.released"),
    Step("freeze_amount(%(bob)s, 3, 'court')", "hold.placed", "freeze"),
    Step("unfreeze_amount(%(freeze)s)", "hold.released"),
    Step(
        "hold_funds(%(bob)s, 1, p_expires_at => clock_timestamp() + interval '1 s')",
        "hold.placed",
    ),
    Step("expire_holds()", "hold.expired"),
    Step("set_limit(50, 'day', %(bob)s)", "limit.set", "limit"),
    Step("remove_limit(%(limit)s)", "limit.removed"),
    Step("set_account_bounds(%(bob)s, 0, 1000)", "account.bounds_changed"),
    Step("set_account_category(%(bob)s, 'c/b')", "account.category_changed"),
    Step('set_account_metadata(%(bob)s, \'{"a": "Secret"}\')', "account.metadata_changed"),
    Step("set_account_status(%(bob)s, 'SUSPENDED', 'Secret')", "account.status_changed"),
    Step("set_account_status(%(bob)s, 'ACTIVE')", "account.status_changed"),
    Step(
        "set_fraud_rule('odd', 'amount', '=', 7.77, 1, 'Secret', 'freeze', 'in')",
        "fraud_rule.changed",
    ),
    Step("post_transfer(%(till)s, %(bob)s, 7.77)", _POSTED),
    Step("check_fraud(1000)", "fraud_case.opened"),
    Step("act_on_fraud_cases()", "hold.placed"),
    Step(
        "decide_fraud_case((SELECT c.case_id FROM ledger.fraud_cases AS c), 'CLEARED', 'Secret')",
        "fraud_case.decided hold.released",
    ),
    Step("remove_fraud_rule('odd')", "fraud_rule.changed"),
    Step("create_monitor(%(bob)s, 1)", "monitor.created", "monitor"),
    Step(
        "withdraw(%(bob)s, (SELECT a.balance - 0.5 FROM ledger.get_account(%(bob)s) AS a))", _POSTED
    ),
    Step("evaluate_monitors()", "monitor.fired"),
    Step("deposit(%(bob)s, 50)", _POSTED),
    Step("remove_monitor(%(monitor)s)", "monitor.removed"),
    Step("create_export(%(bob)s)", "export.created", "export"),
    Step("write_exports()", "export.ready"),
    Step("remove_export(%(export)s)", "export.removed"),
    Step(f"create_export(%(bob)s, {_AS_ALICE})", "export.created"),
    Step("set_user_status(%(alice)s, 'SUSPENDED')", "user.suspended"),
    Step("write_exports()", "export.failed"),
    Step("set_user_status(%(alice)s, 'ACTIVE')", "user.activated"),
    Step("create_export(%(bob)s)", "export.created"),
    Step("write_exports('1 second')", "export.ready"),
    Step("write_exports()", "export.expired"),
    Step("set_cell_number(7)", "cell.numbered"),
    Step("add_cell(8)", "cell.added"),
    Step("deposit(%(bob)s, 3)", _POSTED),
    Step(
        "pay_out(%(bob)s, gen_random_uuid(), 8, 1)",
        f"account.opened account.status_changed {_POSTED}",
        "sent",
    ),
    Step("settle(%(sent)s, gen_random_uuid())", "outgoing_transfer.completed"),
    Step("pay_out(%(bob)s, gen_random_uuid(), 8, 2)", _POSTED, "refused"),
    Step(
        "settle(%(refused)s, p_failure_code => 'LG204')",
        "outgoing_transfer.returned transaction.reversed",
    ),
    Step("pay_in(%(sent)s, 8, %(bob)s, %(sent)s, 1, 'USD')", "incoming_transfer.refused"),
    Step("rename_account(%(fourth)s, 'fourth')", "account.code_changed"),
    Step(
        "update_account(%(fourth)s, p_name => 'Secret', p_accumulates => true)",
        "account.accumulation_changed account.name_changed",
    ),
    Step("delegate_account(%(bob)s, %(reader)s, 'viewer')", "account.delegated"),
    Step("revoke_delegation(%(bob)s, %(reader)s)", "account.undelegated"),
    Step("merge_accounts(%(third)s, %(till)s)", "account.closed account.merged account.merged"),
    Step("close_account(%(fourth)s)", "account.closed"),
    Step("close_period('2020-12-31', 'Secret')", "period.closed"),
    Step("reopen_period('2020-12-01', 'Secret')", "period.reopened"),
    Step("verify_new()", "verification.passed"),
    Step(f"ledger_gateway.finish_login('alice', false, {_GATEWAY})", "login.failed"),
    Step(f"ledger_gateway.finish_login('nobody', false, {_GATEWAY})", ""),
    Step(f"ledger_gateway.finish_login('alice', true, {_GATEWAY})", "login.succeeded"),
    Step(
        "revoke_session((SELECT min(s.session_id::text) FROM ledger.auth_sessions AS s)::uuid)",
        "session.revoked",
    ),
    Step(
        f"end_session(NULL, 'x', clock_timestamp(), {_AS_ALICE})",
        "session.revoked",
    ),
    Step("end_all_sessions(%(alice)s)", "session.revoked"),
    Step(
        f"create_webhook_endpoint('https://shop.example/', {_SEALED})",
        "webhook_endpoint.created",
        "endpoint",
    ),
    Step(
        "update_webhook_endpoint(%(endpoint)s, p_status => 'DISABLED')",
        "webhook_endpoint.changed webhook_endpoint.disabled",
    ),
    Step(f"rotate_webhook_secret(%(endpoint)s, {_SEALED})", "webhook_endpoint.secret_rotated"),
    Step("remove_webhook_endpoint(%(endpoint)s)", "webhook_endpoint.removed"),
    Step(f"store_person(%(alice)s, {_SEALED})", "person.stored"),
    Step("fan_out_notifications()", ""),
    Step("set_user_status(%(alice)s, 'SUSPENDED')", "user.suspended"),
    Step(
        "set_notification_preferences(%(alice)s)",
        "notification_preferences.changed",
    ),
    Step("fan_out_notifications()", ""),
    Step(f"record_notification({_MESSAGE}, NULL, 'sent')", ""),
    Step(f"record_bounce({_MESSAGE}, '5.1.1')", "notification.bounced"),
    Step("clear_bounce(%(alice)s)", "notification_preferences.changed"),
)
# What else can be called that writes, and why it leaves no event of its own.
WITHOUT = {
    "acknowledge_events": "the place of a reader",
    "consume_events": "the place of a reader",
    "create_event_consumer": "the place of a reader",
    "remove_event_consumer": "the place of a reader",
    "list_events": "it numbers them",
    "list_transactions": "it numbers them, too, for a list in their order",
    "number_events": "it numbers them",
    "seal_events": "what is sealed is events",
    "keep_head": "heads of what is sealed: an event of each would make another",
    "add_seal_key": "the public key of whoever signs them",
    "note_worker_turn": "how a job of the worker fares",
    "rebuild_rollups": "sums of what was posted",
    "roll_up": "sums of what was posted",
    "fold_account": "its credits were posted, and are events",
    "lock_accounts": "it locks",
    "require_revision": "it locks",
    "read_person": "it reads, on file",
    "fan_out_webhooks": "events are on their way",
    "lease_webhook_endpoints": "events are on their way",
    "next_webhook_messages": "events are on their way",
    "ping_webhook_endpoint": "a test delivery",
    "prune_fraud_observations": "what was observed long ago is forgotten",
    "prune_webhook_deliveries": "what was delivered long ago is forgotten",
    "record_webhook_attempts": "what came of a delivery; an endpoint that it disables is an event",
    "release_webhook_endpoint": "events are on their way",
    "replay_webhook_deliveries": "events are on their way again",
    "rewrap_webhook_secret": "the same secret under another key",
    "rewrap_chat_secret": "the same URL under another key",
    "lease_notifications": "events are on their way",
    "begin_notification": "events are on their way",
    "prune_notifications": "what is long done with",
    "retry_notification": "events are on their way again",
    "rewrap_person": "the same data under another key",
    "repair_times": "only after a clock ran ahead: tests/events/test_acts.py",
    "post_transfer_gathered": "a procedure that commits: it posts as post_transfers does",
    "ledger_gateway.begin_login": "nothing is proved yet",
    "ledger_gateway.check_api_key": "it notes the use of a key, not a change",
    "ledger_gateway.refresh_session": "a session goes on; one that is ended for a token used twice"
    " is session.revoked",
    "ledger_gateway.show_entries": "it reads",
    "ledger_gateway.post_gathered": "it posts as post_transfers does",
    "ledger_gateway.post_queued": "it posts as post_transfers does",
    "ledger_gateway.queue_transfer": "a request; what it leads to is an event",
}
