-- What the accounts in each category hold, with everything below it.
CREATE OR REPLACE VIEW ledger.category_balances AS
WITH RECURSIVE ancestor AS (
    SELECT c.category_id, c.category_id AS ancestor_id, c.parent_category_id
    FROM ledger_private.category AS c
    UNION ALL
    SELECT a.category_id, p.category_id AS ancestor_id, p.parent_category_id
    FROM ancestor AS a
    JOIN ledger_private.category AS p ON p.category_id = a.parent_category_id
),
own AS (
    SELECT
        a.category_id,
        a.currency,
        max(a.minor_units) AS minor_units,
        count(*) AS accounts,
        sum(a.balance) + coalesce(sum((
            SELECT sum(o.amount) FROM ledger_audit.open_credit AS o
            WHERE o.account_id = a.account_id
        )) FILTER (WHERE a.accumulates), 0) AS balance
    FROM ledger_private.account AS a
    WHERE a.category_id IS NOT NULL
    GROUP BY a.category_id, a.currency
),
rolled AS (
    SELECT
        t.ancestor_id AS category_id,
        o.currency,
        max(o.minor_units) AS minor_units,
        coalesce(sum(o.balance) FILTER (WHERE t.category_id = t.ancestor_id), 0) AS own_balance,
        sum(o.accounts)::bigint AS accounts,
        sum(o.balance) AS balance
    FROM own AS o
    JOIN ancestor AS t USING (category_id)
    GROUP BY t.ancestor_id, o.currency
)
SELECT
    c.path,
    c.parent,
    c.depth,
    r.currency,
    r.accounts,
    round(r.own_balance, r.minor_units) AS own_balance,
    round(r.balance, r.minor_units) AS balance
FROM rolled AS r
JOIN ledger.categories AS c USING (category_id);

COMMENT ON VIEW ledger.category_balances IS
'Per category and currency: the balance of the accounts right in it, and of all accounts in it and below. balance = credits - debits.';

COMMENT ON COLUMN ledger.category_balances.path IS 'Names from the root to the category, a slash between.';
COMMENT ON COLUMN ledger.category_balances.parent IS 'Path of the category above, or NULL.';
COMMENT ON COLUMN ledger.category_balances.depth IS 'Levels from the root: 1 for a root.';
COMMENT ON COLUMN ledger.category_balances.currency IS 'Asset code.';
COMMENT ON COLUMN ledger.category_balances.accounts IS 'How many accounts are in the category or below it.';
COMMENT ON COLUMN ledger.category_balances.own_balance IS 'Sum of the balances of accounts right in the category, in units of the currency.';
COMMENT ON COLUMN ledger.category_balances.balance IS 'Sum of the balances of accounts in the category and below it, in units of the currency.';
