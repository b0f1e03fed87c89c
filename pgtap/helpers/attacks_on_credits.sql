-- Ways to break what open credits promise: each is paid by a transaction, and becomes one entry.
-- Ida has one.
INSERT INTO ledger_test.attack_on_money (name, code, statement, owner)
SELECT f.name, f.code, f.statement, f.owner
FROM (VALUES
    ('update open_credit', 'LG902', 'UPDATE ledger_audit.open_credit SET amount = amount + 1',
        'ledger_audit_owner'),
    ('truncate open_credit', 'LG902', 'TRUNCATE ledger_audit.open_credit', 'ledger_audit_owner'),
    ('delete open_credit', 'LG902', 'DELETE FROM ledger_audit.open_credit', 'ledger_owner'),
    ('open credit left behind', 'LG905', $$UPDATE ledger_private.account SET accumulates = false
        WHERE account_id = ledger_test.id('ida')$$, 'ledger_owner'),
    ('open credit without a transaction', 'LG904', $$INSERT INTO ledger_audit.open_credit
        VALUES (ledger_test.id('ida'), gen_random_uuid(), 0, clock_timestamp(), 5)$$,
        'ledger_owner'),
    ('open credit to another', 'LG904', $$INSERT INTO ledger_audit.open_credit
        SELECT ledger_test.id('bob'), o.transaction_id, o.user_id, o.created_at, o.amount
        FROM ledger_audit.open_credit AS o$$, 'ledger_owner'),
    ('open credit of what has an entry', 'LG904', $attack$DO $do$ BEGIN
        PERFORM ledger.fold_account(ledger_test.id('ida'));
        INSERT INTO ledger_audit.open_credit
        SELECT e.account_id, e.transaction_id, e.user_id, e.created_at, e.amount
        FROM ledger_audit.transaction_entry AS e WHERE e.is_folded;
    END $do$$attack$, 'ledger_owner')
) AS f (name, code, statement, owner);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('ceiling of what accumulates', 'LG905', $$UPDATE ledger_private.account SET max_balance = 1000
    WHERE account_id = ledger_test.id('ida')$$);
