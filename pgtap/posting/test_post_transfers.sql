-- Batches: order, refusals in the middle, keys, and all or nothing.
BEGIN;
SELECT plan(16);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- alice 97, bob 53; each item sees the effect of the ones before it.
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 97),
        ledger_test.item('alice', 'bob', 0.01),
        ledger_test.item('bob', 'alice', 150),
        ledger_test.item('alice', 'greta', 51),
        ledger_test.item('alice', 'carol', 1),
        ledger_test.item('alice', 'dora', 1),
        ledger_test.item('alice', 'erika', 1),
        ledger_test.item('alice', 'alice', 1),
        ledger_test.item('alice', 'bob', 'NaN'),
        ledger_test.item('alice', 'bob', 0.001),
        ledger_test.item('alice', 'nobody', 1),
        ledger_test.item('alice', 'bob', 1, p_currency => 'EUR'),
        ledger_test.item('alice', 'greta', 50)
    ])$$,
    ARRAY[
        '1 COMPLETED 0.00 150.00', '2 LG201', '3 COMPLETED 0.00 150.00', '4 LG202',
        '5 LG203', '6 LG204', '7 LG205 unrecorded', '8 LG107 unrecorded',
        '9 LG101 unrecorded', '10 LG105 unrecorded', '11 LG108 unrecorded',
        '12 LG205 unrecorded', '13 COMPLETED 100.00 60.00'
    ],
    'one result per item, in order; refusals disturb nobody'
);
SELECT is(
    (SELECT array_agg(t.failure_code ORDER BY t.failure_code)
    FROM ledger.transactions AS t WHERE t.status = 'FAILED'),
    ARRAY['LG201', 'LG202', 'LG203', 'LG204'],
    'refusals by a rule are on file; malformed items are not'
);
SELECT is(
    (SELECT t.failure_detail FROM ledger.transactions AS t WHERE t.failure_code = 'LG201'),
    jsonb_build_object('account_id', ledger_test.id('alice'), 'needed', '0.01',
        'available', '0.00', 'currency', 'USD'),
    'with the reason'
);
SELECT is_empty(
    $$SELECT FROM ledger_audit.transaction_entry AS e
    JOIN ledger_audit.transaction AS t USING (transaction_id) WHERE t.status = 'FAILED'$$,
    'a refused transaction has no entries'
);

-- Keys inside one batch: alice 100, bob 0, frank 0 (overdraft 50).
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 10, 'k1'),
        ledger_test.item('alice', 'bob', 10, 'k1'),
        ledger_test.item('alice', 'bob', 11, 'k1'),
        ledger_test.item('frank', 'bob', 60, 'k2'),
        ledger_test.item('alice', 'frank', 20, 'k3'),
        ledger_test.item('frank', 'bob', 60, 'k2'),
        ledger_test.item('alice', 'bob', 1, 'first')
    ])$$,
    ARRAY[
        '1 COMPLETED 90.00 10.00', '2 COMPLETED replay 90.00 10.00', '3 LG301 unrecorded',
        '4 LG201', '5 COMPLETED 70.00 20.00', '6 COMPLETED -40.00 70.00', '7 COMPLETED replay 99.00 51.00'
    ],
    'a key posts once in a batch, and a refusal leaves it to the next item'
);
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('frank', 'bob', 60, 'k2'), ledger_test.item('alice', 'bob', 10.0, 'k1')
    ])$$,
    ARRAY['1 COMPLETED replay -40.00 70.00', '2 COMPLETED replay 90.00 10.00'],
    'a later batch hears of what posted, not of the refusal before it'
);
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('frank', 'bob', 600, 'k5'), ledger_test.item('frank', 'bob', 600, 'k5'),
        ledger_test.item('frank', 'bob', 10, 'k5'), ledger_test.item('frank', 'bob', 600, 'k5'),
        ledger_test.item('frank', 'bob', 10, 'k5'), ledger_test.item('bob', 'frank', 10, 'k6')
    ])$$,
    ARRAY[
        '1 LG201', '2 LG201', '3 COMPLETED -50.00 80.00', '4 LG301 unrecorded',
        '5 COMPLETED replay -50.00 80.00', '6 COMPLETED 70.00 -40.00'
    ],
    'refused twice under one key, then posted as another request, then answered'
);
SELECT results_eq(
    $$SELECT t.status, t.amount FROM ledger.list_transactions(
        p_idempotency_key => 'k5', p_is_ascending => true) AS t$$,
    $$VALUES ('FAILED', 600.00), ('FAILED', 600.00), ('COMPLETED', 10.00)$$,
    'all of it is on file under the key'
);

-- Malformed items don't use up their key.
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 0, 'k4'), ledger_test.item('alice', 'bob', 1, 'k4')
    ])$$,
    ARRAY['1 LG104 unrecorded', '2 COMPLETED 69.00 71.00'],
    'the key of a malformed item is free for its mended neighbour'
);

-- All or nothing: alice 69, bob 71.
CREATE TEMP TABLE before_batch AS SELECT a.* FROM ledger_private.account AS a;
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 5, 'a1'),
        ledger_test.item('alice', 'bob', 5000, 'a2'),
        ledger_test.item('alice', 'carol', 1),
        ledger_test.item('alice', 'bob', 1, 'first'),
        ledger_test.item('alice', 'bob', -1, 'a3'),
        ledger_test.item('alice', 'bob', 5, 'a1')
    ], p_atomic => true)$$,
    ARRAY[
        '1 LG304 unrecorded', '2 LG201 unrecorded', '3 LG203 unrecorded',
        '4 COMPLETED replay 99.00 51.00', '5 LG103 unrecorded', '6 LG304 unrecorded'
    ],
    'atomic: culprits keep their code, the others are refused with LG304'
);
SELECT set_eq(
    'SELECT a.* FROM ledger_private.account AS a', 'SELECT b.* FROM before_batch AS b',
    'and no account has changed'
);
SELECT is_empty(
    $$SELECT FROM ledger_private.idempotency_key AS k WHERE k.idempotency_key ~ '^a'$$,
    'and no key is used up'
);
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 5, 'a1'), ledger_test.item('bob', 'alice', 16, 'a2')
    ], p_atomic => true)$$,
    ARRAY['1 COMPLETED 64.00 76.00', '2 COMPLETED 60.00 80.00'],
    'atomic and right: all of it is posted'
);
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 5, 'a1'), ledger_test.item('bob', 'alice', 16, 'a2')
    ], p_atomic => true)$$,
    ARRAY['1 COMPLETED replay 64.00 76.00', '2 COMPLETED replay 60.00 80.00'],
    'and the same again is all replay'
);

SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
