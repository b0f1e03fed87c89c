-- What an account's open credits before a point add up to.
CREATE OR REPLACE FUNCTION ledger_private.open_total(
    p_account_id uuid,
    p_before_at timestamptz,
    p_before_id uuid
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(sum(o.amount), 0)
    FROM ledger_audit.open_credit AS o
    WHERE o.account_id = p_account_id
        AND (o.created_at, o.transaction_id) < (
            p_before_at, coalesce(p_before_id, '00000000-0000-0000-0000-000000000000')
        )
$function$;

COMMENT ON FUNCTION ledger_private.open_total(uuid, timestamptz, uuid) IS
'Sum of those with (created_at, transaction_id) < (p_before_at, p_before_id), in units of the currency; a p_before_id of NULL is before all.';
