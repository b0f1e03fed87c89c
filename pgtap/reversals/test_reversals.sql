-- Reversals: whole and in parts, never more than the original, linked both ways.
BEGIN;
SELECT plan(30);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION pg_temp.pay(p_key text, p_amount numeric) RETURNS uuid LANGUAGE sql RETURN (
    ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), p_amount, p_idempotency_key => p_key
    )
).transaction_id;
CREATE FUNCTION pg_temp.id(p_key text) RETURNS uuid LANGUAGE sql RETURN (
    SELECT t.transaction_id FROM ledger.transactions AS t WHERE t.idempotency_key = p_key
);
CREATE FUNCTION pg_temp.state(p_key text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', t.status, t.amount, t.reversed_amount)
    FROM ledger.get_transaction(pg_temp.id(p_key)) AS t
);
CREATE FUNCTION pg_temp.refused(p_what text, p_code text, p_detail jsonb, p_title text)
RETURNS text LANGUAGE sql RETURN ledger_test.refused(
    'SELECT ledger.reverse_transaction(' || p_what || ')', p_code, p_detail, p_title
);

SELECT ok(pg_temp.pay('boots', 40) IS NOT NULL, 'alice pays bob');
SELECT is(pg_temp.state('boots'), 'COMPLETED 40.00 0.00', 'nothing is reversed yet');
SELECT is(
    (SELECT concat_ws(
        ' ', t.amount, t.transaction_type, t.status, t.description,
        t.from_account_id = ledger_test.id('bob'), t.to_account_id = ledger_test.id('alice'),
        t.reverses_transaction_id = pg_temp.id('boots')
    ) FROM ledger.reverse_transaction(
        pg_temp.id('boots'), 15, 'left boot', p_idempotency_key => 'r1') AS t),
    '15.00 reversal COMPLETED left boot t t t', 'a part goes back the other way'
);
SELECT is(pg_temp.state('boots'), 'COMPLETED 40.00 15.00', 'and shows on the original');
SELECT is(
    (SELECT t.transaction_id FROM ledger.reverse_transaction(
        pg_temp.id('boots'), 15.0, 'left boot', p_idempotency_key => 'r1') AS t),
    pg_temp.id('r1'), 'the same reversal under the same key is the same reversal'
);
SELECT is(pg_temp.state('boots'), 'COMPLETED 40.00 15.00', 'and moves nothing');
SELECT pg_temp.refused(
    'pg_temp.id(''boots''), 16, ''left boot'', p_idempotency_key => ''r1''', 'LG301', '{}',
    'another reversal under that key'
);
SELECT pg_temp.refused(
    'pg_temp.id(''boots''), 25.01', 'LG224', '{"remaining": "25.00", "amount": "25.01"}',
    'a cent more than remains'
);
SELECT is(
    (SELECT t.amount FROM ledger.reverse_transaction(pg_temp.id('boots')) AS t), 25.00,
    'no amount: all that remains'
);
SELECT is(pg_temp.state('boots'), 'REVERSED 40.00 40.00', 'then nothing remains');
SELECT is(ledger_test.balance('alice'), 97.00, 'and alice has her money back');
SELECT is(
    (SELECT array_agg(r.amount ORDER BY r.transaction_id)
    FROM ledger.list_reversals(pg_temp.id('boots')) AS r),
    ARRAY[15.00, 25.00], 'list_reversals'
);
SELECT pg_temp.refused('pg_temp.id(''boots'')', 'LG224', '{"remaining": "0.00"}', 'once more');
SELECT pg_temp.refused('pg_temp.id(''boots''), 1', 'LG224', '{"remaining": "0.00"}', 'or a part');
SELECT pg_temp.refused('pg_temp.id(''r1'')', 'LG226', '{}', 'a reversal is not reversed');
SELECT pg_temp.refused('gen_random_uuid()', 'LG002', '{}', 'no such transaction');
SELECT pg_temp.refused('pg_temp.id(''first''), ' || a.amount, a.code, '{}', a.amount)
FROM (VALUES
    ('0', 'LG104'), ('-1', 'LG103'), ('''NaN''', 'LG101'), ('''Infinity''', 'LG102'),
    ('0.001', 'LG105'), ('1e20', 'LG106')
) AS a (amount, code);

-- A refused transaction has nothing to give back; a spent one can't be given back.
SELECT is(
    (SELECT r.failure_code FROM ledger.post_transfers(ARRAY[
        ledger_test.item('alice', 'bob', 1000, 'refused')]) AS r), 'LG201', 'a refusal on file'
);
SELECT pg_temp.refused('pg_temp.id(''refused'')', 'LG225', '{"status": "FAILED"}', 'is final');
SELECT ok(pg_temp.pay('hat', 20) IS NOT NULL, 'alice pays bob again');
SELECT lives_ok(
    $$SELECT ledger.withdraw(ledger_test.id('bob'), ledger_test.balance('bob') - 5)$$,
    'bob spends it'
);
SELECT pg_temp.refused(
    'pg_temp.id(''hat'')', 'LG201', '{"available": "5.00", "needed": "20.00"}',
    'who no longer has the money cannot give it back'
);
SELECT is(pg_temp.state('hat'), 'COMPLETED 20.00 0.00', 'and the original is as it was');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
