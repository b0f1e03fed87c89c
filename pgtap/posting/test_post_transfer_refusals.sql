-- Every way the values of a single transfer are refused, and what the caller is told.
BEGIN;
SELECT plan(40);

DO $do$
BEGIN
    PERFORM ledger_test.given_town();
    PERFORM ledger_test.given_account('yen', 'JPY', 1000);
    PERFORM ledger_test.given_account('yen2', 'JPY');
    PERFORM ledger_test.given_account('dinar', 'KWD', 10);
    PERFORM ledger_test.given_account('dinar2', 'KWD');
    PERFORM ledger_test.given_account('unidad', 'CLF', 10);
    PERFORM ledger_test.given_account('unidad2', 'CLF');
END
$do$;

-- A call as text: each test says only what differs from alice paying bob.
CREATE FUNCTION pg_temp.pay(p_from text, p_to text, p_amount text, p_more text DEFAULT '')
RETURNS text
LANGUAGE sql
RETURN format(
    'ledger_test.id(%L), ledger_test.id(%L), %s%s', p_from, p_to, p_amount, p_more
);

-- The amount.
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '''NaN'''), 'LG101', '{"amount": "NaN"}', 'NaN'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '''Infinity'''), 'LG102', '{"amount": "Infinity"}', 'infinity'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '''-Infinity'''), 'LG102', '{"amount": "-Infinity"}',
    'minus infinity'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '-0.01'), 'LG103', '{"amount": "-0.01"}', 'one cent backwards'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '0'), 'LG104', '{"amount": "0"}', 'nothing'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '0.00'), 'LG104', '{"amount": "0.00"}', 'nothing, to the cent'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '-0.0'), 'LG104', '{}', 'minus nothing'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay(f.account, f.other, f.amount), 'LG105',
    jsonb_build_object(
        'amount', f.amount, 'currency', f.currency, 'decimals_allowed', f.decimals
    ),
    f.amount || ' ' || f.currency || ' has too many decimals'
)
FROM (VALUES
    ('yen', 'yen2', '0.5', 'JPY', 0),
    ('alice', 'bob', '0.001', 'USD', 2),
    ('alice', 'bob', '1.005', 'USD', 2),
    ('dinar', 'dinar2', '0.0001', 'KWD', 3),
    ('unidad', 'unidad2', '0.00001', 'CLF', 4)
) AS f (account, other, amount, currency, decimals);
SELECT lives_ok(
    'SELECT ledger.post_transfer(' || pg_temp.pay(f.account, f.other, f.amount) || ')',
    f.amount || ' fits ' || f.account
)
FROM (VALUES
    ('yen', 'yen2', '1'), ('yen', 'yen2', '1.000'), ('alice', 'bob', '0.01'),
    ('alice', 'bob', '0.010000'), ('dinar', 'dinar2', '0.001'),
    ('unidad', 'unidad2', '0.0001')
) AS f (account, other, amount);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', f.amount), 'LG106',
    jsonb_build_object('amount', left(f.amount, 60)), left(f.amount, 60) || ' is too large'
)
FROM (VALUES ('100000000000000000000'), ('100000000000000000000.01'), ('1' || repeat('0', 200)))
    AS f (amount);

-- Missing and malformed values.
SELECT ledger_test.transfer_refused(
    'NULL, NULL, NULL', 'LG108', '{"missing": ["from_account_id", "to_account_id", "amount"]}',
    'nothing given'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', 'NULL'), 'LG108', '{"missing": ["amount"]}', 'no amount'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', ' || f.more), 'LG109',
    jsonb_build_object('field', f.field), f.field || ': ' || left(f.more, 60)
)
FROM (VALUES
    ('idempotency_key', $$p_idempotency_key => ''$$),
    ('idempotency_key', $$p_idempotency_key => repeat('k', 256)$$),
    ('idempotency_key', $$p_idempotency_key => E'a\nb'$$),
    ('description', $$p_description => repeat('d', 1001)$$),
    ('metadata', $$p_metadata => '[1]'$$),
    ('metadata', $$p_metadata => 'null'$$),
    ('metadata', $$p_metadata => jsonb_build_object('m', repeat('m', 17000))$$),
    ('effective_at', $$p_effective_at => 'infinity'$$),
    ('effective_at', $$p_effective_at => '-infinity'$$),
    ('effective_at', $$p_effective_at => '10000-01-01 00:00+00'$$),
    ('effective_at', $$p_effective_at => '0044-03-15 12:00+00 BC'$$),
    ('transaction_type', $$p_transaction_type => 'Not A Word'$$),
    ('transaction_type', $$p_transaction_type => ''$$),
    ('transaction_type', $$p_transaction_type => E'fee\n'$$),
    ('transaction_type', $$p_transaction_type => repeat('w', 41)$$)
) AS f (field, more);
SELECT lives_ok(
    'SELECT ledger.post_transfer('
    || pg_temp.pay('alice', 'bob', '1', ', p_transaction_type => repeat(''w'', 40)') || ')',
    'a word of forty letters is one'
);

SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
