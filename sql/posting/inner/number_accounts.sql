-- Number the accounts of a batch in lock order: two numbers for each item, payer and payee.
CREATE OR REPLACE FUNCTION ledger_private.number_accounts(p_items ledger_private.posting_item[])
RETURNS integer[]
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN (
        SELECT array_agg(
            CASE WHEN s.is_open THEN s.slot END ORDER BY s.item_number, s.side
        )
        FROM (
            SELECT
                i.item_number, l.side, o.is_open,
                dense_rank() OVER (PARTITION BY o.is_open ORDER BY l.account_id) AS slot
            FROM unnest(p_items) AS i
            CROSS JOIN LATERAL (
                VALUES (i.failure_code IS NULL AND NOT i.is_replay)
            ) AS o (is_open)
            CROSS JOIN LATERAL (
                VALUES (1, i.from_account_id), (2, i.to_account_id)
            ) AS l (side, account_id)
        ) AS s
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.number_accounts(ledger_private.posting_item[]) IS
'Two slots for each item, NULL for an item that is refused or answered already: the places of its accounts in the array that lock_accounts returns.';
