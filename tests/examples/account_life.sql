-- The life of an account in psql: sorted, renamed, suspended, frozen, merged, closed.
SELECT u.user_id FROM ledger.create_user('ann') AS u \gset
SELECT a.code FROM ledger.open_account('EUR', :user_id, p_code => 'ann', p_metadata => '{"product": "giro"}') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', :user_id, p_code => 'ann:old') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'bob') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('ann'), 500) AS d
UNION ALL SELECT d.amount FROM ledger.deposit(ledger.account_id('ann:old'), 20) AS d
UNION ALL SELECT d.amount FROM ledger.deposit(ledger.account_id('bob'), 300) AS d;

-- Categories form a tree; balances add up through all its levels.
SELECT c.path, c.parent, c.depth FROM ledger.create_category('customers/retail/giro') AS c;
SELECT c.path FROM ledger.create_category('customers/retail/closing') AS c;
SELECT a.code, a.category FROM ledger.set_account_category(ledger.account_id('ann'), 'customers/retail/giro') AS a
UNION ALL SELECT a.code, a.category FROM ledger.set_account_category(ledger.account_id('bob'), 'customers/retail') AS a;
SELECT path, currency, accounts, own_balance, balance FROM ledger.list_category_balances();
SELECT ledger.move_category('customers', 'customers/retail/all');
SELECT c.path FROM ledger.move_category('customers/retail', 'private') AS c;
SELECT path, currency, accounts, own_balance, balance FROM ledger.list_category_balances();

-- Metadata is merged key by key, and searched.
SELECT a.metadata FROM ledger.set_account_metadata(ledger.account_id('ann'), '{"branch": {"city": "Ulm"}, "product": null}') AS a;
SELECT a.code FROM ledger.list_accounts(p_metadata => '{"branch": {"city": "Ulm"}}') AS a;

-- A new code; the old one goes on leading to the account, and is never given to another.
SELECT a.code FROM ledger.rename_account(ledger.account_id('ann'), 'ann:giro') AS a;
SELECT a.code, a.balance FROM ledger.find_account('ann') AS a;
SELECT ledger.open_account('EUR', p_code => 'ann');

-- Suspended, but still paid.
SELECT a.status, a.allows_credits FROM ledger.set_account_status(ledger.account_id('bob'), 'SUSPENDED', 'card lost', true) AS a;
SELECT t.amount FROM ledger.post_transfer(ledger.account_id('ann'), ledger.account_id('bob'), 50) AS t;
SELECT ledger.post_transfer(ledger.account_id('bob'), ledger.account_id('ann'), 50);
SELECT a.status, a.allows_credits FROM ledger.set_account_status(ledger.account_id('bob'), 'ACTIVE') AS a;

-- A court freezes 400 of ann's 450; nobody captures it, an operator lifts it.
SELECT h.hold_id, h.is_freeze, h.remaining FROM ledger.freeze_amount(ledger.account_id('ann'), 400, 'order 12/2026') AS h \gset
SELECT :'is_freeze' AS is_freeze, :'remaining' AS remaining;
SELECT b.balance, b.held, b.available FROM ledger.get_balance(ledger.account_id('ann')) AS b;
SELECT ledger.capture_hold(:'hold_id', 1, p_to_account_id => ledger.account_id('bob'));
SELECT ledger.close_account(ledger.account_id('ann'), ledger.account_id('bob'));
SELECT h.status, h.released FROM ledger.unfreeze_amount(:'hold_id') AS h;

-- Two accounts of one person become one: the balance moves, and so do the codes.
SELECT a.code, a.balance FROM ledger.merge_accounts(ledger.account_id('ann:old'), ledger.account_id('ann'), 'same person') AS a;
SELECT a.code, a.status FROM ledger.find_account('ann:old') AS a;

-- Closing sweeps what is left, both or neither.
SELECT ledger.close_account(ledger.account_id('ann'));
SELECT a.code, a.status, a.balance FROM ledger.close_account(ledger.account_id('ann'), ledger.account_id('bob'), 'moved away') AS a;
SELECT b.balance FROM ledger.get_balance(ledger.account_id('bob')) AS b;
SELECT l.action, l.detail - ARRAY['hold_id', 'number'] AS detail
FROM ledger.list_audit_logs(ledger.account_id('ann')) AS l WHERE l.action NOT IN ('OPEN', 'DEBIT', 'CREDIT')
ORDER BY l.account_position;
SELECT v.name, v.ok FROM ledger.verify() AS v WHERE v.name ~ 'account|audit' ORDER BY v.name;
