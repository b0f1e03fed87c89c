-- Locking accounts for several postings in one transaction.
BEGIN;
SELECT plan(11);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
CREATE TEMPORARY TABLE who AS SELECT
    ledger_test.given_user('ulla') AS ulla, ledger_test.given_user('aude', 'auditor') AS aude;
GRANT SELECT ON who TO ledger_web;
SELECT ledger_test.given_account('ulla:main', 'USD', 5, p_user_id => w.ulla) FROM who AS w;

SELECT results_eq(
    $$SELECT l.code, l.balance FROM ledger.lock_accounts(ARRAY[
        ledger_test.id('bob'), ledger_test.id('alice'), ledger_test.id('bob')
    ]) AS l$$,
    $$SELECT a.code, a.balance FROM ledger.accounts AS a WHERE a.code IN ('alice', 'bob')
    ORDER BY a.account_id$$,
    'each account once, in id order'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 10)$$,
    'whoever holds the locks posts'
);
SELECT results_eq(
    $$SELECT l.balance, l.available FROM ledger.lock_accounts(ARRAY[ledger_test.id('alice')]) AS l$$,
    $$VALUES (87.00, 87.00)$$, 'a second call sees what the first posting did'
);
SELECT ledger_test.refused(
    format('SELECT ledger.lock_accounts(%s)', c.ids), c.code, c.detail::jsonb, c.title
)
FROM (VALUES
    ('''{}''', 'LG110', '{"items": 0}', 'no accounts'),
    ('NULL', 'LG110', '{"items": 0}', 'nothing at all'),
    ('ARRAY[ledger_test.id(''bob''), NULL]', 'LG001', '{"account_id": null}', 'an id that is none'),
    ('ARRAY[''00000000-0000-7000-8000-000000000000''::uuid]', 'LG001',
        '{"account_id": "00000000-0000-7000-8000-000000000000"}', 'an account that is none')
) AS c (ids, code, detail, title);

-- As the web login does, on behalf of Ulla.
SET SESSION AUTHORIZATION ledger_web;
SELECT results_eq(
    $$SELECT l.code FROM ledger.lock_accounts(
        ARRAY[ledger_test.id('ulla:main')],
        jsonb_populate_record(NULL::ledger.actor, jsonb_build_object(
            'user_id', (SELECT w.ulla FROM who AS w), 'role', 'customer'
        ))
    ) AS l$$,
    $$VALUES ('ulla:main' COLLATE "C")$$, 'a customer locks its own'
);
SELECT throws_ok(
    format($$SELECT ledger.lock_accounts(
        ARRAY[ledger_test.id(%L)],
        jsonb_populate_record(NULL::ledger.actor, jsonb_build_object(
            'user_id', (SELECT w.%I FROM who AS w), 'role', 'customer'
        ))
    )$$, c.account, c.name),
    c.code, NULL, c.title
)
FROM (VALUES
    ('alice', 'ulla', 'LG001', 'and nobody else''s'),
    ('ulla:main', 'aude', 'LG206', 'an auditor holds nobody up')
) AS c (account, name, code, title);
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
