"""A tour of the stored functions: each is called once, in a session of psql."""

from __future__ import annotations

# Calls that need nothing but a deployed database and tests.idempotency.scenarios.world().
# Functions that keep a key are called by those scenarios.
CALLS = """
SELECT * FROM ledger.account_id('alice:0');
SELECT * FROM ledger.find_account('alice:0');
SELECT * FROM ledger.get_account('{a}');
SELECT * FROM ledger.get_accounts(ARRAY['{a}']::uuid[]);
SELECT * FROM ledger.get_balance('{a}');
SELECT * FROM ledger.get_balance('{a}', clock_timestamp(), clock_timestamp());
SELECT * FROM ledger.list_accounts();
SELECT * FROM ledger.lock_accounts(ARRAY['{a}', '{b}']::uuid[]);
SELECT * FROM ledger.require_revision('{a}');
SELECT * FROM ledger.open_accounts(ARRAY[
    jsonb_populate_record(NULL::ledger.account_request, '{{"currency": "USD", "code": "new"}}')
]);
SELECT * FROM ledger.rename_account('{b}', 'alice:shop');
SELECT * FROM ledger.set_account_bounds('{b}', -5, 500000);
SELECT * FROM ledger.set_account_metadata('{b}', '{{"a": 1}}');
SELECT * FROM ledger.set_account_status('{c}', 'SUSPENDED', 'asked for');
SELECT * FROM ledger.set_account_status('{c}', 'ACTIVE', 'asked for');
SELECT * FROM ledger.update_account('{b}', p_name => 'Shop');
SELECT * FROM ledger.fold_account('{b}');
SELECT * FROM ledger.add_asset('USDC', 6, 'USD Coin');
SELECT * FROM ledger.list_assets();
SELECT * FROM ledger.get_asset('USDC');
SELECT * FROM ledger.repair_times(clock_timestamp(), 'nothing is ahead');
SELECT * FROM ledger.create_category('shops');
SELECT * FROM ledger.create_category('shops.food');
SELECT * FROM ledger.move_category('shops.food', 'food');
SELECT * FROM ledger.set_account_category('{b}', 'food');
SELECT * FROM ledger.list_categories();
SELECT * FROM ledger.list_category_balances();
SELECT * FROM ledger.create_user('bob');
SELECT ledger.bucket_of('{a}'), ledger.bucket_of_username('bob');
SELECT * FROM ledger.find_user('bob');
SELECT * FROM ledger.list_users('bo');
SELECT * FROM ledger.get_user({alice});
SELECT * FROM ledger.set_user_role({alice}, 'customer');
SELECT * FROM ledger.set_user_status({alice}, 'ACTIVE');
SELECT * FROM ledger.set_password_hash(
    {alice}, '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA'
);
SELECT * FROM ledger.link_identity({alice}, 'https://issuer', 'alice');
SELECT * FROM ledger.unlink_identity('https://issuer', 'alice');
SELECT * FROM ledger.create_api_key({alice}, 'till', NULL, clock_timestamp() + interval '1 day');
SELECT * FROM ledger.list_api_keys({alice});
SELECT k.* FROM ledger.api_keys AS a, ledger.get_api_key(a.api_key_id) AS k;
SELECT k.* FROM ledger.api_keys AS a, ledger.accept_api_key(a.api_key_id) AS k;
SELECT k.* FROM ledger.api_keys AS a, ledger.revoke_api_key(a.api_key_id) AS k;
SELECT * FROM ledger.list_auth_events();
SELECT * FROM ledger.list_sessions({alice});
SELECT s.* FROM ledger.auth_sessions AS a, ledger.revoke_session(a.session_id) AS s;
SELECT * FROM ledger.end_all_sessions({alice});
SELECT * FROM ledger.store_person({alice}, 'k', decode(repeat('01', 60), 'hex'),
    decode(repeat('02', 60), 'hex'), decode(repeat('03', 32), 'hex'));
SELECT * FROM ledger.read_person({alice});
SELECT * FROM ledger.find_person(decode(repeat('03', 32), 'hex'));
SELECT * FROM ledger.list_people();
SELECT * FROM ledger.rewrap_person({alice}, decode(repeat('01', 60), 'hex'), 'k2',
    decode(repeat('04', 60), 'hex'));
SELECT * FROM ledger.shred_person({alice});
SELECT * FROM ledger.grant_permission('service', 'manage');
SELECT * FROM ledger.revoke_permission('service', 'manage');
SELECT * FROM ledger.list_role_permissions();
SELECT * FROM ledger.delegate_account('{a}', (ledger.find_user('bob')).user_id, 'viewer');
SELECT * FROM ledger.list_delegations('{a}');
SELECT * FROM ledger.revoke_delegation('{a}', (ledger.find_user('bob')).user_id);
SELECT * FROM ledger.set_limit(100000, 'day', '{a}');
SELECT * FROM ledger.set_limit(50000, 'window', p_user_id => {alice}, p_currency => 'USD',
    p_window => '1 hour');
SELECT * FROM ledger.list_limits('{a}');
SELECT * FROM ledger.check_limits('{a}', 10);
SELECT g.* FROM ledger.limits AS l, ledger.get_limit(l.limit_id) AS g;
SELECT * FROM ledger.post_transfer('{a}', '{b}', 1);
SELECT ledger.transfer('{a}', '{b}', 1);
SELECT * FROM ledger.post_transfers(ARRAY[jsonb_populate_record(NULL::ledger.transfer_request,
    '{{"from_account_id": "{a}", "to_account_id": "{b}", "amount": 1}}')]);
SELECT * FROM ledger.post_transfers(ARRAY[ledger.transfer_item('{a}', '{b}', 1)]);
SELECT * FROM ledger.open_accounts_json('[{{"currency": "USD", "code": "newer"}}]');
SELECT * FROM ledger.post_transfers_json(
    '[{{"from_account_id": "{a}", "to_account_id": "{b}", "amount": 1}}]'
);
SELECT * FROM ledger.post_transaction_json('[
    {{"account_id": "{a}", "entry_type": "DEBIT", "amount": 1}},
    {{"account_id": "{b}", "entry_type": "CREDIT", "amount": 1}}
]');
SELECT * FROM ledger.post_transactions_json('[{{"entries": [
    {{"account_id": "{a}", "entry_type": "DEBIT", "amount": 1}},
    {{"account_id": "{b}", "entry_type": "CREDIT", "amount": 1}}
]}}]');
SELECT * FROM ledger.post_transaction(
    ARRAY[ledger.debit_leg('{a}', 1), ledger.credit_leg('{b}', 1)]
);
SELECT * FROM ledger.preview_transaction(
    ARRAY[ledger.debit_leg('{a}', 1), ledger.credit_leg('{b}', 1)]
);
SELECT * FROM ledger.hold_funds('{a}', 1, '{b}');
SELECT l.* FROM ledger.limits AS l, ledger.remove_limit(l.limit_id);
SELECT * FROM ledger.reverse_transaction(ledger_private.new_id(0));
SELECT * FROM ledger.get_hold('{hold}');
SELECT * FROM ledger.list_holds('{a}');
SELECT * FROM ledger.list_hold_groups('{a}');
SELECT * FROM ledger.get_hold_group((ledger.get_hold('{hold}')).group_id);
SELECT * FROM ledger.list_hold_events('{hold}');
SELECT * FROM ledger.expire_holds();
SELECT * FROM ledger.get_transaction('{transaction}');
SELECT * FROM ledger.list_transactions();
SELECT * FROM ledger.list_transactions('{a}');
SELECT * FROM ledger.list_transactions(p_idempotency_key => 'k1');
SELECT * FROM ledger.list_transaction_entries('{transaction}');
SELECT * FROM ledger.list_entries('{a}');
SELECT * FROM ledger.list_events();
SELECT * FROM ledger.create_webhook_endpoint('https://shop.example/', 'k',
    decode(repeat('05', 60), 'hex'), decode(repeat('06', 60), 'hex'));
SELECT * FROM ledger.list_webhook_endpoints();
SELECT g.* FROM ledger.webhook_endpoints AS e, ledger.get_webhook_endpoint(e.endpoint_id) AS g;
SELECT u.* FROM ledger.webhook_endpoints AS e,
    ledger.update_webhook_endpoint(e.endpoint_id, p_event_types => '{{transaction.*}}') AS u;
SELECT r.* FROM ledger.webhook_endpoints AS e, ledger.rotate_webhook_secret(e.endpoint_id, 'k',
    decode(repeat('07', 60), 'hex'), decode(repeat('08', 60), 'hex')) AS r;
SELECT * FROM ledger.list_webhook_secrets();
SELECT ledger.rewrap_webhook_secret(e.endpoint_id, decode(repeat('07', 60), 'hex'), 'k2',
    decode(repeat('09', 60), 'hex')) FROM ledger.webhook_endpoints AS e;
SELECT p.* FROM ledger.webhook_endpoints AS e, ledger.ping_webhook_endpoint(e.endpoint_id) AS p;
SELECT ledger.fan_out_webhooks();
SELECT m.*, ledger.release_webhook_endpoint(l.endpoint_id, l.lease_id)
FROM ledger.lease_webhook_endpoints() AS l, ledger.next_webhook_messages(l.endpoint_id, l.lease_id)
    AS m;
SELECT r.* FROM ledger.webhook_deliveries AS d, ledger.record_webhook_attempts(jsonb_build_array(
    jsonb_build_object('endpoint_id', d.endpoint_id, 'delivery_id', d.delivery_id))) AS r;
SELECT a.* FROM ledger.list_webhook_deliveries() AS d,
    ledger.list_webhook_attempts(d.delivery_id) AS a;
SELECT r.* FROM ledger.webhook_deliveries AS d,
    ledger.replay_webhook_deliveries(d.endpoint_id, d.delivery_id) AS r;
SELECT ledger.prune_webhook_deliveries();
SELECT r.* FROM ledger.webhook_endpoints AS e, ledger.remove_webhook_endpoint(e.endpoint_id) AS r;
SELECT s.* FROM ledger_private.app_user AS u, ledger.set_notification_preferences(u.user_id, '{{}}',
    '{{money_in, suspended}}', '{{"USD": "1"}}', '{{"USD": "5"}}', 'https://chat.example', 'k',
    decode(repeat('07', 60), 'hex'), decode(repeat('08', 60), 'hex')) AS s WHERE u.user_id > 0;
SELECT g.* FROM ledger_private.app_user AS u, ledger.get_notification_preferences(u.user_id) AS g
WHERE u.user_id > 0;
SELECT * FROM ledger.list_chat_secrets();
SELECT ledger.rewrap_chat_secret(s.user_id, decode(repeat('07', 60), 'hex'), 'k2',
    decode(repeat('09', 60), 'hex')) FROM ledger.chat_secrets AS s;
SELECT ledger.fan_out_notifications();
SELECT m.*, ledger.begin_notification(m.notification_id, m.lease_id)
FROM ledger.lease_notifications() AS m;
SELECT * FROM ledger.list_notifications();
SELECT r.* FROM ledger.notifications AS n,
    ledger.record_notification(n.notification_id, NULL, 'sent') AS r;
SELECT b.* FROM ledger.notifications AS n, ledger.record_bounce(n.notification_id, '5.1.1') AS b
WHERE n.channel = 'email';
SELECT r.* FROM ledger.notifications AS n, ledger.retry_notification(n.notification_id) AS r;
SELECT c.* FROM ledger_private.app_user AS u, ledger.clear_bounce(u.user_id) AS c
WHERE u.user_id > 0;
SELECT ledger.prune_notifications();
SELECT * FROM ledger.create_event_consumer('books');
SELECT * FROM ledger.list_event_consumers();
SELECT c.event_position, ledger.acknowledge_events(c.consumer_name, c.lease_id)
FROM ledger.consume_events('books', 1) AS c;
SELECT * FROM ledger.remove_event_consumer('books');
SELECT * FROM ledger.set_fraud_rule('dear', 'amount', '>', 0, 1, 'dear', 'freeze');
SELECT * FROM ledger.list_fraud_rules();
SELECT * FROM ledger.backtest_rule('amount', '>', 1);
SELECT * FROM ledger.backtest_rule('amount', '>', 1, p_is_dated => true);
SELECT ledger.check_fraud();
SELECT ledger.act_on_fraud_cases();
SELECT ledger.prune_fraud_observations();
SELECT * FROM ledger.list_fraud_cases();
SELECT c.case_id, d.status
FROM ledger.list_fraud_cases() AS c, ledger.decide_fraud_case(c.case_id, 'CLEARED', 'known') AS d;
SELECT * FROM ledger.remove_fraud_rule('dear');
SELECT ledger.number_events();
SELECT ledger.note_worker_turn('numbering', true);
SELECT ledger.note_worker_turn('numbering', false, 2, '57P01');
SELECT * FROM ledger.list_worker_jobs();
SELECT ledger.roll_up();
SELECT ledger.rebuild_rollups('Europe/Berlin');
SELECT * FROM ledger.list_daily_totals('{a}');
SELECT * FROM ledger.create_monitor('{a}', 1000000);
SELECT ledger.evaluate_monitors();
SELECT * FROM ledger.list_monitors('{a}');
SELECT ledger.list_monitor_alerts(m.monitor_id) FROM ledger.monitors AS m;
SELECT ledger.remove_monitor(m.monitor_id) FROM ledger.monitors AS m;
SELECT * FROM ledger.create_export('{a}');
SELECT ledger.write_exports();
SELECT * FROM ledger.list_exports('{a}');
SELECT ledger.get_export(x.export_id) FROM ledger.exports AS x;
SELECT ledger.read_export(x.export_id) FROM ledger.exports AS x WHERE x.status = 'READY';
SELECT ledger.remove_export(x.export_id) FROM ledger.exports AS x;
SELECT * FROM ledger.add_seal_key('tour', decode(repeat('07', 32), 'hex')), ledger.seal_events();
SELECT h.* FROM ledger.seals AS s, ledger.keep_head(s.tree_size, '86d6fbdf', concat_ws(
    chr(10), 'zerosum/' || s.feed_id, s.tree_size, s.root_hash, '',
    chr(8212) || ' signer AAAA' || chr(10))) AS h;
SELECT * FROM ledger.list_seal_heads(), ledger.list_seal_keys();
SELECT * FROM ledger.prove_inclusion(p_event_position => 1), ledger.prove_consistency(1);
SELECT c.* FROM ledger.check_seals() AS c;
SELECT * FROM ledger.set_cell_number(0);
SELECT * FROM ledger.add_cell(1);
SELECT * FROM ledger.list_cells();
SELECT * FROM ledger.can_receive('{b}', 1, 'USD');
SELECT * FROM ledger.pay_out('{a}', '01a21000-0000-7000-8000-000000000001', 1, 1);
SELECT * FROM ledger.list_pending_transfers();
SELECT * FROM ledger.list_outgoing_transfers();
SELECT g.* FROM ledger.outgoing_transfers AS o, ledger.get_outgoing_transfer(o.transfer_id) AS g;
SELECT i.* FROM ledger.outgoing_transfers AS o,
    ledger.pay_in(o.transfer_id, 1, o.from_account_id, '{b}', 1, 'USD') AS i;
SELECT * FROM ledger.list_incoming_transfers();
SELECT s.* FROM ledger.outgoing_transfers AS o,
    ledger.settle(o.transfer_id, p_failure_code => 'LG204') AS s;
SELECT * FROM ledger.list_audit_logs('{a}');
SELECT * FROM ledger.list_reversals('{transaction}');
SELECT * FROM ledger.get_statement('{a}');
SELECT * FROM ledger.get_statement('{a}', 'booked');
SELECT * FROM ledger.get_statement_summary('{a}');
SELECT * FROM ledger.close_period('2001-12-31', 'done');
SELECT * FROM ledger.reopen_period('2001-12-31', 'again');
SELECT * FROM ledger.list_periods();
SELECT * FROM ledger.metrics();
SELECT * FROM ledger.version();
SELECT * FROM ledger.verify_recent();
SELECT * FROM ledger.verify_new();
SELECT * FROM ledger.list_verifications();
SELECT * FROM ledger.get_trial_balance('2026-01-31');
SELECT * FROM ledger.get_balance_sheet('2026-01-01', '2026-01-31');
SELECT * FROM ledger.get_income_statement('2026-01-01', '2026-01-31');
SELECT * FROM ledger.list_account_balances('2026-01-31');
SELECT * FROM ledger.verify();
"""

# Asked by the gateway: its login vouches for an actor, whose user id is {{alice}} or nobody's.
GATEWAY_CALLS = """
SELECT * FROM ledger_gateway.list_access_changes(NULL, {actor});
SELECT * FROM ledger_gateway.begin_login('alice', p_actor => {actor});
SELECT * FROM ledger_gateway.finish_login('alice', true, p_actor => {actor});
SELECT * FROM ledger_gateway.refresh_session('\\x00', p_actor => {actor});
SELECT * FROM ledger_gateway.check_api_key('\\x00', p_actor => {actor});
SELECT * FROM ledger_gateway.check_token({alice}, 't', clock_timestamp(), p_actor => {actor});
SELECT ledger_gateway.show_entries(ledger_private.new_id(0), p_actor => {actor});
SELECT * FROM ledger.end_session(ledger_private.new_id(0), p_actor => {actor});
"""


def statements(text: str, ids: dict[str, str]) -> list[str]:
    """Return the calls, with the ids of a world."""
    return [call.strip() for call in text.format(**ids).split(";\n") if call.strip()]
