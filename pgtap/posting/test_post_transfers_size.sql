-- How many items a batch may hold.
BEGIN;
SELECT plan(8);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- Size.
SELECT ledger_test.refused(
    format('SELECT ledger.post_transfers(%s)', f.items), 'LG110', f.detail, f.title
)
FROM (VALUES
    ('NULL', '{"items": 0}'::jsonb, 'no array'),
    ('''{}''', '{"items": 0, "at_most": 10000}', 'no items'),
    ('array_fill(ledger_test.item(''alice'', ''bob'', 1), ARRAY[10001])', '{"items": 10001}',
        'one item too many')
) AS f (items, detail, title);
SELECT is(
    (SELECT (
        count(*), count(DISTINCT r.transaction_id), max(r.item_number),
        bool_and(r.transaction_id::text ~ '^.{14}7.{4}[89ab]'),
        array_agg(r.transaction_id ORDER BY r.transaction_id)
            = array_agg(r.transaction_id ORDER BY r.item_number)
    )::text
    FROM ledger.post_transfers(
        array_fill(ledger_test.item('alice', 'bob', 0.008 * 1.25), ARRAY[8000])
        || array_fill(ledger_test.item('bob', 'alice', 0.01), ARRAY[2000])
    ) AS r WHERE r.status = 'COMPLETED'),
    '(10000,10000,10000,t,t)',
    'ten thousand items over two accounts, with UUIDs of version 7 in their order'
);
SELECT is(ledger_test.balance('alice'), 37.00, 'each of them counted');
SELECT results_eq(
    $$SELECT ledger_test.outcome(ARRAY[
        NULL::ledger.transfer_request, ledger_test.item('alice', 'bob', 1)
    ])$$,
    ARRAY['1 LG108 unrecorded', '2 COMPLETED 36.00 114.00'], 'an item that is NULL'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
