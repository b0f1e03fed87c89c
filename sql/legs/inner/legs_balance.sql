-- Whether the legs that a transaction names are its entries, and debits equal credits.
CREATE OR REPLACE FUNCTION ledger_private.legs_balance(
    p_transaction_id uuid,
    p_account_ids uuid[],
    p_account_versions bigint[],
    p_amount numeric,
    p_currency text
)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT coalesce(
        sum(c.legs) = cardinality(p_account_ids)
        AND bool_and(c.debits = c.credits)
        -- Legs of one currency have a total; legs of several have none.
        AND (p_amount, p_currency) IS NOT DISTINCT FROM (
            CASE WHEN count(*) = 1 THEN min(c.debits) END,
            CASE WHEN count(*) = 1 THEN min(c.currency) END
        ),
        false
    )
    FROM (
        SELECT
            e.currency,
            -- One entry named twice counts once.
            count(DISTINCT (l.account_id, l.account_version)) AS legs,
            coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT'), 0) AS debits,
            coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'CREDIT'), 0) AS credits
        FROM unnest(p_account_ids, p_account_versions) AS l (account_id, account_version)
        CROSS JOIN LATERAL (
            SELECT e.transaction_id, e.currency, e.entry_type, e.amount
            FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = l.account_id
                AND e.account_version = l.account_version
            LIMIT 1
        ) AS e
        WHERE e.transaction_id = p_transaction_id
        GROUP BY e.currency
    ) AS c
$function$;

COMMENT ON FUNCTION ledger_private.legs_balance(uuid, uuid[], bigint[], numeric, text) IS
'True when each pair of account and version is an entry of the transaction, no pair comes twice, debits equal credits in each currency, and amount and currency are those of a single currency or NULL.';
