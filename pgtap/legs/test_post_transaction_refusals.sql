-- Legs that can't be posted: the code, the leg, and by how much.
BEGIN;
SELECT plan(63);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION ledger_test.leg_refused(p_legs text, p_code text, p_detail text, p_title text)
RETURNS text
LANGUAGE sql
RETURN ledger_test.refused(
    format('SELECT ledger.post_transaction(ARRAY[%s]::ledger.entry_request[])', p_legs),
    p_code, p_detail::jsonb, p_title
);

-- One leg that can't be, beside one that can.
SELECT ledger_test.leg_refused(
    'ledger_test.leg(''bob'', ''CREDIT'', NULL, ''rest''), ' || format(c.leg, 'ledger_test.leg'),
    c.code, c.detail, c.title
)
FROM (VALUES
    ('%s(NULL, ''DEBIT'', 1)', 'LG108', '{"leg": 2, "missing": ["account_id"]}', 'no account'),
    ('%s(''alice'', NULL, NULL)', 'LG108', '{"missing": ["entry_type", "amount"]}', 'no side'),
    ('%s(''alice'', ''DEBIT'', NULL, ''percent'')', 'LG108', '{"missing": ["share"]}', 'no share'),
    ('%s(''alice'', ''debit'', 1)', 'LG109', '{"field": "entry_type"}', 'no such side'),
    ('%s(''alice'', ''DEBIT'', 1, ''half'')', 'LG109', '{"field": "kind"}', 'no such kind'),
    ('%s(''alice'', ''CREDIT'', 1, ''up_to'')', 'LG109', '{"field": "kind"}', 'up_to pays'),
    ('%s(''alice'', ''DEBIT'', 1, ''rest'')', 'LG109', '{"field": "amount"}', 'rest has no amount'),
    ('%s(''alice'', ''DEBIT'', 1, ''weight'', 1)', 'LG109', '{"field": "amount"}', 'nor a weight'),
    ('%s(''alice'', ''DEBIT'', 1, ''fixed'', 1)', 'LG109', '{"field": "share"}', 'fixed, no share'),
    ('%s(''alice'', ''DEBIT'', NULL, ''weight'', 1.5)', 'LG109', '{"field": "share"}', 'half a weight'),
    ('%s(''alice'', ''DEBIT'', NULL, ''weight'', 0)', 'LG109', '{"field": "share"}', 'no weight'),
    ('%s(''alice'', ''DEBIT'', NULL, ''weight'', 1e10)', 'LG109', '{"field": "share"}', 'too heavy'),
    ('%s(''alice'', ''DEBIT'', NULL, ''percent'', 100.1)', 'LG109', '{"field": "share"}', 'too much'),
    ('%s(''alice'', ''DEBIT'', NULL, ''fraction'', 1.1)', 'LG109', '{"field": "share"}', 'too much'),
    ('%s(''alice'', ''DEBIT'', NULL, ''fraction'', -0.1)', 'LG109', '{"field": "share"}', 'less than 0'),
    ('%s(''alice'', ''DEBIT'', NULL, ''percent'', ''NaN'')', 'LG109', '{"field": "share"}', 'NaN'),
    ('%s(''alice'', ''DEBIT'', NULL, ''percent'', 1e-13)', 'LG109', '{"field": "share"}', 'too fine'),
    ('%s(''alice'', ''DEBIT'', 1, p_description => repeat(''x'', 1001))', 'LG109',
        '{"field": "description"}', 'too long a description'),
    ('%s(''alice'', ''DEBIT'', ''NaN'')', 'LG101', '{"leg": 2, "amount": "NaN"}', 'NaN'),
    ('%s(''alice'', ''DEBIT'', ''-Infinity'')', 'LG102', '{"leg": 2}', 'without end'),
    ('%s(''alice'', ''DEBIT'', -1)', 'LG103', '{"leg": 2, "amount": "-1"}', 'negative'),
    ('%s(''alice'', ''DEBIT'', 0)', 'LG104', '{"leg": 2}', 'zero'),
    ('%s(''alice'', ''DEBIT'', 1e20)', 'LG106', '{"leg": 2}', 'too large'),
    ('%s(''alice'', ''DEBIT'', 0.005)', 'LG105', '{"leg": 2, "decimals_allowed": 2}', 'too fine'),
    ('%s(''alice'', ''DEBIT'', 0.005, ''up_to'')', 'LG105', '{"leg": 2}', 'also as a bound'),
    ('%s(''alice'', ''DEBIT'', 1, p_currency => ''EUR'')', 'LG205',
        '{"leg": 2, "currency": "EUR", "account_currency": "USD"}', 'euros of a dollar account'),
    ('%s(''alice'', ''DEBIT'', 1, p_currency => ''XXQ'')', 'LG003', '{"leg": 2}', 'no currency'),
    ('ledger.debit_leg(gen_random_uuid(), 1)', 'LG001', '{"leg": 2}', 'no such account'),
    ('%s(''bob'', ''DEBIT'', 1)', 'LG107', '{}', 'one account only')
) AS c (leg, code, detail, title);

-- Legs that are right one by one. alice 97, bob 53, erika 20 euros.
SELECT ledger_test.leg_refused(
    (
        SELECT string_agg(format('ledger_test.leg(%s)', l), ', ')
        FROM unnest(string_to_array(c.legs, ';')) AS l
    ),
    c.code, c.detail, c.title
)
FROM (VALUES
    ('''alice'',''DEBIT'',1', 'LG131', '{"legs": 1, "at_most": 1000}', 'one leg'),
    ('''alice'',''DEBIT'',1;''bob'',''DEBIT'',1', 'LG131', '{"missing": "CREDIT"}', 'one side'),
    ('''alice'',''DEBIT'',1;''erika'',''CREDIT'',1', 'LG131', '{}', 'each currency one side'),
    ('''alice'',''DEBIT'',NULL,''rest'';''bob'',''CREDIT'',NULL,''rest''', 'LG132',
        '{"currency": "USD"}', 'two rests make no total'),
    ('''alice'',''DEBIT'',NULL,''percent'',5;''bob'',''CREDIT'',NULL,''rest''', 'LG132', '{}',
        'a share of nothing known'),
    ('''alice'',''DEBIT'',NULL,''up_to'';''frank'',''DEBIT'',NULL,''rest'';''bob'',''CREDIT'',NULL,''rest''',
        'LG132', '{}', 'sources, a rest, and no total'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',NULL,''percent'',60;''frank'',''CREDIT'',NULL,''fraction'',0.41',
        'LG133', '{"percent": "101", "currency": "USD", "entry_type": "CREDIT"}', 'more than all'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',NULL,''rest'';''frank'',''CREDIT'',NULL,''weight'',1',
        'LG134', '{"currency": "USD", "entry_type": "CREDIT"}', 'a rest beside a weight'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',9.01', 'LG130',
        '{"unbalanced": [{"currency": "USD", "debits": "9.00", "credits": "9.01", "difference": "0.01"}]}',
        'a cent too many'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',NULL,''percent'',99', 'LG130',
        '{"unbalanced": [{"credits": "8.91", "difference": "-0.09"}]}', 'a share, and no rest'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',10;''frank'',''CREDIT'',NULL,''rest''', 'LG130',
        '{"unbalanced": [{"difference": "1.00"}]}', 'more than the total'),
    ('''alice'',''DEBIT'',9;''bob'',''CREDIT'',9;''erika'',''DEBIT'',2;''erika'',''CREDIT'',1', 'LG130',
        '{"unbalanced": [{"currency": "EUR", "difference": "-1.00"}]}', 'a currency of two'),
    ('''world:USD'',''DEBIT'',99999999999999999999;''world:USD'',''DEBIT'',1;''bob'',''CREDIT'',NULL,''rest''',
        'LG106', '{"currency": "USD"}', 'a total beyond all amounts'),
    ('''alice'',''DEBIT'',NULL,''up_to'';''bob'',''CREDIT'',98', 'LG230',
        '{"unbalanced": [{"debits": "97.00", "credits": "98.00", "difference": "1.00"}]}',
        'sources fall short'),
    ('''alice'',''DEBIT'',NULL,''up_to'';''bob'',''CREDIT'',98;''frank'',''CREDIT'',NULL,''rest''',
        'LG230', '{"unbalanced": [{"difference": "1.00"}]}', 'too little for the fixed legs'),
    ('''dora'',''DEBIT'',NULL,''up_to'';''bob'',''CREDIT'',NULL,''rest''', 'LG231',
        '{"currency": "USD"}', 'nothing to sweep'),
    ('''alice'',''DEBIT'',1;''carol'',''CREDIT'',1', 'LG203', '{"leg": 2}', 'a suspended payee'),
    ('''dora'',''DEBIT'',1;''bob'',''CREDIT'',1', 'LG204', '{"leg": 1}', 'a closed payer'),
    ('''alice'',''DEBIT'',50;''alice'',''DEBIT'',47.01;''bob'',''CREDIT'',NULL,''rest''', 'LG201',
        '{"leg": 2, "needed": "47.01", "available": "47.00"}', 'floor counts legs before'),
    ('''alice'',''DEBIT'',60;''greta'',''CREDIT'',51;''bob'',''CREDIT'',9', 'LG202',
        '{"leg": 2, "room": "50.00"}', 'a full account'),
    ('''alice'',''DEBIT'',1,p_expected_version=>1;''bob'',''CREDIT'',1', 'LG302',
        '{"leg": 1, "version": 3, "expected_version": 1}', 'an old version')
) AS c (legs, code, detail, title);

SELECT ledger_test.refused(
    format('SELECT ledger.post_transaction(%L::ledger.entry_request[]%s)', '{}', c.more),
    c.code, c.detail::jsonb, c.title
)
FROM (VALUES
    ('', 'LG131', '{"legs": 0}', 'no legs'),
    (', p_idempotency_key => ''''', 'LG109', '{"field": "idempotency_key"}', 'an empty key'),
    (', p_transaction_type => ''No''', 'LG109', '{"field": "transaction_type"}', 'no word')
) AS c (more, code, detail, title);
SELECT ledger_test.refused(
    format($$SELECT ledger.post_transaction(ARRAY[
        ledger_test.leg('alice', 'DEBIT', NULL, 'rest'), ledger_test.leg('bob', 'CREDIT', %s)%s
    ], p_total => %L)$$, c.credit, c.more, c.total),
    c.code, c.detail::jsonb, c.title
)
FROM (VALUES
    ('1', '', '-1', 'LG103', '{"field": "total"}', 'a negative total'),
    ('1', '', '0.005', 'LG105', '{"field": "total"}', 'a total of half a cent'),
    ('1', ', ledger_test.leg(''erika'', ''DEBIT'', 1), ledger_test.leg(''erika'', ''CREDIT'', 1)',
        '1', 'LG109', '{"field": "total"}', 'one total of two currencies'),
    ('5', '', '6', 'LG130', '{"unbalanced": [{"debits": "6.00", "credits": "5.00"}]}',
        'a total that a side denies')
) AS c (credit, more, total, code, detail, title);
SELECT ledger_test.refused(
    $$SELECT ledger.post_transaction(ARRAY[
        ledger_test.leg('alice', 'DEBIT', 5), ledger_test.leg('bob', 'CREDIT', 5)
    ], p_total => 6)$$,
    'LG130', '{"unbalanced": [{"debits": "5.00", "credits": "5.00", "total": "6.00"}]}',
    'a total that both sides deny'
);
SELECT is_empty(
    $$SELECT FROM ledger.transactions AS t WHERE t.leg_account_ids IS NOT NULL$$,
    'post_transaction leaves nothing of a refusal'
);
SELECT results_eq(
    $$SELECT r.item_number, coalesce(r.failure_code, r.status), r.transaction_id IS NOT NULL
    FROM ledger.post_transactions(ARRAY[
        ROW(ARRAY[ledger_test.leg('alice', 'DEBIT', 97), ledger_test.leg('bob', 'CREDIT', 97)],
            NULL, 'a', NULL, NULL, NULL, NULL),
        ROW(ARRAY[ledger_test.leg('alice', 'DEBIT', 1), ledger_test.leg('bob', 'CREDIT', 1)],
            NULL, 'b', NULL, NULL, NULL, NULL),
        ROW(ARRAY[ledger_test.leg('alice', 'DEBIT', 1), ledger_test.leg('bob', 'CREDIT', 2)],
            NULL, 'c', NULL, NULL, NULL, NULL),
        ROW(ARRAY[ledger_test.leg('alice', 'DEBIT', NULL, 'up_to'),
            ledger_test.leg('bob', 'CREDIT', 1)], NULL, 'd', NULL, NULL, NULL, NULL),
        ROW(ARRAY[ledger_test.leg('bob', 'DEBIT', NULL, 'up_to'),
            ledger_test.leg('alice', 'CREDIT', NULL, 'rest')], NULL, 'e', NULL, NULL, NULL, NULL),
        ROW(ARRAY[ledger_test.leg('alice', 'DEBIT', 1), ledger_test.leg('bob', 'CREDIT', 1)],
            NULL, 'b', NULL, NULL, NULL, NULL)
    ]::ledger.transaction_request[]) AS r$$,
    $$VALUES (1, 'COMPLETED', true), (2, 'LG201', true), (3, 'LG130', false),
        (4, 'LG230', true), (5, 'COMPLETED', true), (6, 'COMPLETED', true)$$,
    'a batch keeps its order, records refusals by a rule, and leaves the key to a later item'
);
SELECT is(ledger_test.balance('alice'), 149.00, 'and later items saw earlier ones');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
