-- What captures a hold or reverses says so, also where the payee accumulates.
BEGIN;
SELECT plan(12);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT lives_ok($$
    SELECT ledger.open_account('USD', p_code => 'fees', p_account_class => 'income',
        p_accumulates => true);
    SELECT ledger.update_account(ledger_test.id('bob'), p_accumulates => true)
$$, 'fees and bob accumulate');

-- A capture.
CREATE TEMP TABLE held AS
SELECT h.hold_id FROM ledger.hold_funds(ledger_test.id('alice'), 4, ledger_test.id('fees')) AS h;
CREATE TEMP TABLE captured AS
SELECT t.* FROM held AS h
CROSS JOIN LATERAL ledger.capture_hold(h.hold_id, 3, p_idempotency_key => 'capture') AS t;
SELECT is(
    (SELECT t.hold_id FROM ledger_audit.transaction AS t
    WHERE t.transaction_id = c.transaction_id), h.hold_id, 'a capture names its hold'
) FROM captured AS c, held AS h;
SELECT is((SELECT t.to_account_version::bigint FROM ledger_audit.transaction AS t
    WHERE t.transaction_id = c.transaction_id), 1::bigint, 'and is an entry at once')
FROM captured AS c;
SELECT is(
    (ledger.capture_hold(h.hold_id, 3, p_idempotency_key => 'capture')).transaction_id,
    c.transaction_id, 'its repetition is answered'
) FROM captured AS c, held AS h;
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');

-- A reversal, and one of what was an open credit.
CREATE TEMP TABLE paid AS
SELECT * FROM ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('fees'), 2);
CREATE TEMP TABLE reversed AS
SELECT t.* FROM paid AS p
CROSS JOIN LATERAL ledger.reverse_transaction(p.transaction_id, 1) AS t;
SELECT is(r.to_account_id, ledger_test.id('bob'), 'bob gets back') FROM reversed AS r;
SELECT is(
    (SELECT t.reverses_transaction_id FROM ledger_audit.transaction AS t
    WHERE t.transaction_id = r.transaction_id), p.transaction_id, 'a reversal names its original'
) FROM reversed AS r, paid AS p;
SELECT ledger_test.refused(
    format('SELECT ledger.reverse_transaction(%L, 1.01)', p.transaction_id), 'LG224', '{"remaining": "1.00"}',
    'no more than was paid'
) FROM paid AS p;
SELECT lives_ok(
    format('SELECT ledger.reverse_transaction(%L)', p.transaction_id), 'the rest'
) FROM paid AS p;
SELECT is_empty($$SELECT * FROM ledger_audit.open_credit AS o
    WHERE o.account_id IN (ledger_test.id('fees'), ledger_test.id('bob'))$$, 'none is open');
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');
SELECT * FROM finish();
ROLLBACK;
