-- Which restriction of an API key forbids a transaction of many legs.
CREATE OR REPLACE FUNCTION ledger_private.legs_key_refusal(
    p_item ledger_private.posting_item,
    p_requested ledger_private.requested_leg[],
    p_decided ledger_private.posting_leg[],
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT ledger_private.key_refusal(
        p_actor, d.account_ids,
        (
            SELECT sum(l.amount)
            FROM unnest(p_decided) AS l
            WHERE l.entry_type = 'DEBIT'
                AND l.currency = d.currency
        ),
        d.currency, p_item.transaction_type
    )
    FROM (
        SELECT l.currency, array_agg(l.account_id ORDER BY l.leg_number) AS account_ids
        FROM unnest(p_requested) AS l
        WHERE l.entry_type = 'DEBIT'
        GROUP BY l.currency
    ) AS d
    ORDER BY 1 NULLS LAST
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.legs_key_refusal(
    ledger_private.posting_item, ledger_private.requested_leg[], ledger_private.posting_leg[],
    ledger.actor
) IS
'What ledger_private.key_refusal says of the accounts that p_requested debits and of what p_decided takes from them in each currency; a refusal whatever was decided, for its reason may tell of an account that the key does not reach.';
