-- Lists of transactions: filters, order, pages that inserts don't shift, and bounded searches.
BEGIN;
SELECT plan(30);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION ledger_test.listed(p_call text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    v_found text;
BEGIN
    EXECUTE format(
        'SELECT string_agg(coalesce(t.description, t.transaction_type), '','')
        FROM ledger.list_transactions(%s) AS t', p_call
    ) INTO v_found;
    RETURN coalesce(v_found, '-');
END $$;

CREATE FUNCTION ledger_test.sent(
    p_from text, p_to text, p_amount numeric, p_description text, p_type text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL
)
RETURNS text
LANGUAGE sql
AS $$
    SELECT r.status
    FROM ledger.post_transfers(ARRAY[ROW(
        ledger_test.id(p_from), ledger_test.id(p_to), p_amount, NULL, 'key-' || p_description,
        p_description, p_metadata, NULL, p_type, NULL
    )::ledger.transfer_request]) AS r
$$;

SELECT is(ledger_test.sent('alice', 'bob', 1, 'one'), 'COMPLETED', 'one');
SELECT is(ledger_test.sent('bob', 'alice', 2, 'two', 'refund'), 'COMPLETED', 'two');
SELECT is(ledger_test.sent('alice', 'bob', 5000, 'three'), 'FAILED', 'three');
SELECT is(
    ledger_test.sent('alice', 'bob', 4, 'four', NULL, '{"order": {"id": 7}, "tag": "x"}'),
    'COMPLETED', 'four'
);

-- All, and one account's.
SELECT is(ledger_test.listed('p_limit => 4'), 'four,three,two,one', 'newest first');
SELECT is(
    ledger_test.listed(format('%L, p_limit => 4', ledger_test.id('alice'))),
    'four,three,two,one', 'an account''s, its refusals among them'
);
SELECT is(
    ledger_test.listed(format('%L, p_limit => 3', ledger_test.id('bob'))),
    'four,two,one', 'but not what others were refused'
);
SELECT is(
    right(ledger_test.listed('p_is_ascending => true'), 18), 'one,two,three,four', 'oldest first'
);
SELECT is(
    right(ledger_test.listed(format('%L, p_is_ascending => true', ledger_test.id('alice'))), 18),
    'one,two,three,four', 'oldest first, of an account'
);
SELECT is(ledger_test.listed(format('%L', ledger_test.id('dora'))), '-', 'none');

-- Filters.
SELECT is(ledger_test.listed('p_status => ''FAILED'', p_limit => 1'), 'three', 'by status');
SELECT is(ledger_test.listed('p_transaction_type => ''refund'''), 'two', 'by type');
SELECT is(
    ledger_test.listed('p_min_amount => 2, p_max_amount => 4, p_limit => 2'), 'four,two',
    'by amount'
);
SELECT is(ledger_test.listed('p_metadata => ''{"order": {"id": 7}}'''), 'four', 'by metadata');
SELECT is(ledger_test.listed('p_idempotency_key => ''key-two'''), 'two', 'by key');
SELECT is(ledger_test.listed('p_idempotency_key => ''key-none'''), '-', 'by an unknown key');
SELECT is(ledger_test.listed(format(
    'p_idempotency_key => ''key-two'', p_account_id => %L', ledger_test.id('erika')
)), '-', 'by key, of another account');
SELECT is(ledger_test.listed('p_currency => ''EUR'', p_limit => 1'), 'deposit', 'by currency');
SELECT is(ledger_test.listed(format('p_since => %L', clock_timestamp())), '-', 'since now');
SELECT is(
    ledger_test.listed('p_since => ''-infinity'', p_until => ''2001-01-01'''), '-', 'until then'
);
SELECT is(
    ledger_test.listed(format(
        '%L, p_since => %L, p_limit => 2', ledger_test.id('alice'),
        (SELECT t.created_at FROM ledger.list_transactions(p_idempotency_key => 'key-three') AS t)
    )), 'four,three', 'since a moment, that moment included'
);
SELECT is(
    ledger_test.listed(format(
        '%L, p_until => %L, p_limit => 2', ledger_test.id('alice'),
        (SELECT t.created_at FROM ledger.list_transactions(p_idempotency_key => 'key-three') AS t)
    )), 'two,one', 'until a moment, that moment left out'
);

-- Pages.
SELECT is(ledger_test.listed(format(
    '%L, p_limit => 2, p_after => %L', ledger_test.id('alice'),
    (SELECT t.transaction_id FROM ledger.list_transactions(p_idempotency_key => 'key-three') AS t)
)), 'two,one', 'the page after a refusal');
SELECT throws_ok(
    format(
        'SELECT * FROM ledger.list_transactions(%L, p_after => %L)',
        ledger_test.id('alice'), gen_random_uuid()
    ), 'LG109', NULL, 'the page after what is not there'
);
SELECT throws_ok(
    'SELECT * FROM ledger.list_transactions(p_limit => 0)', 'LG109', NULL, 'a page of nothing'
);
SELECT throws_ok(
    format('SELECT * FROM ledger.list_transactions(%L)', gen_random_uuid()), 'LG001', NULL,
    'an account that is not there'
);

-- A whole batch has one time; its pages are whole all the same, in both directions.
SELECT is(count(*), 300::bigint, 'a batch of one time') FROM ledger.post_transfers(ARRAY(
    SELECT ROW(
        ledger_test.id('alice'), ledger_test.id('bob'), 0.01, NULL, NULL, NULL, NULL, NULL,
        'batch', NULL
    )::ledger.transfer_request
    FROM generate_series(1, 300)
));
CREATE FUNCTION ledger_test.walked(p_account_id uuid, p_is_ascending boolean)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    v_seen uuid[] := '{}';
    v_page uuid[];
    v_after uuid;
BEGIN
    LOOP
        v_page := ARRAY(SELECT t.transaction_id FROM ledger.list_transactions(
            p_account_id, p_after => v_after, p_is_ascending => p_is_ascending, p_limit => 3
        ) AS t);
        EXIT WHEN v_page = '{}';
        v_seen := v_seen || v_page;
        v_after := v_page[cardinality(v_page)];
    END LOOP;
    RETURN (SELECT format('%s of %s', count(DISTINCT s), count(*)) FROM unnest(v_seen) AS s);
END $$;
SELECT is(
    ledger_test.walked(ledger_test.id('alice'), d.is_ascending),
    (SELECT format('%s of %s', count(*), count(*)) FROM ledger.list_transactions(
        ledger_test.id('alice'), p_limit => 1000
    )), format('walked, ascending: %s', d.is_ascending)
)
FROM (VALUES (true), (false)) AS d (is_ascending);

SELECT * FROM finish();
ROLLBACK;
