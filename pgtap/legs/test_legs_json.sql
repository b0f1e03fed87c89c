-- Transactions of many legs as JSON documents, and accounts.
BEGIN;
SELECT plan(19);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION pg_temp.legs(p_member text DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_array(
        jsonb_build_object('account_id', ledger_test.id('alice'), 'entry_type', 'DEBIT',
            'amount', 10),
        jsonb_build_object('account_id', ledger_test.id('bob'), 'entry_type', 'CREDIT',
            'kind', 'rest') || p_member::jsonb
    )
$$;

-- alice 97, bob 53.
SELECT is(
    (SELECT t.amount FROM ledger.post_transaction_json(
        p_entries => pg_temp.legs(), p_total => 10, p_idempotency_key => 'j1',
        p_description => 'd', p_metadata => '{"a": 1}', p_effective_at => '2020-02-01 12:00+00',
        p_transaction_type => 'split'
    ) AS t),
    10.00, 'a transaction is posted'
);
SELECT results_eq(
    $$SELECT r.is_replay, r.transaction_type, r.description, r.metadata, r.effective_at
    FROM ledger.post_transactions_json(jsonb_build_array(jsonb_build_object(
        'entries', pg_temp.legs(), 'total', '10.0', 'idempotency_key', 'j1', 'description', 'd',
        'metadata', '{"a": 1}'::jsonb, 'effective_at', '2020-02-01T12:00:00Z',
        'transaction_type', 'split'
    ))) AS r$$,
    $$VALUES (true, 'split', 'd', '{"a": 1}'::jsonb, '2020-02-01 12:00+00'::timestamptz)$$,
    'and is the same request among many'
);
SELECT is(
    (SELECT t.amount FROM ledger.post_transaction(
        ARRAY[ledger.debit_leg(ledger_test.id('alice'), 10),
            ledger.credit_leg(ledger_test.id('bob'), p_kind => 'rest')],
        10, 'j1', 'd', '{"a": 1}', '2020-02-01 12:00+00', 'split'
    ) AS t),
    10.00, 'and at the other door'
);
SELECT is(ledger_test.balance('alice'), 87.00, 'it was posted once');
SELECT results_eq(
    $$SELECT r.failure_code FROM ledger.post_transactions_json(
        jsonb_build_array('{}'::jsonb, jsonb_build_object('entries', pg_temp.legs()))
    ) AS r$$,
    ARRAY['LG131', NULL], 'an item without legs is that item''s fault'
);

-- The legs of one.
SELECT ledger_test.refused(
    format('SELECT * FROM ledger.post_transaction_json(%s)', f.document), f.code, f.detail::jsonb,
    f.title
)
FROM (VALUES
    ('NULL', 'LG131', '{"legs": 0}', 'no document'),
    ('''{}''', 'LG109', '{"field": "entries", "expected": "an array"}', 'no array'),
    ('to_jsonb(array_fill(1, ARRAY[1001]))', 'LG131', '{"legs": 1001, "at_most": 1000}',
        'one leg too many, before any is read'),
    ('jsonb_build_array(repeat(''x'', 16777216))', 'LG109', '{"field": "entries"}', 'too large'),
    ('pg_temp.legs(''{"acountId": 1}'')', 'LG109', '{"leg": 2, "field": "acountId", "names": [
        "account_id", "amount", "currency", "description", "entry_type", "expected_version",
        "kind", "share"
    ]}', 'a name that is no field'),
    ('pg_temp.legs(''{"share": false}'')', 'LG109', '{"leg": 2, "field": "share"}', 'a boolean')
) AS f (document, code, detail, title);

-- The legs of many.
SELECT ledger_test.refused(
    format('SELECT * FROM ledger.post_transactions_json(%s)', f.document), f.code, f.detail::jsonb,
    f.title
)
FROM (VALUES
    ('''{}''', 'LG109', '{"field": "transactions"}', 'no array'),
    ('''[{"legs": []}]''', 'LG109', '{"item_number": 1, "field": "legs", "names": ["description",
        "effective_at", "entries", "idempotency_key", "metadata", "total", "transaction_type"]}',
        'a name that is no field'),
    ('''[{}, {"entries": "many"}]''', 'LG109',
        '{"item_number": 2, "field": "entries", "expected": "an array"}', 'legs that are a string'),
    ('jsonb_build_array(''{}''::jsonb, jsonb_build_object(
        ''entries'', pg_temp.legs() || ''[7]''
    ))', 'LG109', '{"item_number": 2, "leg": 3, "expected": "an object"}', 'a leg that is a number'),
    ('jsonb_build_array(''{}''::jsonb, jsonb_build_object(
        ''entries'', pg_temp.legs(''{"entryType": "CREDIT"}'')
    ))', 'LG109', '{"item_number": 2, "leg": 2, "field": "entryType"}', 'a name in a leg'),
    ('jsonb_build_array(''{}''::jsonb, jsonb_build_object(
        ''entries'', to_jsonb(array_fill(1, ARRAY[1001]))
    ))', 'LG131', '{"item_number": 2, "legs": 1001}', 'one leg too many')
) AS f (document, code, detail, title);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
