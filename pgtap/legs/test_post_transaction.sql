-- Transactions of many legs: what each kind of leg comes to, and what is left behind.
BEGIN;
SET LOCAL zerosum.reason = 'a test changes rows by hand';
SELECT plan(22);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT ledger_test.given_account('fees');
SELECT ledger_test.given_account('tax');
SELECT ledger_test.given_account('shop');
SELECT ledger_test.given_account('fx:USD', 'USD', 0, p_min_balance => '-Infinity');
SELECT ledger_test.given_account('fx:EUR', 'EUR', 0, p_min_balance => '-Infinity');

-- alice 97, bob 53, frank 0 (overdraft 50), greta 10 (ceiling 60), erika 20 euros.
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('alice', 'DEBIT', 100), ledger_test.leg('frank', 'CREDIT', 100)
    ]),
    'LG201', 'a fixed amount obeys the floor'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('alice', 'DEBIT', 60), ledger_test.leg('bob', 'DEBIT', 40),
        ledger_test.leg('shop', 'CREDIT', 99.50), ledger_test.leg('fees', 'CREDIT', 0.5)
    ]),
    '-60.00 alice, -40.00 bob, +99.50 shop, +0.50 fees', 'two pay, two are paid'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 10.01),
        ledger_test.leg('fees', 'CREDIT', 0.30, p_kind => 'fixed'),
        ledger_test.leg('fees', 'CREDIT', NULL, 'percent', 2.9),
        ledger_test.leg('tax', 'CREDIT', 8.40, 'fraction', 0.19),
        ledger_test.leg('bob', 'CREDIT', NULL, 'rest')
    ]),
    '-10.01 shop, +0.30 fees, +0.29 fees, +1.60 tax, +7.82 bob',
    'a fixed fee, a share of the total, a share of another amount, and the rest'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('alice', 'DEBIT', NULL, 'weight', 1),
        ledger_test.leg('bob', 'DEBIT', NULL, 'weight', 1),
        ledger_test.leg('frank', 'DEBIT', NULL, 'weight', 1),
        ledger_test.leg('shop', 'CREDIT', 20)
    ]),
    '-6.67 alice, -6.67 bob, -6.66 frank, +20.00 shop', 'a bill split in three adds up to the cent'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 0.02),
        ledger_test.leg('alice', 'CREDIT', NULL, 'weight', 1),
        ledger_test.leg('bob', 'CREDIT', NULL, 'weight', 1),
        ledger_test.leg('fees', 'CREDIT', NULL, 'weight', 1)
    ]),
    '-0.02 shop, +0.01 alice, +0.01 bob', 'a leg that comes to nothing is left out'
);
-- alice 30.34, bob 14.16, frank -6.66, shop 109.47 by now.
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('greta', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('alice', 'DEBIT', 20, 'up_to'),
        ledger_test.leg('bob', 'DEBIT', NULL, 'rest'),
        ledger_test.leg('shop', 'CREDIT', 35)
    ]),
    '-10.00 greta, -20.00 alice, -5.00 bob, +35.00 shop', 'sources in turn: all, at most, the rest'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('greta', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('carol', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('alice', 'DEBIT', 1000, 'up_to'),
        ledger_test.leg('bob', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('shop', 'CREDIT', 3)
    ]),
    '-3.00 alice, +3.00 shop', 'an empty and a suspended source give nothing, a late one need not'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('frank', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('frank', 'DEBIT', 1),
        ledger_test.leg('tax', 'CREDIT', NULL, 'percent', 50),
        ledger_test.leg('shop', 'CREDIT', NULL, 'rest')
    ]),
    '-42.34 frank, -1.00 frank, +21.67 tax, +21.67 shop',
    'all that is available beside another leg of the same account, down to its floor'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 10), ledger_test.leg('fx:USD', 'CREDIT', NULL, 'rest'),
        ledger_test.leg('fx:EUR', 'DEBIT', NULL, 'rest'), ledger_test.leg('erika', 'CREDIT', 9)
    ]),
    '-10.00 shop, +10.00 fx:USD, -9.00 fx:EUR, +9.00 erika', 'two currencies, each in balance'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 50), ledger_test.leg('greta', 'CREDIT', 50),
        ledger_test.leg('greta', 'DEBIT', 49), ledger_test.leg('tax', 'CREDIT', 49)
    ]),
    '-50.00 shop, +50.00 greta, -49.00 greta, +49.00 tax', 'a leg spends what an earlier one brought'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 60), ledger_test.leg('greta', 'CREDIT', 60),
        ledger_test.leg('greta', 'DEBIT', 49), ledger_test.leg('tax', 'CREDIT', 49)
    ]),
    'LG202', 'and may not pass the ceiling on the way'
);

SELECT results_eq(
    $$SELECT e.account_version, e.balance_after, e.counterparty_account_id, e.description
    FROM ledger.list_entries(ledger_test.id('greta')) AS e LIMIT 2$$,
    $$VALUES (4::bigint, 1.00, NULL::uuid, NULL), (3, 50.00, NULL, NULL)$$,
    'an account''s statement counts each of its legs'
);
SELECT results_eq(
    $$SELECT t.amount, t.currency, t.status, cardinality(t.leg_account_ids), t.from_account_id
    FROM ledger.post_transaction(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 5, p_description => 'rent'),
        ledger_test.leg('fees', 'CREDIT', NULL, 'percent', 10),
        ledger_test.leg('bob', 'CREDIT', NULL, 'rest')
    ], NULL, 'with-words', 'all') AS t$$,
    $$VALUES (5.00, 'USD', 'COMPLETED', 3, NULL::uuid)$$,
    'amount is what was debited'
);
SELECT results_eq(
    $$SELECT c.code, e.entry_type, e.amount, e.description
    FROM ledger.list_transaction_entries((SELECT t.transaction_id FROM ledger.transactions AS t
        WHERE t.idempotency_key = 'with-words')) AS e
    JOIN ledger.accounts AS c USING (account_id)$$,
    $$VALUES ('shop' COLLATE "C", 'DEBIT', 5.00, 'rent'), ('fees', 'CREDIT', 0.50, 'all'),
        ('bob', 'CREDIT', 4.50, 'all')$$,
    'a leg may have words of its own'
);
SELECT results_eq(
    $$SELECT t.amount, t.currency FROM ledger.transactions AS t
    WHERE ledger_test.id('fx:EUR') = ANY (t.leg_account_ids)$$,
    $$VALUES (NULL::numeric, NULL::text)$$, 'several currencies have no amount in common'
);
-- The feed numbers what is committed, which nothing here is: a pass by hand.
WITH numbered AS (
    INSERT INTO ledger_audit.feed_event (event_position, transaction_id)
    SELECT row_number() OVER (ORDER BY t.transaction_id), t.transaction_id
    FROM ledger_audit.transaction AS t
    RETURNING event_position, transaction_id
),
placed AS (
    INSERT INTO ledger_audit.feed_account (account_id, event_position)
    SELECT DISTINCT a.account_id, n.event_position
    FROM numbered AS n
    JOIN ledger_audit.transaction AS t USING (transaction_id)
    CROSS JOIN LATERAL unnest(ledger_private.feed_accounts(
        t.status, t.from_account_id, t.to_account_id, t.leg_account_ids
    )) AS a (account_id)
    WHERE a.account_id IS NOT NULL
)
INSERT INTO ledger_audit.feed_pass (
    pass_number, last_position, feed_id, passed_at, seen, incarnation
)
SELECT 1, count(*), gen_random_uuid(), now(), pg_current_snapshot(), ledger_private.incarnation()
FROM numbered;
SELECT results_eq(
    $$SELECT e.status, e.leg_balances FROM ledger.events AS e
    WHERE e.leg_account_ids[1] = ledger_test.id('shop') AND e.amount = 5$$,
    $$VALUES ('COMPLETED', (SELECT array_agg(ledger_test.balance(c.code) ORDER BY c.n)
        FROM unnest(ARRAY['shop', 'fees', 'bob']) WITH ORDINALITY AS c (code, n)))$$,
    'the event tells each balance'
);

SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('greta', 'DEBIT', NULL, 'up_to'),
        ledger_test.leg('alice', 'DEBIT', NULL, 'rest'),
        ledger_test.leg('fees', 'CREDIT', NULL, 'percent', 10),
        ledger_test.leg('bob', 'CREDIT', NULL, 'rest')
    ], 4),
    '-1.00 greta, -3.00 alice, +0.40 fees, +3.60 bob', 'a total that is said, where no side has it'
);

-- Trying without doing.
CREATE TEMP TABLE before_preview AS SELECT a.* FROM ledger_private.account AS a;
SELECT results_eq(
    $$SELECT p.status, p.transaction_id, p.amount, p.entries -> 1 ->> 'amount'
    FROM ledger.preview_transaction(ARRAY[
        ledger_test.leg('shop', 'DEBIT', 5), ledger_test.leg('fees', 'CREDIT', NULL, 'percent', 10),
        ledger_test.leg('bob', 'CREDIT', NULL, 'rest')
    ]) AS p$$,
    $$VALUES ('COMPLETED', NULL::uuid, 5.00, '0.50')$$, 'a preview shows the legs'
);
SELECT results_eq(
    $$SELECT p.status, p.failure_code, p.failure_detail ->> 'available'
    FROM ledger.preview_transaction(ARRAY[
        ledger_test.leg('tax', 'DEBIT', 5000), ledger_test.leg('fees', 'CREDIT', 5000)
    ]) AS p$$,
    $$VALUES ('FAILED', 'LG201', '72.27')$$, 'or the refusal'
);
SELECT set_eq(
    'SELECT a.* FROM ledger_private.account AS a', 'SELECT b.* FROM before_preview AS b',
    'and changes nothing'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
