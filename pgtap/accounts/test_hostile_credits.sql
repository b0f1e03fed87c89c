-- Customers and careless sessions around open credits: nothing is seen, kept or moved twice.
BEGIN;
SELECT plan(21);
SELECT lives_ok($$
    SELECT ledger_test.given_user('mallory'), ledger_test.given_user('vic');
    SELECT ledger.open_account('USD', p_code => c, p_user_id => ledger_test.user_id(u),
        p_accumulates => a)
    FROM (VALUES ('m', 'mallory', false), ('v', 'vic', true), ('w', 'vic', true)) AS t (c, u, a);
    SELECT ledger.deposit(ledger_test.id(c), 100) FROM unnest('{m,v}'::text[]) AS c
$$, 'mallory, and vic whose accounts accumulate');
CREATE FUNCTION pg_temp.pay(p_from text, p_to text, p_amount numeric) RETURNS uuid
LANGUAGE sql AS $function$
    SELECT t.transaction_id
    FROM ledger.post_transfer(ledger_test.id(p_from), ledger_test.id(p_to), p_amount) AS t
$function$;
CREATE TEMP TABLE paid AS SELECT pg_temp.pay('m', 'v', 5) AS transaction_id;

-- What a customer may not.
SELECT ledger_test.refused(f.statement || ', p_actor => ledger_test.actor(''mallory''))', f.code,
    '{}'::jsonb, f.statement)
FROM (VALUES
    ('SELECT ledger.fold_account(ledger_test.id(''v'')', 'LG206'),
    ('SELECT ledger.update_account(ledger_test.id(''m''), p_accumulates => true', 'LG206'),
    ('SELECT ledger.open_account(''USD'', p_accumulates => true', 'LG206'),
    ('SELECT ledger.list_entries(ledger_test.id(''v''), p_before_transaction_id => (SELECT'
        || ' transaction_id FROM paid)', 'LG001'),
    ('SELECT ledger.get_statement(ledger_test.id(''v''), p_before_transaction_id => (SELECT'
        || ' transaction_id FROM paid)', 'LG001'),
    ('SELECT ledger.list_entries(ledger_test.id(''m''), p_before_transaction_id => (SELECT'
        || ' transaction_id FROM paid)', 'LG109')
) AS f (statement, code);
SELECT is(
    (SELECT array_agg(e.balance_after ORDER BY e.entry_type) FROM paid AS p
    CROSS JOIN LATERAL ledger.list_transaction_entries(
        p.transaction_id, p_actor => ledger_test.actor('mallory')) AS e),
    '{NULL,95}', 'who pays does not see what the payee has'
);

-- Savepoints.
SAVEPOINT before;
SELECT isnt(pg_temp.pay('m', 'v', 1), NULL, 'a credit');
ROLLBACK TO before;
SELECT is((ledger.get_balance(ledger_test.id('v'))).balance, 105.00, 'undone');
SAVEPOINT before;
SELECT is((ledger.fold_account(ledger_test.id('v'))).version, 2::bigint, 'a fold');
ROLLBACK TO before;
SELECT is((ledger.get_balance(ledger_test.id('v'))).version, 1::bigint, 'undone');
SELECT is((ledger.fold_account(ledger_test.id('v'))).version, 2::bigint, 'and done again');

-- One another, part of it back, and merged while open.
SELECT isnt(pg_temp.pay('v', 'w', 7), NULL, 'from one that accumulates to another');
SELECT isnt(pg_temp.pay('m', 'v', 4), NULL, 'one more');
SELECT is((ledger.reverse_transaction(t.transaction_id, 1.5)).amount, 1.50, 'given back in part')
FROM ledger.transactions AS t
WHERE t.to_account_id = ledger_test.id('v') AND t.amount = 4;
SELECT is(t.reversed_amount, 1.50, 'which the transaction says') FROM ledger.transactions AS t
WHERE t.to_account_id = ledger_test.id('v') AND t.amount = 4;
SELECT isnt(pg_temp.pay('m', 'w', 3), NULL, 'an open credit');
SELECT is((ledger.merge_accounts(ledger_test.id('w'), ledger_test.id('v'))).balance, 110.50,
    'goes with its account');
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');
SELECT is((ledger.verify_new()).broken, '{}', 'and what is new in them');
SELECT * FROM finish();
ROLLBACK;
