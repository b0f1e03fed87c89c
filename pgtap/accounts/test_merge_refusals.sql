-- What cannot be merged, and that merges chain.
BEGIN;
SELECT plan(12);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT ledger_test.refused(
    format('SELECT ledger.merge_accounts(ledger_test.id(%L), ledger_test.id(%L))', f.a, f.b),
    f.code, f.detail, 'merge ' || f.a || ' into ' || f.b
)
FROM (VALUES
    ('alice', 'alice', 'LG107', '{}'::jsonb),
    ('alice', 'erika', 'LG145', '{"from": [0, "USD", "liability"], "into": [0, "EUR", "liability"]}'),
    ('alice', 'world:USD', 'LG145', '{}'),
    ('alice', 'dora', 'LG204', '{}'),
    ('dora', 'alice', 'LG204', '{}'),
    ('alice', 'nobody', 'LG001', '{}'),
    ('alice', 'greta', 'LG202', '{}')
) AS f (a, b, code, detail);
SELECT lives_ok($$
    SELECT ledger.merge_accounts(ledger_test.id('alice'), ledger_test.id('bob'));
    SELECT ledger.merge_accounts(ledger_test.id('alice'), ledger_test.id('bob'));
    SELECT ledger.merge_accounts(ledger_test.id('bob'), ledger_test.id('frank'))
$$, 'a chain of merges, one of them said twice');
SELECT is((ledger.find_account('alice')).code, 'frank', 'is followed to its end');
SELECT is(
    (SELECT array_agg(o.code) FROM ledger.open_accounts(ARRAY[
        ROW('USD', NULL, NULL, 'bob', NULL, NULL, NULL, NULL, NULL)::ledger.account_request]) AS o),
    ARRAY['frank'], 'also when the code is opened again'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
