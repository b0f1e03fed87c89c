-- What is watched and told in the ledger that is kept: consumers, sums, monitors, fraud, webhooks.
SELECT ledger.create_event_consumer('kept');
SELECT ledger.create_monitor(ledger.account_id('alice'), 1, 'above', m.measure)
FROM unnest(ARRAY['balance', 'available', 'held']) AS m (measure);
SELECT ledger.create_monitor(ledger.account_id('bob:jpy'), 4000);
SELECT ledger.set_fraud_rule('kept_' || r.act, 'pair_count', r.sign, r.threshold, 20, r.act, r.act, 'out', 'JPY')
FROM (VALUES ('review', '>=', 0), ('freeze', '>', 0), ('suspend', '<=', -1)) AS r (act, sign, threshold);
SELECT ledger.create_webhook_endpoint(
    'https://' || w.host || '.example/hook', 'k1', decode(repeat('01', 60), 'hex'),
    decode(repeat('02', 80), 'hex'), w.user_id, w.event_types, p_addresses => ARRAY['1.1.1.1']::inet[]
)
FROM (VALUES
    ('all', 0, NULL), ('off', 0, ARRAY['hold.*']), ('one', (ledger.find_user('bob')).user_id, NULL)
) AS w (host, user_id, event_types);
SELECT ledger.rotate_webhook_secret(
    e.endpoint_id, 'k2', decode(repeat('03', 60), 'hex'), decode(repeat('04', 80), 'hex')
)
FROM ledger.webhook_endpoints AS e
WHERE e.url LIKE '%one%';
SELECT ledger.update_webhook_endpoint(
    e.endpoint_id, p_status => 'DISABLED', p_addresses => ARRAY['1.1.1.1']::inet[]
)
FROM ledger.webhook_endpoints AS e
WHERE e.url LIKE '%off%';
SELECT ledger.set_fraud_rule('kept_refuse', 'amount', '>=', 1000000, 20, 'refuse', 'refuse', 'out', 'JPY');
SELECT ledger.set_notification_preferences(
    (ledger.find_user('bob')).user_id, ARRAY['money_in', 'large_debit', 'limit_reached', 'suspended'],
    ARRAY['low_balance', 'new_login', 'large_debit'], '{"JPY": "500"}', '{"JPY": "100"}', 'https://chat.example',
    'k1', decode(repeat('05', 60), 'hex'), decode(repeat('06', 80), 'hex'), ARRAY['1.1.1.1']::inet[]
);

-- Three payments between yen, each with a case.
SELECT ledger.open_account('JPY', (ledger.find_user('carol')).user_id, p_code => 'carol:jpy');
SELECT ledger.post_transfer(ledger.account_id('bob:jpy'), ledger.account_id('carol:jpy'), 500);
SELECT ledger.post_transfer(ledger.account_id('bob:jpy'), ledger.account_id('carol:jpy'), 600);
SELECT ledger.post_transfer(ledger.account_id('bob:jpy'), ledger.account_id('carol:jpy'), 700);

-- A file whose time is up, one that was removed, and one that is there.
SELECT ledger.create_export(ledger.account_id('alice'));
SELECT ledger.write_exports('1 second');
SELECT pg_sleep(1.1);
SELECT ledger.write_exports();
SELECT ledger.remove_export((ledger.create_export(ledger.account_id('alice'))).export_id);
SELECT ledger.create_export(ledger.account_id('bob:jpy'), '2020-01-01', '2100-01-01');
SELECT ledger.write_exports();

-- What zerosum work does with all of it.
SELECT ledger.number_events();
SELECT ledger.roll_up();
SELECT ledger.evaluate_monitors();
SELECT ledger.check_fraud();
SELECT ledger.act_on_fraud_cases();
SELECT ledger.fan_out_webhooks(1000);
SELECT ledger.fan_out_notifications();
SELECT ledger.note_worker_turn('analytics', true, p_consumer_name => 'rollups');
SELECT ledger.note_worker_turn('fraud', false, 2, '40001', 'fraud');
SELECT c.lease_id AS kept_lease FROM ledger.consume_events('kept', 3) AS c LIMIT 1 \gset
SELECT ledger.acknowledge_events('kept', :'kept_lease');
SELECT count(*) FROM ledger.consume_events('kept', 3);
SELECT ledger.decide_fraud_case(c.case_id, (ARRAY['CLEARED', 'CONFIRMED'])[c.place], 'asked bob')
FROM (
    SELECT d.case_id, row_number() OVER (ORDER BY d.case_id) AS place
    FROM ledger.fraud_cases AS d
) AS c
WHERE c.place <= 2;
CREATE TEMPORARY TABLE told AS
SELECT m.*, l.endpoint_id, l.lease_id, row_number() OVER () AS place
FROM ledger.lease_webhook_endpoints() AS l
CROSS JOIN LATERAL ledger.next_webhook_messages(l.endpoint_id, l.lease_id) AS m;
SELECT ledger.record_webhook_attempts(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'endpoint_id', t.endpoint_id, 'lease_id', t.lease_id, 'delivery_id', t.delivery_id,
    'duration_ms', 20, 'response_code', (ARRAY[204, 503, NULL])[t.place],
    'error', (ARRAY[NULL, 'status', 'hidden'])[t.place]
))))
FROM told AS t
WHERE t.place <= 3;

-- What users are told, and what comes of it.
CREATE TEMPORARY TABLE messages AS
SELECT m.*, row_number() OVER (ORDER BY m.channel DESC, m.notification_id) AS place
FROM ledger.lease_notifications() AS m;
SELECT ledger.begin_notification(m.notification_id, m.lease_id) FROM messages AS m;
SELECT ledger.record_notification(
    m.notification_id, m.lease_id, (ARRAY['sent', 'unknown', 'no_address', 'nobody', 'later'])[m.place],
    (ARRAY['250', NULL, '5.1.1', NULL, '421'])[m.place]
)
FROM messages AS m
WHERE m.place <= 5;
SELECT ledger.add_cell(1);
SELECT ledger.pay_out(
    ledger.account_id('alice'), '01a21000-0000-7000-8000-000000000001', 1, 1, p_idempotency_key => 'kept cell ' || n
)
FROM generate_series(1, 3) AS n;
SELECT ledger.settle(o.transfer_id, '01a21000-0000-7000-8000-000000000002')
FROM (SELECT min(o.transfer_id::text)::uuid AS transfer_id FROM ledger.outgoing_transfers AS o) AS o;
SELECT ledger.settle(o.transfer_id, p_failure_code => 'LG204', p_failure_detail => '{"kept": true}')
FROM (SELECT max(o.transfer_id::text)::uuid AS transfer_id FROM ledger.outgoing_transfers AS o) AS o;
SELECT ledger.pay_in(p.transfer_id::uuid, 1, '01a21000-0000-7000-8000-000000000001', p.account_id, 1, a.currency)
FROM ledger.get_account(ledger.account_id('alice')) AS a
CROSS JOIN LATERAL (VALUES
    ('01a21000-0000-7000-8000-000000000003', a.account_id),
    ('01a21000-0000-7000-8000-000000000004', '01a21000-0000-7000-8000-000000000005')
) AS p (transfer_id, account_id);
-- What was sealed, so much that a whole subtree is kept, and a head of it.
SELECT ledger.deposit(ledger.account_id('alice'), 1) FROM generate_series(1, 260);
SELECT ledger.number_events();
SELECT ledger.seal_events();
SELECT ledger.add_seal_key('kept', decode(repeat('07', 32), 'hex'));
SELECT ledger.keep_head(s.tree_size, k.key_id, concat_ws(
    chr(10), 'zerosum/' || s.feed_id, s.tree_size, s.root_hash, '',
    chr(8212) || ' kept c2lnbmVk' || chr(10)
))
FROM ledger.seals AS s
CROSS JOIN ledger.seal_keys AS k;
