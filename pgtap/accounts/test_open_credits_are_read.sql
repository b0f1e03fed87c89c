-- Open credits are read as what they will be: folding changes no answer but their numbers.
BEGIN;
SELECT plan(16);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT lives_ok($$
    SELECT ledger.open_account('USD', p_code => 'fees', p_account_class => 'income');
    SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('fees'), n,
        p_effective_at => clock_timestamp() + (n - 2) * interval '1 day')
    FROM generate_series(1, 3) AS n;
    SELECT ledger.update_account(ledger_test.id('fees'), p_accumulates => true);
    SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('fees'), n / 10.0)
    FROM generate_series(1, 5) AS n
$$, 'three entries, one late, one dated tomorrow, then five open credits');
CREATE TEMP TABLE moments AS
SELECT o.created_at AS third FROM ledger_audit.open_credit AS o
WHERE o.account_id = ledger_test.id('fees') ORDER BY o.created_at OFFSET 2 LIMIT 1;

-- All pages, p_limit rows each, of entries and of statements.
CREATE FUNCTION pg_temp.entries(p_limit integer) RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql AS $function$
DECLARE
    v_last ledger.transaction_entries;
    v_row ledger.transaction_entries;
    v_rows integer := p_limit;
BEGIN
    WHILE v_rows = p_limit LOOP
        v_rows := 0;
        FOR v_row IN SELECT * FROM ledger.list_entries(ledger_test.id('fees'),
            v_last.account_version, p_limit, p_before_transaction_id => CASE
                WHEN v_last.account_version IS NULL THEN v_last.transaction_id END)
        LOOP
            RETURN NEXT v_row;
            v_last := v_row;
            v_rows := v_rows + 1;
        END LOOP;
    END LOOP;
END
$function$;
CREATE FUNCTION pg_temp.lines(p_axis text, p_limit integer, p_as_of timestamptz, p_at timestamptz)
RETURNS SETOF ledger.statement_lines
LANGUAGE plpgsql AS $function$
DECLARE
    v_last ledger.statement_lines;
    v_row ledger.statement_lines;
    v_rows integer := p_limit;
BEGIN
    WHILE v_rows = p_limit LOOP
        v_rows := 0;
        FOR v_row IN SELECT * FROM ledger.get_statement(ledger_test.id('fees'), p_axis,
            p_at, p_as_of, NULL,
            CASE WHEN v_last.account_version IS NOT NULL THEN v_last.effective_at END,
            v_last.account_version, p_limit, CASE
                WHEN v_last.account_version IS NULL THEN v_last.transaction_id END)
        LOOP
            RETURN NEXT v_row;
            v_last := v_row;
            v_rows := v_rows + 1;
        END LOOP;
    END LOOP;
END
$function$;
CREATE FUNCTION pg_temp.read() RETURNS TABLE (way text, said jsonb)
LANGUAGE sql AS $function$
    SELECT 'entries', jsonb_agg(to_jsonb(e) - '{entry_id,account_version,balance_after}'::text[])
    FROM pg_temp.entries(50) AS e
    UNION ALL
    SELECT concat_ws(' ', a.axis, a.as_of, a.at), (
        SELECT jsonb_agg(to_jsonb(l) - 'account_version')
        FROM pg_temp.lines(a.axis, 50, a.as_of, a.at) AS l
    ) FROM (
        SELECT v.axis, v.as_of, v.at FROM moments AS m CROSS JOIN LATERAL (VALUES
            ('booked', NULL::timestamptz, NULL::timestamptz), ('booked', m.third, NULL),
            ('effective', NULL, NULL), ('effective', m.third, NULL),
            ('effective', NULL, m.third), ('effective', m.third, m.third)
        ) AS v (axis, as_of, at)
    ) AS a
    UNION ALL
    SELECT 'balance ' || v.n, to_jsonb(b.balance) FROM moments AS m
    CROSS JOIN LATERAL (VALUES (1, m.third, NULL::timestamptz), (2, NULL, m.third),
        (3, m.third, m.third), (4, NULL, NULL)) AS v (n, as_of, at)
    CROSS JOIN LATERAL ledger.get_balance(ledger_test.id('fees'), v.as_of, v.at) AS b
    UNION ALL
    SELECT 'transactions ' || d.ascending, jsonb_agg(to_jsonb(t))
    FROM (VALUES (true), (false)) AS d (ascending)
    CROSS JOIN LATERAL ledger.list_transactions(
        ledger_test.id('fees'), p_is_ascending => d.ascending) AS t
    GROUP BY d.ascending
    UNION ALL
    SELECT 'days', jsonb_agg(to_jsonb(d) ORDER BY d.effective_on)
    FROM reporting.daily_movements AS d WHERE d.account_code = 'fees'
$function$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.read();

SELECT is((SELECT count(*) FROM pg_temp.entries(50) AS e WHERE e.account_version IS NULL),
    5::bigint, 'five entries have no number');
SELECT is((SELECT array_agg(l.balance) FROM pg_temp.lines('booked', 50, NULL, NULL) AS l),
    '{7.50,7.00,6.60,6.30,6.10,6.00,3.00,1.00}'::numeric[], 'each line has its balance');
SELECT is((SELECT array_agg(l.amount) FROM pg_temp.lines('effective', 50, NULL, NULL) AS l),
    '{3.00,0.50,0.40,0.30,0.20,0.10,2.00,1.00}'::numeric[], 'and its place in the world''s time');
SELECT results_eq(
    format('SELECT e.transaction_id FROM pg_temp.entries(%s) AS e', n),
    'SELECT e.transaction_id FROM pg_temp.entries(50) AS e', 'entries by pages of ' || n
) FROM unnest('{1,2,3}'::integer[]) AS n;
SELECT results_eq(
    format('SELECT l.transaction_id, l.balance FROM pg_temp.lines(%L, %s, NULL, NULL) AS l', a, n),
    format('SELECT l.transaction_id, l.balance FROM pg_temp.lines(%L, 50, NULL, NULL) AS l', a),
    format('a statement, %s, by pages of %s', a, n)
) FROM unnest('{booked,effective}'::text[]) AS a, unnest('{1,3}'::integer[]) AS n;
SELECT ledger_test.refused(
    'SELECT ledger.list_entries(ledger_test.id(''bob''), p_before_transaction_id => (SELECT'
    || ' o.transaction_id FROM ledger_audit.open_credit AS o LIMIT 1))',
    'LG109', '{"field": "before_transaction_id"}'::jsonb, 'no page of another account');
CREATE TEMP TABLE middle AS SELECT e.* FROM pg_temp.entries(50) AS e OFFSET 2 LIMIT 1;

SELECT is((ledger.fold_account(ledger_test.id('fees'))).version, 8::bigint, 'they are folded');
SELECT results_eq('SELECT * FROM pg_temp.read()', 'SELECT * FROM before', 'nothing else changed');
SELECT is((SELECT array_agg(e.amount) FROM ledger.list_entries(ledger_test.id('fees'),
    p_before_transaction_id => (SELECT m.transaction_id FROM middle AS m)) AS e),
    '{0.20,0.10,3.00,2.00,1.00}'::numeric[], 'a page begun before goes on after');
SELECT * FROM finish();
ROLLBACK;
