-- A transfer that is right: what is returned, and what is on file afterwards.
BEGIN;
SELECT plan(22);

DO $do$
BEGIN
    PERFORM ledger_test.given_town();
    PERFORM ledger_test.given_account('dinar', 'KWD', 10);
    PERFORM ledger_test.given_account('dinar2', 'KWD');
END
$do$;

CREATE TEMP TABLE paid AS
SELECT t.* FROM ledger.post_transfer(
    p_from_account_id => ledger_test.id('alice'),
    p_to_account_id => ledger_test.id('bob'),
    p_amount => 12.5,
    p_idempotency_key => 'rent-may',
    p_description => 'Rent, May',
    p_metadata => '{"flat": 7}',
    p_effective_at => '2026-05-01 00:00Z',
    p_transaction_type => 'rent',
    p_expected_version => 3
) AS t;

SELECT is(p.amount::text, '12.50', 'the amount has the currency''s decimals') FROM paid AS p;
SELECT is(
    (p.status, p.currency, p.transaction_type, p.description, p.metadata, p.idempotency_key)::text,
    ('COMPLETED', 'USD', 'rent', 'Rent, May', '{"flat": 7}'::jsonb, 'rent-may')::text,
    'the transaction says what was asked'
) FROM paid AS p;
SELECT is(p.effective_at, '2026-05-01 00:00Z', 'the value date is kept') FROM paid AS p;
SELECT is(
    (p.from_account_version, p.to_account_version), (4::bigint, 4::bigint),
    'both accounts move on by one version'
) FROM paid AS p;
SELECT is(
    (SELECT t FROM ledger.get_transaction(p.transaction_id) AS t)::text, p::text,
    'get_transaction shows the same row'
) FROM paid AS p;
SELECT is(ledger_test.balance('alice'), 84.50, 'alice has paid');
SELECT is(ledger_test.balance('bob'), 65.50, 'bob has received');

SELECT results_eq(
    $$SELECT e.entry_type, e.amount::text, e.balance_after::text, e.account_version
    FROM ledger.transaction_entries AS e JOIN paid AS p USING (transaction_id)
    ORDER BY e.entry_type$$,
    $$VALUES ('CREDIT', '12.50', '65.50', 4::bigint), ('DEBIT', '12.50', '84.50', 4)$$,
    'one debit and one credit, each with the balance after it'
);
SELECT results_eq(
    $$SELECT l.action, l.old_balance::text, l.new_balance::text, l.user_role, l.database_user
    FROM ledger.audit_logs AS l JOIN paid AS p USING (transaction_id) ORDER BY l.action$$,
    $$VALUES ('CREDIT', '53.00', '65.50', 'database', session_user::text COLLATE "default"),
        ('DEBIT', '97.00', '84.50', 'database', session_user::text)$$,
    'two audit rows: old and new balance, and who'
);

-- The same request again, spelt otherwise.
CREATE TEMP TABLE paid_again AS
SELECT t.* FROM ledger.post_transfer(
    ledger_test.id('alice'), ledger_test.id('bob'), 12.5000, 'USD', 'rent-may', 'Rent, May',
    '{ "flat" : 7 }', '2026-05-01 02:00+02', 'rent', 3
) AS t;
SELECT is((SELECT a FROM paid_again AS a)::text, (SELECT p FROM paid AS p)::text,
    'the same key and request give the first answer again');
SELECT is(ledger_test.balance('alice'), 84.50, 'and move nothing');

-- Without a key each call is a new transfer.
SELECT isnt(
    (SELECT t.transaction_id FROM ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), 1) AS t),
    (SELECT t.transaction_id FROM ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), 1) AS t),
    'two calls without a key are two transfers'
);
SELECT is(ledger_test.balance('bob'), 67.50, 'and both move money');

-- To the last unit.
SELECT is(
    (ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 82.50)).status,
    'COMPLETED', 'an account can be emptied'
);
SELECT is(ledger_test.balance('alice')::text, '0.00', 'to exactly nothing');
SELECT is(
    (ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('greta'), 50)).status,
    'COMPLETED', 'and another filled to its ceiling'
);
SELECT is(
    (ledger.post_transfer(ledger_test.id('dinar'), ledger_test.id('dinar2'), 0.001)).amount::text,
    '0.001', 'a Kuwaiti dinar has thousandths'
);

-- Capacity: twenty digits before the point, and not one unit more.
DO $do$
BEGIN
    PERFORM ledger_test.given_account('rich', 'SEK', 99999999999999999999.99);
    PERFORM ledger_test.given_account('purse', 'SEK', p_min_balance => '-Infinity');
END
$do$;
SELECT is(ledger_test.balance('rich')::text, '99999999999999999999.99', 'the largest amount');
SELECT throws_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('purse'), ledger_test.id('rich'), 0.01)$$,
    'LG202', NULL, 'a balance of 10^20 does not fit, and the ledger says so itself'
);
SELECT throws_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('world:SEK'), ledger_test.id('purse'), 0.01)$$,
    'LG201', NULL, 'nor does -10^20, even without a floor'
);
SELECT is(ledger_test.balance('rich')::text, '99999999999999999999.99', 'nothing was rounded');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
