-- Reversals of transactions of many legs: whole, in proportion, and never too much.
BEGIN;
SELECT plan(19);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT ledger_test.given_account('fees');
SELECT ledger_test.given_account('shop');
SELECT ledger_test.given_account('fx:USD', 'USD', 0, p_min_balance => '-Infinity');
SELECT ledger_test.given_account('fx:EUR', 'EUR', 0, p_min_balance => '-Infinity');

CREATE FUNCTION pg_temp.post(p_key text, p_legs ledger.entry_request[])
RETURNS uuid LANGUAGE sql RETURN (
    ledger.post_transaction(p_legs, p_idempotency_key => p_key)
).transaction_id;
CREATE FUNCTION pg_temp.id(p_key text) RETURNS uuid LANGUAGE sql RETURN (
    SELECT t.transaction_id FROM ledger.transactions AS t WHERE t.idempotency_key = p_key
);
-- Two statements: what reads is STABLE, so it sees what was written before its statement began.
CREATE FUNCTION pg_temp.reversed(p_key text, p_amount numeric DEFAULT NULL)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_reversal ledger.transactions;
BEGIN
    SELECT r.* INTO v_reversal FROM ledger.reverse_transaction(pg_temp.id(p_key), p_amount) AS r;
    RETURN (
        SELECT string_agg(
            CASE e.entry_type WHEN 'DEBIT' THEN '-' ELSE '+' END || e.amount || ' ' || a.code,
            ', ' ORDER BY e.ordinality
        )
        FROM ledger.list_transaction_entries(v_reversal.transaction_id) WITH ORDINALITY AS e
        JOIN ledger.accounts AS a ON a.account_id = e.account_id
    );
END
$$;
CREATE FUNCTION pg_temp.state(p_key text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', t.status, t.amount, t.reversed_amount)
    FROM ledger.get_transaction(pg_temp.id(p_key)) AS t
);
CREATE FUNCTION pg_temp.refused(p_what text, p_code text, p_title text)
RETURNS text LANGUAGE sql RETURN ledger_test.refused(
    'SELECT ledger.reverse_transaction(' || p_what || ')', p_code, '{}', p_title
);

SELECT ok(pg_temp.post('sale', ARRAY[
    ledger_test.leg('alice', 'DEBIT', 30), ledger_test.leg('bob', 'DEBIT', 20),
    ledger_test.leg('shop', 'CREDIT', 48.50), ledger_test.leg('fees', 'CREDIT', 1.50)
]) IS NOT NULL, 'two pay a shop and its fee');
SELECT is(
    pg_temp.reversed('sale', 10.01), '-0.30 fees, -9.71 shop, +4.00 bob, +6.01 alice',
    'a part comes from each in proportion, and the cents add up'
);
SELECT is(pg_temp.state('sale'), 'COMPLETED 50.00 10.01', 'which shows on the original');
SELECT is(
    pg_temp.reversed('sale', 0.01), '-0.01 shop, +0.01 alice', 'a cent comes from one leg'
);
SELECT pg_temp.refused('pg_temp.id(''sale''), 39.99', 'LG224', 'a cent more than remains');
SELECT is(
    pg_temp.reversed('sale'), '-1.20 fees, -38.78 shop, +16.00 bob, +23.98 alice',
    'the rest of each leg'
);
SELECT is(pg_temp.state('sale'), 'REVERSED 50.00 50.00', 'and nothing remains');
SELECT pg_temp.refused('pg_temp.id(''sale'')', 'LG224', 'then nothing is left');
SELECT is(
    ARRAY[ledger_test.balance('alice'), ledger_test.balance('bob'), ledger_test.balance('shop')],
    ARRAY[97.00, 53.00, 0.00], 'all is as it was'
);

-- An account on both sides gives back no more than it got in all.
SELECT ok(pg_temp.post('net', ARRAY[
    ledger_test.leg('alice', 'DEBIT', 40), ledger_test.leg('shop', 'CREDIT', 40),
    ledger_test.leg('shop', 'DEBIT', 3), ledger_test.leg('fees', 'CREDIT', 3)
]) IS NOT NULL, 'a shop that pays its fee at once');
SELECT is(
    pg_temp.reversed('net'), '-3.00 fees, +3.00 shop, -40.00 shop, +40.00 alice',
    'is undone step by step backwards'
);

-- Several currencies.
SELECT ok(pg_temp.post('exchange', ARRAY[
    ledger_test.leg('alice', 'DEBIT', 10), ledger_test.leg('fx:USD', 'CREDIT', 10),
    ledger_test.leg('fx:EUR', 'DEBIT', 9), ledger_test.leg('erika', 'CREDIT', 9)
]) IS NOT NULL, 'dollars for euros');
SELECT pg_temp.refused('pg_temp.id(''exchange''), 5', 'LG121', 'a part of two currencies');
SELECT is(
    pg_temp.reversed('exchange'),
    '-9.00 erika, +9.00 fx:EUR, -10.00 fx:USD, +10.00 alice', 'goes back as a whole'
);
SELECT is(pg_temp.state('exchange'), 'REVERSED', 'and is reversed');
SELECT pg_temp.refused('pg_temp.id(''exchange'')', 'LG224', 'once');
SELECT is(
    (SELECT count(*) FROM ledger.list_reversals(pg_temp.id('sale'))), 3::bigint, 'list_reversals'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
