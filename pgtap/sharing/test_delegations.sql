-- Accounts shared with others: what each kind may do, what it may spend, and who may share.
BEGIN;
SET LOCAL zerosum.reason = 'a test changes rows by hand';
SELECT plan(57);
SELECT isnt(ledger_test.given_user(n), NULL, n) FROM unnest(ARRAY['ann', 'ben', 'cat', 'dan']) AS n;
SELECT isnt(ledger_test.given_account('ann', 'USD', 100, p_user_id => ledger_test.user_id('ann')),
    NULL, 'ann has an account');
SELECT isnt(ledger_test.given_account('shop'), NULL, 'and there is a shop');
CREATE FUNCTION pg_temp.lend(p_as text, p_to text, p_more text)
RETURNS text LANGUAGE sql
RETURN format(
    'SELECT ledger.delegate_account(ledger_test.id(''ann''), %s, %s, p_actor => ledger_test.actor(%L))',
    ledger_test.user_id(p_to), p_more, p_as
);
CREATE FUNCTION pg_temp.pay(p_as text, p_amount numeric)
RETURNS text LANGUAGE sql
RETURN format(
    'SELECT ledger.post_transfer(ledger_test.id(''ann''), ledger_test.id(''shop''), %s,'
    ' p_actor => ledger_test.actor(%L))', p_amount, p_as
);
CREATE FUNCTION pg_temp.see(p_as text)
RETURNS text LANGUAGE sql
RETURN format('SELECT ledger.%s(ledger_test.id(''ann''), p_actor => ledger_test.actor(%L))',
    'get_account', p_as);

-- What can't be asked for.
SELECT ledger_test.refused(pg_temp.lend(f.who, f.whom, f.more), f.code, f.detail, f.more)
FROM (VALUES
    ('ann', 'ben', '''boss''', 'LG109', '{"field": "kind"}'::jsonb),
    ('ann', 'ben', 'NULL', 'LG109', '{"field": "kind"}'),
    ('ann', 'ann', '''viewer''', 'LG109', '{"field": "user_id"}'),
    ('ann', 'ben', '''viewer'', 5, ''day''', 'LG109', '{"field": "spend_limit"}'),
    ('ann', 'ben', '''spender'', 0, ''day''', 'LG109', '{"field": "spend_limit"}'),
    ('ann', 'ben', '''spender'', ''NaN'', ''day''', 'LG109', '{"field": "spend_limit"}'),
    ('ann', 'ben', '''spender'', 0.005, ''day''', 'LG109', '{"field": "spend_limit"}'),
    ('ann', 'ben', '''spender'', 5', 'LG109', '{"field": "spend_period"}'),
    ('ann', 'ben', '''spender'', 5, ''year''', 'LG109', '{"field": "spend_period"}'),
    ('ann', 'ben', '''spender'', p_expires_at => now()', 'LG109', '{"field": "expires_at"}'),
    ('cat', 'ben', '''viewer''', 'LG001', '{}')
) AS f (who, whom, more, code, detail);
SELECT ledger_test.refused(
    'SELECT ledger.delegate_account(ledger_test.id(''ann''), 4711, ''viewer'')', 'LG004',
    '{"user_id": 4711}', 'nobody'
);
SELECT ledger_test.refused(pg_temp.see('ben'), 'LG001', '{}', 'to a stranger it is not there');
SELECT ledger_test.refused(pg_temp.pay('ben', 1), 'LG001', '{}', 'nor to be spent from');

-- A viewer sees.
SELECT lives_ok(pg_temp.lend('ann', 'ben', '''viewer'''), 'ben may see it');
SELECT lives_ok(pg_temp.see('ben'), 'and does');
SELECT is(ledger.account_id('ann', ledger_test.actor('ben')), ledger_test.id('ann'), 'by its code');
SELECT is(
    ARRAY(SELECT a.code FROM ledger.list_accounts(p_actor => ledger_test.actor('ben')) AS a),
    ARRAY['ann'], 'in his list'
);
SELECT is(count(*), 1::bigint, 'its entries')
FROM ledger.list_entries(ledger_test.id('ann'), p_actor => ledger_test.actor('ben'));
SELECT ledger_test.refused(pg_temp.pay('ben', 1), 'LG206',
    '{"right": "viewer", "needed": "spender"}', 'but moves nothing');
SELECT ledger_test.refused(f.call, 'LG206', '{}', 'nor ' || left(f.call, 30)) FROM (VALUES
    (pg_temp.lend('ben', 'cat', '''viewer''')),
    ('SELECT ledger.hold_funds(ledger_test.id(''ann''), 1, p_actor => ledger_test.actor(''ben''))'),
    ('SELECT ledger.list_delegations(ledger_test.id(''ann''), p_actor => ledger_test.actor(''ben''))')
) AS f (call);

-- A spender spends, within its limit.
SELECT lives_ok(pg_temp.lend('ann', 'cat', '''spender'', 10, ''day'''), 'cat may spend 10 a day');
SELECT lives_ok(pg_temp.pay('cat', 7), 'spends 7');
SELECT ledger_test.refused(pg_temp.pay('cat', 3.01), 'LG262',
    '{"left": "3.00", "amount": "3.01", "spend_period": "day", "currency": "USD"}', 'not 3.01 more');
SELECT is(
    (SELECT array_agg(r.status || coalesce(r.failure_code, '') ORDER BY r.item_number)
        FROM ledger.post_transfers(ARRAY(
            SELECT ROW(ledger_test.id('ann'), ledger_test.id('shop'), n, 'USD', NULL, NULL, NULL,
                NULL, NULL, NULL)::ledger.transfer_request FROM unnest(ARRAY[2, 2, 1]) AS n
        ), false, p_actor => ledger_test.actor('cat')) AS r),
    ARRAY['COMPLETED', 'FAILEDLG262', 'COMPLETED'], 'items of a batch count one after another'
);
SELECT is((d.spent, d.spend_limit)::text, '(10.00,10.00)', 'the day is used up')
FROM ledger.list_delegations(p_actor => ledger_test.actor('cat')) AS d;
UPDATE ledger_private.delegation SET counts_from_at = counts_from_at - interval '1 day'
WHERE user_id = ledger_test.user_id('cat');
SELECT lives_ok(pg_temp.pay('cat', 10), 'the next day is new');
SELECT ledger_test.refused(pg_temp.lend('cat', 'dan', '''viewer'''), 'LG206', '{}',
    'a spender shares with nobody');
SELECT ledger_test.refused(
    'SELECT ledger.hold_funds(ledger_test.id(''ann''), 1, p_actor => ledger_test.actor(''cat''))',
    'LG206', '{"right": "spender", "needed": "owner"}', 'and holds nothing'
);
SELECT ledger_test.refused(
    'SELECT ledger.get_account(ledger_test.id(''shop''), ledger_test.actor(''cat''))', 'LG001', '{}',
    'other accounts stay unknown'
);
SELECT lives_ok(pg_temp.lend('ann', 'cat', '''spender'', 4, ''transaction'''), 'now 4 each time');
SELECT lives_ok(pg_temp.pay('cat', 4), 'each time') FROM generate_series(1, 2);
SELECT ledger_test.refused(pg_temp.pay('cat', 4.01), 'LG262', '{"left": "4.00"}', 'not 4.01');
SELECT lives_ok(pg_temp.lend('ann', 'cat', '''spender'', p_expires_at => now() + interval ''1 h'''),
    'no limit for an hour');
SELECT lives_ok(pg_temp.pay('cat', 30), 'spends 30');
UPDATE ledger_private.delegation SET expires_at = now() WHERE user_id = ledger_test.user_id('cat');
SELECT ledger_test.refused(pg_temp.pay('cat', 1), 'LG001', '{}', 'an hour later it is unknown');

-- An owner does all but make owners; what was lent can be given back or taken.
SELECT lives_ok(pg_temp.lend('ann', 'dan', '''owner'''), 'dan may do all');
SELECT lives_ok(f.call, left(f.call, 40)) FROM (VALUES
    (pg_temp.pay('dan', 20)), (pg_temp.lend('dan', 'cat', '''spender'', 1, ''total''')),
    ('SELECT ledger.hold_funds(ledger_test.id(''ann''), 1, p_actor => ledger_test.actor(''dan''))')
) AS f (call);
SELECT ledger_test.refused(pg_temp.lend('dan', 'cat', '''owner'''), 'LG206', '{}', 'but no owner');
SELECT is(
    (ledger.revoke_delegation(ledger_test.id('ann'), ledger_test.user_id(f.whom),
        ledger_test.actor(f.who))).kind, f.kind, f.who || ' ends it for ' || f.whom
)
FROM (VALUES ('ann', 'dan', 'owner'), ('ben', 'ben', 'viewer')) AS f (who, whom, kind);
SELECT ledger_test.refused(pg_temp.pay('dan', 1), 'LG001', '{}', 'dan is a stranger again');
SELECT ledger_test.refused(
    format('SELECT ledger.revoke_delegation(ledger_test.id(''ann''), %s)', ledger_test.user_id('dan')),
    'LG011', '{}', 'nothing is left to end'
);
SELECT ok(
    (SELECT array_agg(DISTINCT l.action) @> '{DELEGATE,UNDELEGATE}'
        FROM ledger.list_audit_logs(ledger_test.id('ann')) AS l), 'all of it was audited'
);
UPDATE ledger_private.delegation SET spent = 0.5, counts_from_at = granted_at
WHERE user_id = ledger_test.user_id('cat');
SELECT is(array_agg(v.name), ARRAY['delegations'], 'verify() sees a counter that was changed')
FROM ledger.verify() AS v WHERE NOT v.ok;
UPDATE ledger_private.delegation SET spent = 0 WHERE user_id = ledger_test.user_id('cat');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
