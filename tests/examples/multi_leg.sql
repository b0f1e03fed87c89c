-- A marketplace in psql: one payment, many legs, and every cent accounted for.
SELECT a.code, a.min_balance FROM ledger.open_account('USD', p_code => 'ann') AS a
UNION ALL SELECT a.code, a.min_balance FROM ledger.open_account('USD', p_code => 'ann:gift card') AS a
UNION ALL SELECT a.code, a.min_balance FROM ledger.open_account('USD', p_code => 'seller') AS a
UNION ALL SELECT a.code, a.min_balance FROM ledger.open_account('USD', p_code => 'fees', p_account_class => 'income') AS a
UNION ALL SELECT a.code, a.min_balance FROM ledger.open_account('USD', p_code => 'vat') AS a;
SELECT d.amount FROM ledger.deposit(ledger.account_id('ann'), 100) AS d
UNION ALL SELECT d.amount FROM ledger.deposit(ledger.account_id('ann:gift card'), 15) AS d;

-- Before posting: what would each leg come to?
SELECT e.entry ->> 'entry_type' AS side, e.entry ->> 'amount' AS amount,
    e.entry ->> 'balance_after' AS balance_after
FROM ledger.preview_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('ann'), 49.99),
    ledger.credit_leg(ledger.account_id('fees'), 0.30),
    ledger.credit_leg(ledger.account_id('fees'), p_kind => 'percent', p_share => 2.9),
    ledger.credit_leg(ledger.account_id('vat'), 42.01, 'percent', 19),
    ledger.credit_leg(ledger.account_id('seller'), p_kind => 'rest')
]) AS p, jsonb_array_elements(p.entries) AS e (entry);

-- The sale: a gift card pays first, the account the rest; fees, VAT and the seller share it.
SELECT t.transaction_type, t.status, t.amount, t.currency, cardinality(t.leg_account_ids) AS legs
FROM ledger.post_transaction(
    ARRAY[
        ledger.debit_leg(ledger.account_id('ann:gift card'), p_kind => 'up_to'),
        ledger.debit_leg(ledger.account_id('ann'), p_kind => 'rest', p_description => 'Teapot, rest'),
        ledger.credit_leg(ledger.account_id('fees'), p_kind => 'percent', p_share => 2.9),
        ledger.credit_leg(ledger.account_id('vat'), 42.01, 'percent', 19),
        ledger.credit_leg(ledger.account_id('seller'), p_kind => 'rest')
    ],
    p_total => 49.99, p_idempotency_key => 'order-7', p_description => 'Teapot',
    p_transaction_type => 'sale'
) AS t;
SELECT a.code, e.entry_type, e.amount, e.balance_after, e.description
FROM ledger.transactions AS t
CROSS JOIN LATERAL ledger.list_transaction_entries(t.transaction_id) AS e
JOIN ledger.accounts AS a USING (account_id)
WHERE t.idempotency_key = 'order-7';

-- A bill split in three: parts are rounded by largest remainder, the first gets the odd cent.
SELECT e.entry ->> 'amount' AS part
FROM ledger.preview_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('seller'), 10),
    ledger.credit_leg(ledger.account_id('ann'), p_kind => 'weight', p_share => 1),
    ledger.credit_leg(ledger.account_id('fees'), p_kind => 'weight', p_share => 1),
    ledger.credit_leg(ledger.account_id('vat'), p_kind => 'weight', p_share => 1)
]) AS p, jsonb_array_elements(p.entries) WITH ORDINALITY AS e (entry, n)
WHERE e.n > 1;

-- Legs that don't balance are told by how much; nothing is posted.
SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('ann'), 10),
    ledger.credit_leg(ledger.account_id('seller'), 9.70)
]);

-- Money that is not there: the leg, and what is available.
SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('ann'), 500),
    ledger.credit_leg(ledger.account_id('seller'), p_kind => 'rest')
]);

-- Sweep all that is left.
SELECT t.amount FROM ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id('ann'), p_kind => 'up_to'),
    ledger.debit_leg(ledger.account_id('seller'), p_kind => 'up_to'),
    ledger.credit_leg(ledger.account_id('world:USD'), p_kind => 'rest')
], p_description => 'Pay out') AS t;
SELECT a.code, a.balance FROM ledger.accounts AS a ORDER BY a.code COLLATE "C";
SELECT count(*) FILTER (WHERE NOT v.ok) AS broken_promises FROM ledger.verify() AS v;
