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
    WHERE account_id = ledger_test.id('ida')$$),
('limit of what accumulates', 'LG905', $$UPDATE ledger_private.account SET has_rules = true
    WHERE account_id = ledger_test.id('ida')$$);

-- Paid now, and dated so on both sides; its moment of booking is another.
INSERT INTO ledger_test.attack_on_money (name, code, statement, owner)
VALUES ('open credit of the future', 'LG904', $attack$DO $do$ BEGIN
    INSERT INTO ledger_private.dated_entry (
        account_version, first_version, late_entries, account_id, user_id, effective_at,
        latest_effective_at, is_late, signed_amount, dated_total, in_order_total
    )
    SELECT a.version + 1, a.version + 1, 0, a.account_id, a.user_id, '2096-01-01', '2096-01-01',
        false, -5, -5, -5
    FROM ledger_private.account AS a WHERE a.account_id = ledger_test.id('alice');
    WITH f AS (
        SELECT a.*, gen_random_uuid() AS transaction_id, clock_timestamp() AS now,
            timestamptz '2096-01-01' AS at
        FROM ledger_private.account AS a WHERE a.account_id = ledger_test.id('alice')
    ),
    posted AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, from_account_id, to_account_id, user_id, from_account_version,
            xact_id, effective_at, created_at, amount, currency, transaction_type, status,
            user_role, database_user
        )
        SELECT f.transaction_id, f.account_id, ledger_test.id('ida'), 0, f.version + 1,
            pg_current_xact_id()::text::bigint, f.at, f.at, 5, 'USD', 'transfer', 'COMPLETED',
            'database', session_user
        FROM f
    ),
    entered AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT f.version + 1, f.audit_position + 1, f.account_id, f.transaction_id, f.user_id,
            f.now, 5, f.balance - 5, 'DEBIT', 'USD', sha256('forged')
        FROM f
    ),
    kept AS (
        INSERT INTO ledger_audit.open_credit
        SELECT o.account_id, f.transaction_id, o.user_id, f.at, 5
        FROM f, ledger_private.account AS o WHERE o.account_id = ledger_test.id('ida')
    )
    UPDATE ledger_private.account AS a
    SET balance = f.balance - 5, version = f.version + 1, updated_at = f.now,
        audit_position = f.audit_position + 1, audit_hash = sha256('forged')
    FROM f WHERE a.account_id = f.account_id;
END $do$$attack$, 'ledger_owner');
