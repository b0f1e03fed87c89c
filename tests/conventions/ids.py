"""A life in which each door that makes ids makes one."""

from __future__ import annotations

# Each door once, for a customer who pays, for one who is paid by the house, for the house alone.
LIFE = """
CREATE FUNCTION pg_temp.user(p_name text) RETURNS bigint LANGUAGE sql AS
$$ SELECT (ledger.find_user(p_name)).user_id $$;
CREATE FUNCTION pg_temp.asked(p_from text, p_to text, p_amount numeric)
RETURNS ledger.transfer_request LANGUAGE sql AS $$
    SELECT jsonb_populate_record(NULL::ledger.transfer_request, jsonb_build_object(
        'from_account_id', ledger.account_id(p_from), 'to_account_id', ledger.account_id(p_to),
        'amount', p_amount
    ))
$$;
SELECT ledger.create_user('alice'), ledger.create_user('bob');
SELECT ledger.set_fraud_rule('any', 'amount', '>', 0, 1, 'any', 'freeze');
SELECT ledger.open_account('USD', pg_temp.user(u), p_code => u || n::text)
FROM unnest(ARRAY['alice', 'bob']) AS u, generate_series(1, 2) AS n;
SELECT ledger.open_account('USD', p_code => 'shop'),
    ledger.open_account('USD', p_code => 'fees', p_account_class => 'income'),
    ledger.open_account('USD', p_code => 'full', p_account_class => 'income', p_max_balance => 9),
    ledger.open_account('USD', p_account_class => 'income');
SELECT ledger.deposit(ledger.account_id(c), 1000) FROM unnest('{alice1, bob1, shop}'::text[]) AS c;
SELECT ledger.withdraw(ledger.account_id('bob1'), 1);
SELECT ledger.post_transfer(ledger.account_id(f), ledger.account_id(t), 1)
FROM (VALUES ('alice1', 'bob1'), ('shop', 'alice1'), ('shop', 'fees')) AS p (f, t);
SELECT ledger.post_transfers(ARRAY[
    pg_temp.asked('bob1', 'alice1', 1), pg_temp.asked('shop', 'bob1', 2),
    pg_temp.asked('shop', 'fees', 3), pg_temp.asked('bob1', 'alice1', 1e9)
]);
SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id(p), 2), ledger.credit_leg(ledger.account_id('bob1'), 1),
    ledger.credit_leg(ledger.account_id('fees'), 1)
], p_transaction_type => 'split') FROM unnest('{alice1, shop}'::text[]) AS p;
SELECT ledger.reverse_transaction(t.transaction_id)
FROM (
    SELECT t.transaction_id FROM ledger.transactions AS t
    WHERE t.transaction_type IN ('transfer', 'split') AND t.status = 'COMPLETED'
) AS t;
CREATE TEMP TABLE held AS
SELECT h.* FROM (
    VALUES ('alice1', 'bob1'), ('shop', 'bob1'), ('bob1', 'fees'), ('world:USD', 'bob1')
) AS p (f, t), ledger.hold_funds(ledger.account_id(f), 5, ledger.account_id(t)) AS h;
SELECT ledger.capture_hold(h.hold_id, 1) FROM held AS h;
SELECT ledger.capture_group(h.group_id) FROM held AS h;
SELECT ledger.freeze_amount(ledger.account_id(c), 1, 'a') FROM unnest('{alice1, shop}'::text[]) c;
SELECT ledger.set_limit(900, 'day', ledger.account_id('alice1')),
    ledger.set_limit(900, 'day', ledger.account_id('shop')),
    ledger.set_limit(900, 'day', p_user_id => pg_temp.user('bob'), p_currency => 'USD');
SELECT ledger.create_api_key(pg_temp.user('alice'), 'till');
SELECT ledger_private.start_session(u, NULL, 'GRANTED', NULL)
FROM ledger_private.app_user AS u WHERE u.user_id > 0;
SELECT ledger.create_category('shops/food');
SELECT ledger_gateway.queue_transfer(jsonb_populate_record(
    pg_temp.asked(f, t, 1), '{"idempotency_key": "later"}'
), f) FROM (VALUES ('alice1', 'bob1'), ('world:USD', 'alice1'), ('shop', 'fees')) AS p (f, t);
SELECT ledger.deposit(ledger.account_id('alice2'), 7), ledger.deposit(ledger.account_id('bob2'), 7);
SELECT ledger.close_account(ledger.account_id('alice2'), ledger.account_id('bob1'), 'moved');
SELECT ledger.merge_accounts(ledger.account_id('bob2'), ledger.account_id('bob1'), 'moved');
SELECT ledger.add_cell(9);
SELECT ledger.pay_out(ledger.account_id(c), ledger.account_id('bob1'), 9, 1)
FROM unnest('{alice1, shop}'::text[]) AS c;
SELECT ledger.pay_in(o.transfer_id, 9, o.from_account_id, ledger.account_id('alice1'), 1, 'USD')
FROM ledger.outgoing_transfers AS o;
SELECT ledger.settle(o.transfer_id, p_failure_code => 'LG204') FROM ledger.outgoing_transfers AS o;
SELECT ledger.list_events();
INSERT INTO ledger_audit.feed_event (event_position, transaction_id)
SELECT row_number() OVER (), t.transaction_id FROM ledger_audit.transaction AS t LIMIT 3;
INSERT INTO ledger_audit.feed_pass
SELECT p.pass_number + 1, 3, p.feed_id, p.passed_at, p.seen, p.incarnation
FROM ledger_audit.feed_pass AS p;
SELECT ledger.create_monitor(a.account_id, a.available), ledger.create_export(a.account_id)
FROM ledger.accounts AS a WHERE a.code IN ('alice1', 'shop');
SELECT ledger.hold_funds(ledger.account_id(c), 1) FROM unnest('{alice1, shop}'::text[]) AS c;
SELECT ledger_private.watch_account(m, 0) FROM ledger_private.monitor AS m;
SELECT ledger.check_fraud(), ledger.act_on_fraud_cases();
SELECT ledger.create_webhook_endpoint(
    'https://shop.example/', 'k', decode(repeat('01', 60), 'hex'), decode(repeat('02', 60), 'hex'),
    u.user_id
)
FROM ledger_private.app_user AS u;
SELECT ledger.set_notification_preferences(u.user_id, NULL, '{money_in}', NULL, '{"USD": "5"}',
    'https://chat.example', 'k', decode(repeat('01', 60), 'hex'), decode(repeat('02', 60), 'hex'))
FROM ledger_private.app_user AS u WHERE u.user_id > 0;
UPDATE ledger_private.event_consumer SET taken_position = 0;
SELECT ledger.fan_out_webhooks(200), ledger.fan_out_notifications();
SELECT ledger.ping_webhook_endpoint(e.endpoint_id) FROM ledger.webhook_endpoints AS e;
SELECT ledger.lease_webhook_endpoints(), ledger.lease_notifications();
SELECT ledger.create_event_consumer('books');
SELECT ledger.consume_events('books', 2);
UPDATE ledger_private.event_lease SET expires_at = clock_timestamp();
SELECT ledger.consume_events('books', 1);
SELECT ledger.create_event_consumer('mail'), ledger.consume_events('mail', 2);
"""
