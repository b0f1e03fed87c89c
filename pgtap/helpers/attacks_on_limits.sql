-- Ways to get around a limit: change it, lose it, or forget what is used of it.
INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT 'limit: ' || a.name, a.code, format(
    $attack$DO $do$ BEGIN
        PERFORM ledger.set_limit(50, 'month', ledger_test.id('alice'));
        %s;
    END $do$$attack$, a.statement
)
FROM (VALUES
    ('delete', 'LG902', 'DELETE FROM ledger_private.usage_limit'),
    ('truncate', 'LG902', 'TRUNCATE ledger_private.usage_limit, ledger_private.usage_counter'),
    ('forget', 'LG902', 'DELETE FROM ledger_private.usage_counter'),
    ('turn round', 'LG902', 'UPDATE ledger_private.usage_limit SET direction = ''in'''),
    ('of another', 'LG902',
        'UPDATE ledger_private.usage_limit SET account_id = ledger_test.id(''bob'')'),
    ('count back', 'LG908', 'UPDATE ledger_private.usage_counter SET bucket_uses = ''{0}'''),
    ('count ahead', 'LG908', 'UPDATE ledger_private.usage_counter SET updated_at = ''2096-01-01'''),
    ('count for another', 'LG908', 'UPDATE ledger_private.usage_counter SET user_id = -1, '
        'updated_at = updated_at + interval ''1 second'''),
    ('negative', '23514', 'UPDATE ledger_private.usage_limit SET maximum = -1'),
    ('uses without buckets', '23514', 'UPDATE ledger_private.usage_counter SET bucket_uses = ''{}'', '
        'updated_at = updated_at + interval ''1 second''')
) AS a (name, code, statement);
