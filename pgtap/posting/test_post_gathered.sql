-- Items of several actors in one call: each is judged, keyed and audited as its own actor's.
BEGIN;
SELECT plan(14);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
CREATE TEMPORARY TABLE who AS
SELECT ledger_test.given_user('anna') AS anna, ledger_test.given_user('bert') AS bert,
    ledger_test.given_user('aude', 'auditor') AS aude,
    ledger_test.given_user('olga', 'operator') AS olga;
SELECT ledger_test.given_account('anna', 'USD', 100, p_user_id => anna),
    ledger_test.given_account('bert', 'USD', 100, p_user_id => bert)
FROM who;
GRANT SELECT ON who TO ledger_web, ledger_dba;

CREATE FUNCTION pg_temp.as_user(p_user_id bigint, p_role text, p_request text)
RETURNS ledger.actor
LANGUAGE sql
RETURN ROW(p_user_id, p_role, '192.0.2.7', 'agent ' || p_request, p_request, NULL)::ledger.actor;

CREATE FUNCTION pg_temp.gathered(p_items ledger.transfer_request[], p_actors ledger.actor[])
RETURNS SETOF text
LANGUAGE sql
BEGIN ATOMIC
    SELECT concat_ws(
        ' ', r.item_number, coalesce(r.failure_code, r.status),
        CASE WHEN r.is_replay THEN 'replay' END,
        CASE WHEN r.transaction_id IS NULL THEN 'unrecorded' END,
        r.from_balance, r.to_balance
    )
    FROM ledger_gateway.post_gathered(p_transfers => p_items, p_actors => p_actors) AS r;
END;

SET SESSION AUTHORIZATION ledger_web;
SELECT results_eq(
    $$SELECT pg_temp.gathered(
        ARRAY[
            ledger_test.item('anna', 'bert', 10, 'k1'),
            ledger_test.item('bert', 'anna', 1, 'k1'),
            ledger_test.item('anna', 'bert', 10, 'k1'),
            ledger_test.item('anna', 'bert', 11, 'k1'),
            ledger_test.item('bert', 'anna', 5, 'k2'),
            ledger_test.item('anna', 'bert', 1, 'k2'),
            ledger_test.item('anna', 'bert', 900, 'k3'),
            ledger_test.item('anna', 'bert', 2, 'k4')
        ],
        ARRAY[
            pg_temp.as_user(anna, 'customer', 'r1'), pg_temp.as_user(bert, 'customer', 'r2'),
            pg_temp.as_user(anna, 'customer', 'r3'), pg_temp.as_user(anna, 'customer', 'r4'),
            pg_temp.as_user(anna, 'customer', 'r5'), pg_temp.as_user(aude, 'auditor', 'r6'),
            pg_temp.as_user(anna, 'customer', 'r7'), pg_temp.as_user(olga, 'operator', 'r8')
        ]
    ) FROM who$$,
    ARRAY[
        '1 COMPLETED 90.00', '2 COMPLETED 109.00', '3 COMPLETED replay 90.00',
        '4 LG301 unrecorded', '5 LG001 unrecorded', '6 LG206 unrecorded', '7 LG201',
        '8 COMPLETED 89.00 111.00'
    ],
    'keys are each user''s own, and so are sight, permission and refusal'
);
SELECT results_eq(
    $$SELECT pg_temp.gathered(
        ARRAY[ledger_test.item('anna', 'bert', 10, 'k1')],
        ARRAY[pg_temp.as_user(anna, 'customer', 'r9')]
    ) FROM who$$,
    ARRAY['1 COMPLETED replay 90.00'],
    'a repeat is answered'
);
SELECT results_eq(
    $$SELECT pg_temp.gathered(
        ARRAY[
            ledger_test.item('anna', 'bert', 1), ledger_test.item('anna', 'bert', 2),
            ledger_test.item('anna', 'bert', 3), ledger_test.item('anna', 'bert', 4)
        ],
        ARRAY[
            pg_temp.as_user(anna, 'customer', 'r10'), pg_temp.as_user(anna, 'ghost', 'r11'),
            pg_temp.as_user(9999, 'operator', 'r12')
        ]
    ) FROM who$$,
    ARRAY['1 COMPLETED 88.00', '2 LG109 unrecorded', '3 LG260 unrecorded', '4 LG206 unrecorded'],
    'a role made up, a user who is not there, an actor left out: each is refused alone'
);
SELECT throws_ok(
    $$SELECT pg_temp.gathered(ARRAY[ledger_test.item('anna', 'bert', 1)], NULL)$$,
    'LG206', NULL, 'the web must name an actor'
);
SELECT throws_ok(
    $$SELECT pg_temp.gathered(
        ARRAY[]::ledger.transfer_request[], ARRAY[pg_temp.as_user(1, 'customer', 'r1')]
    )$$,
    'LG110', NULL, 'an empty call is refused'
);
RESET SESSION AUTHORIZATION;

SELECT results_eq(
    $$SELECT l.user_role, host(l.ip_address), l.user_agent, l.request_id
    FROM ledger.audit_logs AS l
    JOIN ledger.transactions AS t USING (transaction_id)
    WHERE t.idempotency_key IN ('k1', 'k4') AND l.request_id ~ '^r[0-9]$'
    ORDER BY l.request_id, l.log_id$$,
    $$VALUES
        ('customer', '192.0.2.7', 'agent r1', 'r1'), ('customer', '192.0.2.7', 'agent r1', 'r1'),
        ('customer', '192.0.2.7', 'agent r2', 'r2'), ('customer', '192.0.2.7', 'agent r2', 'r2'),
        ('operator', '192.0.2.7', 'agent r8', 'r8'), ('operator', '192.0.2.7', 'agent r8', 'r8')$$,
    'the audit trail names each item''s own actor and request'
);
SELECT is(
    (SELECT array_agg(k.user_id = w.bert ORDER BY k.user_id)
    FROM ledger_private.idempotency_key AS k, who AS w WHERE k.idempotency_key = 'k1'),
    ARRAY[false, true],
    'one key, two users, two rows'
);
SELECT is_empty(
    $$SELECT FROM ledger_private.idempotency_key AS k WHERE k.idempotency_key = 'k2'$$,
    'what was not posted has burnt no key'
);
SELECT is(
    (SELECT t.failure_code FROM ledger.transactions AS t WHERE t.idempotency_key = 'k3'),
    'LG201',
    'a refusal by a rule is on file'
);
SELECT is(ledger_test.balance('anna'), 88.00, 'anna has what is left');
SELECT is(ledger_test.balance('bert'), 112.00, 'bert the rest');
SET SESSION AUTHORIZATION ledger_dba;
SELECT throws_ok(
    $$SELECT pg_temp.gathered(
        ARRAY[ledger_test.item('anna', 'bert', 1)], ARRAY[NULL]::ledger.actor[]
    )$$,
    '42501', NULL, 'a person posts with ledger.post_transfers'
);
RESET SESSION AUTHORIZATION;
SELECT is_empty('SELECT FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');
SELECT * FROM finish();
ROLLBACK;
