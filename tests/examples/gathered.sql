-- An account so busy that each posting waits for the last one's commit: let them be gathered.
SELECT a.code FROM ledger.open_account('EUR', p_code => 'payer') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'shop') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('payer'), 100) AS d;

-- As post_transfer, but called; a key is a must, since who loses the connection has to ask again.
CALL ledger.post_transfer_gathered(
    ledger.account_id('payer'), ledger.account_id('shop'), 60, p_idempotency_key => 'order-1'
) \gset first_
CALL ledger.post_transfer_gathered(
    ledger.account_id('payer'), ledger.account_id('shop'), 60, p_idempotency_key => 'order-1'
) \gset again_
SELECT :'first_transaction_id' = :'again_transaction_id' AS is_the_same,
    :first_from_account_version AS from_account_version;
CALL ledger.post_transfer_gathered(ledger.account_id('payer'), ledger.account_id('shop'), 60);

-- A refusal is raised to who asked, and stays on file under its key.
CALL ledger.post_transfer_gathered(
    ledger.account_id('payer'), ledger.account_id('shop'), 60, p_idempotency_key => 'order-2'
);
SELECT t.idempotency_key, t.status, t.failure_code
FROM ledger.transactions AS t
WHERE t.idempotency_key LIKE 'order-%'
ORDER BY t.transaction_id;

-- It commits, so it stands alone.
BEGIN;
CALL ledger.post_transfer_gathered(
    ledger.account_id('payer'), ledger.account_id('shop'), 1, p_idempotency_key => 'order-3'
);
ROLLBACK;
SELECT b.balance FROM ledger.get_balance(ledger.account_id('payer')) AS b;
