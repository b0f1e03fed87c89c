-- Several postings in one transaction: all of them, or none.
SELECT a.code FROM ledger.open_account('EUR', p_code => 'tenant') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'landlord') AS a
UNION ALL SELECT a.code FROM ledger.open_account('EUR', p_code => 'agency') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('tenant'), 1000) AS d;

-- Lock first, every account that will be touched: nobody deadlocks, and what is read stays true.
BEGIN;
SELECT l.code, l.available
FROM ledger.lock_accounts(ARRAY[
    ledger.account_id('tenant'), ledger.account_id('landlord'), ledger.account_id('agency')
]) AS l
ORDER BY l.code;
SELECT t.amount FROM ledger.post_transfer(
    ledger.account_id('tenant'), ledger.account_id('landlord'), 800, p_idempotency_key => 'rent-may'
) AS t;

-- A refusal inside a savepoint takes only that part back.
SAVEPOINT deposit;
SELECT t.amount FROM ledger.post_transfer(
    ledger.account_id('tenant'), ledger.account_id('landlord'), 300, p_idempotency_key => 'deposit'
) AS t;
ROLLBACK TO SAVEPOINT deposit;
SELECT t.amount FROM ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('tenant'), 300, 'up_to'),
    ledger.credit_leg(ledger.account_id('agency'), p_kind => 'percent', p_share => 10),
    ledger.credit_leg(ledger.account_id('landlord'), p_kind => 'rest')
], p_idempotency_key => 'deposit') AS t;
COMMIT;
SELECT a.code, a.balance FROM ledger.accounts AS a WHERE a.currency = 'EUR' ORDER BY a.code;

-- Rolled back, a key is free again and nothing has moved.
BEGIN;
SELECT t.amount FROM ledger.post_transfer(
    ledger.account_id('landlord'), ledger.account_id('tenant'), 80, p_idempotency_key => 'refund'
) AS t;
ROLLBACK;
SELECT r.is_replay, r.amount, r.from_balance
FROM ledger.post_transfers(ARRAY[ROW(
    ledger.account_id('landlord'), ledger.account_id('tenant'), 75, NULL, 'refund', NULL, NULL,
    NULL, NULL, NULL
)::ledger.transfer_request]) AS r;

-- Committed, the same request is the same transaction: it moves nothing twice.
SELECT r.is_replay, r.amount, r.from_balance
FROM ledger.post_transfers(ARRAY[ROW(
    ledger.account_id('landlord'), ledger.account_id('tenant'), 75, NULL, 'refund', NULL, NULL,
    NULL, NULL, NULL
)::ledger.transfer_request]) AS r;
