-- One call moves money once, however the row that it returns is taken apart.
BEGIN;
SELECT plan(9);
SELECT lives_ok($$SELECT ledger_test.given_account('alice', 'USD', 100)$$, 'alice is there');
SELECT lives_ok($$SELECT ledger_test.given_account('bob', 'USD')$$, 'bob is there');

SELECT is(
    (SELECT s.amount FROM (
        SELECT (ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1)).*
    ) AS s),
    1.00, 'all columns of one transfer'
);
SELECT is(ledger_test.balance('bob'), 1.00, 'are one transfer');
SELECT is(
    (SELECT s.amount FROM (
        SELECT (ledger.hold_funds(ledger_test.id('alice'), 5)).*
    ) AS s),
    5.00, 'all columns of one hold'
);
SELECT is(
    (SELECT count(*) FROM ledger.list_holds(ledger_test.id('alice'))), 1::bigint, 'are one hold'
);

CREATE TEMPORARY TABLE payout (payout_id integer, amount numeric, transaction_id uuid);
INSERT INTO payout VALUES (1, 2), (2, 3);
SELECT lives_ok(
    $$UPDATE payout SET transaction_id = ledger.transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), amount,
        p_idempotency_key => 'payout:' || payout_id
    )$$,
    'a table of one''s own is paid by an UPDATE'
);
SELECT is(
    (SELECT array_agg(t.amount ORDER BY p.payout_id)
    FROM payout AS p JOIN ledger.transactions AS t USING (transaction_id)),
    ARRAY[2.00, 3.00], 'each row by its own transfer'
);
SELECT is(ledger_test.balance('bob'), 6.00, 'once');
SELECT * FROM finish();
ROLLBACK;
