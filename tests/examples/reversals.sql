-- A refund in psql: in parts, never more than was paid, linked both ways.
SELECT a.code FROM ledger.open_account('USD', p_code => 'ann') AS a
UNION ALL SELECT a.code FROM ledger.open_account('USD', p_code => 'shop') AS a
UNION ALL SELECT a.code FROM ledger.open_account('USD', p_code => 'fees', p_account_class => 'income') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('ann'), 100) AS d;
SELECT t.transaction_id, t.amount, t.status
FROM ledger.post_transfer(ledger.account_id('ann'), ledger.account_id('shop'), 80, p_description => 'Boots') AS t \gset boots_

-- The left boot comes back. The same key again is the same reversal.
SELECT r.amount, r.transaction_type, r.description, r.reverses_transaction_id = :'boots_transaction_id' AS is_linked
FROM ledger.reverse_transaction(:'boots_transaction_id', 35, 'Left boot', p_idempotency_key => 'return-1') AS r;
SELECT r.amount, r.status
FROM ledger.reverse_transaction(:'boots_transaction_id', 35, 'Left boot', p_idempotency_key => 'return-1') AS r;
SELECT t.status, t.amount, t.reversed_amount FROM ledger.get_transaction(:'boots_transaction_id') AS t;

-- More than remains is refused; no amount means all that remains.
SELECT ledger.reverse_transaction(:'boots_transaction_id', 45.01);
SELECT r.amount FROM ledger.reverse_transaction(:'boots_transaction_id', p_reason => 'Right boot') AS r;
SELECT t.status, t.amount, t.reversed_amount FROM ledger.get_transaction(:'boots_transaction_id') AS t;
SELECT r.amount, r.description FROM ledger.list_reversals(:'boots_transaction_id') AS r;
SELECT ledger.reverse_transaction(:'boots_transaction_id');

-- A sale with its fee goes back in proportion, to the cent.
SELECT s.transaction_id
FROM ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('ann'), 50),
    ledger.credit_leg(ledger.account_id('shop'), 48.55),
    ledger.credit_leg(ledger.account_id('fees'), 1.45)
]) AS s \gset sale_
SELECT r.transaction_id
FROM ledger.reverse_transaction(:'sale_transaction_id', 19.99, 'One of two socks') AS r \gset one_
SELECT a.code, e.entry_type, e.amount
FROM ledger.list_transaction_entries(:'one_transaction_id') AS e
JOIN ledger.accounts AS a USING (account_id);
SELECT r.transaction_id
FROM ledger.reverse_transaction(:'sale_transaction_id', p_reason => 'The other') AS r \gset other_
SELECT a.code, e.entry_type, e.amount
FROM ledger.list_transaction_entries(:'other_transaction_id') AS e
JOIN ledger.accounts AS a USING (account_id);

-- Who no longer has the money cannot give it back.
SELECT t.transaction_id
FROM ledger.post_transfer(ledger.account_id('ann'), ledger.account_id('shop'), 20) AS t \gset hat_
SELECT w.amount FROM ledger.withdraw(ledger.account_id('shop'), 15) AS w;
SELECT ledger.reverse_transaction(:'hat_transaction_id');
SELECT a.code, a.balance FROM ledger.accounts AS a WHERE a.currency = 'USD' ORDER BY a.code;
SELECT v.name, v.ok FROM ledger.verify() AS v WHERE v.name = 'refunds_within_originals';
