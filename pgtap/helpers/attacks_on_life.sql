-- Ways to break what account life promises: categories, codes, merges.
INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('delete category', 'LG902', 'DELETE FROM ledger_private.category'),
('truncate category', 'LG902', 'TRUNCATE ledger_private.category'),
('category astray', 'LG904', $attack$DO $do$ BEGIN
    PERFORM ledger.create_category('a/b');
    UPDATE ledger_private.category SET path = 'x/b' WHERE path = 'a/b';
END $do$$attack$),
('category in a circle', 'LG904', $attack$DO $do$ BEGIN
    PERFORM ledger.create_category('a/b');
    UPDATE ledger_private.category AS c SET parent_category_id = b.category_id
    FROM ledger_private.category AS b WHERE c.path = 'a' AND b.path = 'a/b';
END $do$$attack$),
('category of nobody', 'LG904', $$UPDATE ledger_private.account
    SET category_id = gen_random_uuid() WHERE account_id = ledger_test.id('alice')$$),
('code of nobody', 'LG904', $$UPDATE ledger_private.account
    SET code_number = 7 WHERE account_id = ledger_test.id('alice')$$),
('merged while open', 'LG904', $$UPDATE ledger_private.account
    SET merged_into_account_id = ledger_test.id('bob')
    WHERE account_id = ledger_test.id('alice')$$);

-- Ways to go by a name that is another's.
INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT
    n.name, n.code,
    format('INSERT INTO ledger_private.account_code (code, account_id, user_id, code_number) '
        'SELECT %L, a.account_id, a.user_id + %s, 9 FROM ledger_private.account AS a '
        'WHERE a.account_id = ledger_test.id(''alice'')', n.taken, n.more)
FROM (VALUES
    ('code of the outside world', 'LG150', 'world:ZWG', 0),
    ('code in the space of another', 'LG150', '~1/savings', 0),
    ('code of another owner', 'LG904', 'alice:new', 1)
) AS n (name, code, taken, more)
UNION ALL
VALUES ('name of the house', 'LG150', $$WITH u AS (
    INSERT INTO ledger_private.app_user (user_id, role) VALUES (8192, 'customer')
    RETURNING user_id
) INSERT INTO ledger_private.login (username, user_id) SELECT 'house', u.user_id FROM u$$);

-- Ways to change what amounts are counted in.
INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES
('decimals of an asset in use', 'LG902',
    $$UPDATE ledger_private.currency SET minor_units = 4 WHERE currency = 'USD'$$),
('decimals of an asset', 'LG902',
    $$UPDATE ledger_private.currency SET minor_units = 4 WHERE currency = 'ZWG'$$),
('code of an asset', 'LG902',
    $$UPDATE ledger_private.currency SET currency = 'ZWX' WHERE currency = 'ZWG'$$),
('delete asset', 'LG902', $$DELETE FROM ledger_private.currency WHERE currency = 'ZWG'$$),
('truncate asset', 'LG902', 'TRUNCATE ledger_private.currency CASCADE'),
('asset of too many decimals', '23514', $$INSERT INTO ledger_private.currency
    (currency, name, minor_units) VALUES ('FINE', 'Finer than any amount', 19)$$),
('asset without a code', '23514', $$INSERT INTO ledger_private.currency
    (currency, name, minor_units) VALUES ('usd', 'Small letters', 2)$$);
