-- Ways to change what counts from when.
INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT format('%s %s', lower(o.operation), t.name), 'LG902', format(o.form, t.name, t.change)
FROM (VALUES
    ('dated_entry', 'dated_total = 0'), ('period_act', 'reason = ''another''')
) AS t (name, change)
CROSS JOIN (VALUES
    ('UPDATE', 'UPDATE ledger_private.%1$I SET %2$s'),
    ('DELETE', 'DELETE FROM ledger_private.%1$I'),
    ('TRUNCATE', 'TRUNCATE ledger_private.%1$I'),
    ('MERGE', 'MERGE INTO ledger_private.%1$I AS t USING (SELECT 1) AS s ON true '
        'WHEN MATCHED THEN DELETE')
) AS o (operation, form);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('date without its row', 'LG904',
    $$SELECT ledger_test.forge('{"dated": "2001-01-01T00:00:00Z"}')$$),
('account ahead of the clock', 'LG909', $$UPDATE ledger_private.account
    SET updated_at = '2096-01-01' WHERE account_id = ledger_test.id('alice')$$),
('account dated back', 'LG909', $$UPDATE ledger_private.account
    SET updated_at = updated_at - interval '1 day' WHERE account_id = ledger_test.id('alice')$$),
('account born in the future', 'LG905', $$INSERT INTO ledger_private.account (account_id, user_id,
    created_at, updated_at, minor_units, currency, account_class)
    VALUES (gen_random_uuid(), 0, now(), '2096-01-01', 2, 'USD', 'liability')$$),
('posting of the future', 'LG909',
    $$SELECT ledger_test.forge('{"now": "2096-01-01T00:00:00Z"}')$$),
('row for an entry without a date', 'LG909', $$INSERT INTO ledger_private.dated_entry (
    account_version, first_version, late_entries, account_id, user_id, effective_at,
    latest_effective_at, is_late, signed_amount, dated_total, in_order_total)
    SELECT 1, 1, 0, account_id, user_id, '2001-01-01', '2001-01-01', false, 1, 1, 1
    FROM ledger_private.account WHERE account_id = ledger_test.id('alice')$$),
('border of the open period moved', 'LG909',
    $$UPDATE ledger_private.open_period SET open_from_at = '2001-01-01'$$),
('border of the open period lost', 'LG902', 'DELETE FROM ledger_private.open_period'),
('border of the open period truncated', 'LG902', 'TRUNCATE ledger_private.open_period');
