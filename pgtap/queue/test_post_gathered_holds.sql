-- A hold that has expired gives its money back to transfers that are gathered.
BEGIN;
SELECT plan(3);
CREATE TEMPORARY TABLE who AS SELECT ledger_test.given_user('anna') AS anna;
SELECT ledger_test.given_account('anna', 'USD', 100, p_user_id => anna),
    ledger_test.given_account('bert')
FROM who;
CREATE TEMPORARY TABLE held AS SELECT h.hold_id FROM ledger.hold_funds(
    ledger_test.id('anna'), 90, ledger_test.id('bert'),
    p_expires_at => clock_timestamp() + interval '50 ms'
) AS h;
SELECT pg_sleep(0.1);
GRANT SELECT ON who TO ledger_web;

SET SESSION AUTHORIZATION ledger_web;
SELECT results_eq(
    $$SELECT r.status, r.from_balance
    FROM who, ledger_gateway.post_gathered(
        ARRAY[
            ledger_test.item('anna', 'bert', 60, 'k1'), ledger_test.item('anna', 'bert', 30, 'k2')
        ],
        ARRAY[
            ROW(anna, 'customer', NULL, NULL, 'r1', NULL)::ledger.actor,
            ROW(anna, 'customer', NULL, NULL, 'r2', NULL)::ledger.actor
        ]
    ) AS r$$,
    $$VALUES ('COMPLETED', 40.00), ('COMPLETED', 10.00)$$,
    'both are posted'
);
RESET SESSION AUTHORIZATION;
SELECT is(
    (SELECT array_agg(DISTINCT l.request_id ORDER BY l.request_id)
    FROM ledger.audit_logs AS l WHERE l.account_id = ledger_test.id('anna')
        AND l.request_id IS NOT NULL),
    ARRAY['r1', 'r2'],
    'and the audit trail says in whose requests'
);
SELECT is_empty('SELECT FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');
SELECT * FROM finish();
ROLLBACK;
