-- Every known way to break the promise of a hold, and the code that must stop it.
CREATE FUNCTION ledger_test.hold_id()
RETURNS uuid
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT h.hold_id FROM ledger_private.hold AS h
    WHERE h.account_id = ledger_test.id('henry')
    ORDER BY h.hold_id LIMIT 1
);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT format('%s %s', lower(o.operation), t.name), 'LG902', format(o.form, t.name)
FROM (VALUES ('hold'), ('hold_event')) AS t (name)
CROSS JOIN (VALUES
    ('DELETE', 'DELETE FROM ledger_private.%1$I'),
    ('TRUNCATE', 'TRUNCATE ledger_private.%1$I')
) AS o (operation, form);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('update hold_event', 'LG902', 'UPDATE ledger_private.hold_event SET amount_after = 1'),
('keep more than the holds do', 'LG906', $$UPDATE ledger_private.account SET held = 16
    WHERE account_id = ledger_test.id('henry')$$),
('keep less than the holds do', 'LG906', $$UPDATE ledger_private.account SET held = 0
    WHERE account_id = ledger_test.id('henry')$$),
('release without an event', 'LG907', $$UPDATE ledger_private.hold
    SET released = released + 1, event_count = event_count + 1
    WHERE hold_id = ledger_test.hold_id()$$),
('release without a number', 'LG907', $$UPDATE ledger_private.hold
    SET released = released + 1 WHERE hold_id = ledger_test.hold_id()$$),
('an event of nothing', 'LG907', $$INSERT INTO ledger_private.hold_event (hold_id,
    event_number, account_id, account_position, user_id, created_at, event_type,
    amount_after, captured_after, released_after, status_after)
    SELECT h.hold_id, 9, h.account_id, 1, 0, now(), 'EXTEND', 20, 5, 0, 'OPEN'
    FROM ledger_private.hold AS h WHERE h.hold_id = ledger_test.hold_id()$$),
('a hold the account does not keep', 'LG906', $$WITH h AS (
    INSERT INTO ledger_private.hold (hold_id, account_id, user_id, event_count, created_at,
        updated_at, minor_units, currency, amount, status)
    SELECT gen_random_uuid(), a.account_id, a.user_id, 1, now(), now(), 2, 'USD', 1, 'OPEN'
    FROM ledger_private.account AS a WHERE a.account_id = ledger_test.id('alice')
    RETURNING *)
    INSERT INTO ledger_private.hold_event (hold_id, event_number, account_id,
        account_position, user_id, created_at, event_type, amount, amount_after,
        captured_after, released_after, status_after)
    SELECT hold_id, 1, account_id, 1, user_id, now(), 'PLACE', 1, 1, 0, 0, 'OPEN' FROM h$$),
('born captured', 'LG907', $$INSERT INTO ledger_private.hold (hold_id, account_id, user_id,
    event_count, created_at, updated_at, minor_units, currency, amount, captured, status)
    VALUES (gen_random_uuid(), ledger_test.id('alice'), 0, 1, now(), now(), 2, 'USD', 1, 1,
    'CAPTURED')$$),
('capture more than is held', '23514', $$UPDATE ledger_private.hold
    SET captured = 21, status = 'CAPTURED', event_count = event_count + 1
    WHERE hold_id = ledger_test.hold_id()$$),
('captured with something left', '23514', $$UPDATE ledger_private.hold
    SET captured = 6, status = 'CAPTURED', event_count = event_count + 1
    WHERE hold_id = ledger_test.hold_id()$$);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT 'change hold ' || c.name, 'LG907', format(
    'UPDATE ledger_private.hold SET %I = %s, event_count = event_count + 1 '
    'WHERE hold_id = ledger_test.hold_id()', c.name, c.value
)
FROM (VALUES
    ('account_id', 'ledger_test.id(''alice'')'), ('to_account_id', 'NULL'), ('user_id', '-1'),
    ('tolerance_amount', '100'), ('captured', '4'), ('amount', '19'), ('placed_by', '7')
) AS c (name, value);
