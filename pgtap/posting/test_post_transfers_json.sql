-- Batches as JSON documents: what is accepted, and that what is not is refused before work.
BEGIN;
SELECT plan(38);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION pg_temp.pay(p_member text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_array(
        jsonb_build_object('from_account_id', ledger_test.id('alice'),
            'to_account_id', ledger_test.id('bob'), 'amount', 1),
        jsonb_build_object('from_account_id', ledger_test.id('alice'),
            'to_account_id', ledger_test.id('bob'), 'amount', 1) || p_member::jsonb
    )
$$;

-- alice 97, bob 53.
SELECT is(
    (SELECT r::text FROM ledger.transfer_item(
        p_from_account_id => ledger_test.id('alice'), p_to_account_id => ledger_test.id('bob'),
        p_amount => 1.50, p_currency => 'USD', p_idempotency_key => 'k', p_description => 'd',
        p_metadata => '{}', p_effective_at => '2020-02-01 12:00+00', p_transaction_type => 'gift',
        p_expected_version => 7
    ) AS r),
    (SELECT r::text FROM jsonb_populate_record(
        NULL::ledger.transfer_request,
        jsonb_build_object('from_account_id', ledger_test.id('alice'),
            'to_account_id', ledger_test.id('bob'), 'currency', 'USD', 'idempotency_key', 'k',
            'description', 'd', 'metadata', '{}'::jsonb, 'effective_at', '2020-02-01 12:00+00',
            'transaction_type', 'gift', 'expected_version', 7, 'amount', 1.50)
    ) AS r),
    'transfer_item puts each argument into the field of its name'
);
SELECT results_eq(
    $$SELECT r.item_number, r.status, r.amount::text, r.idempotency_key, r.description, r.metadata,
        CASE WHEN r.item_number = 2 THEN r.effective_at END, r.transaction_type
    FROM ledger.post_transfers_json(pg_temp.pay('{
        "amount": 0.1, "idempotency_key": "j1", "description": "as it is", "metadata": {"a": [1]},
        "effective_at": "2020-02-01T17:30:00+05:30", "transaction_type": "gift", "currency": null
    }')) AS r$$,
    $$VALUES (1, 'COMPLETED', '1.00', NULL, NULL, NULL, NULL, 'transfer'),
        (2, 'COMPLETED', '0.10', 'j1', 'as it is', '{"a": [1]}'::jsonb,
            '2020-02-01 12:00+00'::timestamptz, 'gift')$$,
    'each member arrives in its field, a number exactly'
);
SELECT results_eq(
    $$SELECT r.item_number, r.is_replay FROM ledger.post_transfers_json(pg_temp.pay('{
        "amount": "1e-1", "idempotency_key": "j1", "description": "as it is",
        "metadata": {"a": [1.0]}, "effective_at": "2020-02-01 12:00Z", "transaction_type": "gift"
    }')) AS r$$,
    'VALUES (1, false), (2, true)', 'spelled otherwise it is the same request'
);
SELECT is(
    (SELECT r.is_replay FROM ledger.post_transfers(ARRAY[ledger.transfer_item(
        ledger_test.id('alice'), ledger_test.id('bob'), 0.10, p_idempotency_key => 'j1',
        p_description => 'as it is', p_metadata => '{"a": [1]}',
        p_effective_at => '2020-02-01 12:00+00', p_transaction_type => 'gift'
    )]) AS r),
    true, 'and so it is at the other door'
);
SELECT results_eq(
    $$SELECT r.failure_code FROM ledger.post_transfers_json(pg_temp.pay('{"amount": 500}')) AS r$$,
    ARRAY[NULL, 'LG201'], 'a refusal by a rule is one item''s result'
);
SELECT results_eq(
    $$SELECT r.failure_code
    FROM ledger.post_transfers_json(pg_temp.pay('{"amount": 500}'), true) AS r$$,
    ARRAY['LG304', 'LG201'], 'or all items'', when it is all or nothing'
);
SELECT is(ledger_test.balance('alice'), 93.90, 'what was said to be posted was');

-- The document.
SELECT ledger_test.refused(
    format('SELECT * FROM ledger.post_transfers_json(%s)', f.document), f.code, f.detail::jsonb,
    f.title
)
FROM (VALUES
    ('NULL', 'LG110', '{"items": 0}', 'no document'),
    ('''[]''', 'LG110', '{"items": 0}', 'no items'),
    ('''null''', 'LG109', '{"field": "transfers", "given": "null"}', 'null'),
    ('pg_temp.pay(''{}'') -> 0', 'LG109', '{"expected": "an array", "given": "object"}',
        'one object'),
    ('''"[]"''', 'LG109', '{"given": "string"}', 'an array inside a string'),
    ('to_jsonb(array_fill(1, ARRAY[10001]))', 'LG110', '{"items": 10001}', 'one item too many'),
    ('jsonb_build_array(repeat(''x'', 16777216))', 'LG109',
        '{"field": "transfers", "characters": 16777220, "at_most": 16777216}', 'too large'),
    ('pg_temp.pay(''{}'') || ''[null]''', 'LG109',
        '{"item_number": 3, "expected": "an object", "given": "null"}', 'an item that is null'),
    ('pg_temp.pay(''{}'') || ''[[]]''', 'LG109', '{"item_number": 3, "given": "array"}',
        'an item that is an array')
) AS f (document, code, detail, title);

-- The members.
SELECT ledger_test.refused(
    format('SELECT * FROM ledger.post_transfers_json(pg_temp.pay(%L))', f.member), 'LG109',
    '{"item_number": 2}'::jsonb || f.detail::jsonb, f.title
)
FROM (VALUES
    ('{"idempotencyKey": "k9"}', '{"field": "idempotencyKey", "names": [
        "amount", "currency", "description", "effective_at", "expected_version",
        "from_account_id", "idempotency_key", "metadata", "to_account_id", "transaction_type"
    ]}', 'a name of another style'),
    ('{"Amount": 1}', '{"field": "Amount"}', 'another case'),
    ('{"": null}', '{"field": ""}', 'no name, though its value is null'),
    ('{"amount": true}', '{"field": "amount", "given": "true"}', 'an amount that is a boolean'),
    ('{"amount": [1]}', '{"field": "amount", "given": "[1]"}', 'an array'),
    ('{"amount": {"value": 1}}', '{"field": "amount"}', 'an object'),
    ('{"amount": "12,50"}', '{"field": "amount", "given": "\"12,50\"",
        "expected": "a number, or a string that spells one"}', 'a string that is no number'),
    ('{"amount": ""}', '{"field": "amount"}', 'an empty string'),
    ('{"amount": "1e1000"}', '{"field": "amount"}', 'more than numeric can hold'),
    ('{"idempotency_key": 7}', '{"field": "idempotency_key", "expected": "a string"}',
        'a key that is a number'),
    ('{"description": {"x": 1}}', '{"field": "description"}', 'a description with parts'),
    ('{"from_account_id": "alice"}', '{"field": "from_account_id", "expected": "a UUID"}',
        'a code for an id'),
    ('{"to_account_id": 5}', '{"field": "to_account_id"}', 'a number for an id'),
    ('{"expected_version": 1.5}', '{"field": "expected_version"}', 'a version and a half'),
    ('{"expected_version": "9223372036854775808"}', '{"field": "expected_version"}',
        'a version that is too large'),
    ('{"effective_at": "2026-02-29T00:00:00Z"}', '{"field": "effective_at"}', 'no such day'),
    ('{"effective_at": "2026-02-28T00:00:00"}', '{"field": "effective_at"}', 'no offset'),
    ('{"effective_at": "yesterday"}', '{"field": "effective_at"}', 'a word for a moment'),
    ('{"effective_at": 1700000000}', '{"field": "effective_at"}', 'a number of seconds')
) AS f (member, detail, title);
SELECT is(ledger_test.balance('alice'), 93.90, 'a refused document posts none of its items');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
