-- Every known way to break an invariant, and the code that must stop it.
-- tests/security/ makes each of them go through by taking its guard away.
CREATE TABLE ledger_test.attack_on_money (
    name text PRIMARY KEY,
    code text NOT NULL,
    statement text NOT NULL,
    owner text NOT NULL DEFAULT 'ledger_owner'
);
GRANT SELECT ON ledger_test.attack_on_money TO PUBLIC;

INSERT INTO ledger_test.attack_on_money (name, code, statement, owner)
SELECT
    format('%s %s', lower(o.operation), t.name), 'LG902',
    format(o.form, t.schema, t.name, t.change), t.owner
FROM (VALUES
    ('ledger_audit', 'transaction', 'amount = amount + 1', 'ledger_audit_owner'),
    ('ledger_audit', 'transaction_entry', 'amount = amount + 1', 'ledger_audit_owner'),
    ('ledger_audit', 'feed_event', 'event_position = event_position + 1000', 'ledger_audit_owner'),
    ('ledger_audit', 'feed_account', 'event_position = event_position + 1000', 'ledger_audit_owner'),
    ('ledger_audit', 'feed_pass', 'last_position = 0', 'ledger_audit_owner'),
    ('ledger_private', 'idempotency_key', 'resource_id = gen_random_uuid()', 'ledger_owner'),
    ('ledger_private', 'account_code', 'user_id = 7', 'ledger_owner')
) AS t (schema, name, change, owner)
CROSS JOIN (VALUES
    ('UPDATE', 'UPDATE %1$I.%2$I SET %3$s'),
    ('DELETE', 'DELETE FROM %1$I.%2$I'),
    ('TRUNCATE', 'TRUNCATE %1$I.%2$I'),
    ('MERGE', 'MERGE INTO %1$I.%2$I AS t USING (SELECT 1) AS s ON true '
        'WHEN MATCHED THEN DELETE')
) AS o (operation, form);

INSERT INTO ledger_test.attack_on_money (name, code, statement, owner)
VALUES
('update audit_log', 'LG902', 'UPDATE ledger_audit.audit_log SET user_id = 1',
    'ledger_audit_owner'),
('delete audit_log', 'LG902', 'DELETE FROM ledger_audit.audit_log', 'ledger_audit_owner'),
('truncate audit_log', 'LG902', 'TRUNCATE ledger_audit.audit_log', 'ledger_audit_owner'),
('merge audit_log', 'LG902',
    'MERGE INTO ledger_audit.audit_log AS t USING (SELECT 1) AS s ON true '
    'WHEN MATCHED THEN UPDATE SET balance = 0', 'ledger_audit_owner'),
('update auth_event', 'LG902', 'UPDATE ledger_audit.auth_event SET user_id = 1',
    'ledger_audit_owner'),
('delete auth_event', 'LG902', 'DELETE FROM ledger_audit.auth_event', 'ledger_audit_owner'),
('truncate auth_event', 'LG902', 'TRUNCATE ledger_audit.auth_event', 'ledger_audit_owner'),
('update act', 'LG902', 'UPDATE ledger_audit.act SET user_id = 1', 'ledger_audit_owner'),
('delete act', 'LG902', 'DELETE FROM ledger_audit.act', 'ledger_audit_owner'),
('truncate act', 'LG902', 'TRUNCATE ledger_audit.act', 'ledger_audit_owner');

INSERT INTO ledger_test.attack_on_money (name, code, statement, owner)
VALUES
('upsert entry', 'LG902', $$INSERT INTO ledger_audit.transaction_entry
    SELECT e.* FROM ledger_audit.transaction_entry AS e
    ON CONFLICT (account_id, account_version) DO UPDATE SET amount = 1$$,
    'ledger_audit_owner');

INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('delete account', 'LG902', $$DELETE FROM ledger_private.account
    WHERE account_id = ledger_test.id('dora') OR balance = 12345$$),
('truncate account', 'LG902', 'TRUNCATE ledger_private.account CASCADE'),
('balance', 'LG903', $$UPDATE ledger_private.account SET balance = balance + 10
    WHERE account_id = ledger_test.id('alice')$$),
('balance to its neighbour', 'LG903', $$UPDATE ledger_private.account AS a
    SET balance = a.balance + CASE WHEN a.account_id = ledger_test.id('bob') THEN 7 ELSE -7 END
    WHERE a.account_id IN (ledger_test.id('alice'), ledger_test.id('bob'))$$),
('balance by merge', 'LG903', $$MERGE INTO ledger_private.account AS a
    USING (SELECT ledger_test.id('alice') AS id) AS s ON a.account_id = s.id
    WHEN MATCHED THEN UPDATE SET balance = 99$$),
('version without entry', 'LG903', $$UPDATE ledger_private.account SET version = version + 1
    WHERE account_id = ledger_test.id('alice')$$),
('end of the audit chain', 'LG903', $$UPDATE ledger_private.account SET audit_hash = sha256('x')
    WHERE account_id = ledger_test.id('alice')$$),
('place in the audit chain', 'LG903', $$UPDATE ledger_private.account
    SET audit_position = audit_position + 1 WHERE account_id = ledger_test.id('alice')$$),
('version taken back', 'LG903', $$UPDATE ledger_private.account SET version = version - 1
    WHERE account_id = ledger_test.id('alice')$$),
('born with money', 'LG905', $$INSERT INTO ledger_private.account (account_id, user_id,
    created_at, updated_at, minor_units, currency, account_class, balance)
    VALUES (gen_random_uuid(), 0, now(), now(), 2, 'USD', 'liability', 5)$$),
('born with history', 'LG905', $$INSERT INTO ledger_private.account (account_id, user_id,
    created_at, updated_at, minor_units, currency, account_class, version)
    VALUES (gen_random_uuid(), 0, now(), now(), 2, 'USD', 'liability', 5)$$),
('born closed', 'LG905', $$INSERT INTO ledger_private.account (account_id, user_id,
    created_at, updated_at, minor_units, currency, account_class, status, closed_at)
    VALUES (gen_random_uuid(), 0, now(), now(), 2, 'USD', 'liability', 'CLOSED', now())$$),
('reopen', 'LG905', $$UPDATE ledger_private.account SET status = 'ACTIVE'
    WHERE account_id = ledger_test.id('dora')$$),
('close with money', '23514', $$UPDATE ledger_private.account
    SET status = 'CLOSED', closed_at = now() WHERE account_id = ledger_test.id('alice')$$),
('unknown status', '23514', $$UPDATE ledger_private.account SET status = 'FROZEN'
    WHERE account_id = ledger_test.id('alice')$$),
('hold more than there is', 'LG906', $$UPDATE ledger_private.account SET held = 1000
    WHERE account_id = ledger_test.id('alice')$$),
('hold less than nothing', 'LG906', $$UPDATE ledger_private.account SET held = -1
    WHERE account_id = ledger_test.id('alice')$$),
('floor above the balance', '23514', $$UPDATE ledger_private.account SET min_balance = 500
    WHERE account_id = ledger_test.id('alice')$$);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT 'change ' || c.name, 'LG905', format(
    'UPDATE ledger_private.account SET %I = %s WHERE account_id = ledger_test.id(%L)',
    c.name, c.value, 'alice'
)
FROM (VALUES
    ('account_id', 'gen_random_uuid()'), ('user_id', '-1'), ('currency', '''EUR'''),
    ('minor_units', '4'), ('account_class', '''asset'''), ('created_at', 'now() - interval ''1d''')
) AS c (name, value);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT f.name, f.code, format('SELECT ledger_test.forge(%L)', f.change)
FROM (VALUES
    ('unbalanced entries', 'LG901', '{"credit": 11}'),
    ('one leg, no credit', 'LG901', '{"legs": "D"}'),
    ('one leg, no debit', 'LG901', '{"legs": "C"}'),
    ('transaction without entries', 'LG901', '{"legs": "", "moves": false}'),
    ('entries of another amount', 'LG904', '{"debit": 9, "credit": 9}'),
    ('entries without a transaction', 'LG904', '{"posts": false}'),
    ('entries of a pending transaction', 'LG904', '{"status": "PENDING"}'),
    ('entries the accounts don''t know', 'LG904', '{"moves": false}'),
    ('gap in versions', 'LG903', '{"step": 2}'),
    ('balance that does not follow', 'LG903', '{"adds": 1}'),
    ('version used twice', '23505', '{"step": 0}'),
    ('currency of neither account', 'LG904', '{"currency": "EUR"}'),
    ('currency of one account', 'LG904', '{"to": "erika"}'),
    ('overdraft', '23514', '{"amount": 1000, "debit": 1000, "credit": 1000}'),
    ('ceiling', '23514', '{"to": "greta", "amount": 51, "debit": 51, "credit": 51}'),
    ('pay a closed account', '23514', '{"to": "dora"}'),
    ('amount of nothing', '23514', '{"amount": 0, "debit": 0, "credit": 0}'),
    ('negative amount', '23514', '{"amount": -5, "debit": -5, "credit": -5}'),
    ('amount NaN', '23514', '{"amount": "NaN", "debit": "NaN", "credit": "NaN"}'),
    ('amount infinite', '22003', '{"amount": "Infinity", "debit": "Infinity", "credit": "Infinity"}'),
    ('balance out of range', '22003', '{"from": "world:USD", "amount": 1e20, "debit": 1e20, "credit": 1e20}'),
    ('fraction of a cent', '23514', '{"amount": 0.005, "debit": 0.005, "credit": 0.005}'),
    ('to itself', 'LG901', '{"to": "alice", "payee_step": 2}')
) AS f (name, code, change);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT 'third and fourth entry', 'LG904', $attack$DO $do$ BEGIN
    PERFORM ledger_test.forge(jsonb_build_object('posts', false, 'transaction', t.transaction_id))
    FROM ledger_audit.transaction AS t WHERE t.idempotency_key = 'first';
END $do$$attack$;

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT r.name, 'LG901', format(
    'INSERT INTO ledger_audit.transaction (transaction_id, from_account_id, to_account_id, '
    'user_id, from_account_version, xact_id, effective_at, created_at, amount, currency, '
    'transaction_type, status, failure_code, user_role, database_user) SELECT '
    'gen_random_uuid(), ledger_test.id(''alice''), ledger_test.id(%L), 0, %L, 1, now(), now(), '
    '9, ''USD'', ''transfer'', ''FAILED'', %L, ''database'', ''x''',
    r.payee, r.version, r.failure_code
)
FROM (VALUES
    ('refusal without a reason', 'bob', NULL, NULL),
    ('refusal that names an entry', 'bob', 1, 'LG201'),
    ('refusal to pay itself', 'alice', NULL, 'LG201')
) AS r (name, payee, version, failure_code);
