-- Ask which limits would refuse an amount, without moving it.
CREATE OR REPLACE FUNCTION ledger.check_limits(
    p_account_id uuid,
    p_amount numeric,
    p_direction text DEFAULT 'out',
    p_transaction_type text DEFAULT 'transfer',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.limits
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_currency text;
BEGIN
    PERFORM ledger_private.require_short(
        'direction', p_direction, 'transaction_type', p_transaction_type
    );
    v_currency := (ledger.get_account(p_account_id => p_account_id, p_actor => p_actor)).currency;

    RETURN QUERY
    SELECT l.*
    FROM ledger.list_limits(p_account_id => p_account_id, p_actor => p_actor) AS l
    WHERE l.direction = p_direction
        AND coalesce(l.currency, v_currency) = v_currency
        AND coalesce(l.transaction_type, p_transaction_type) = p_transaction_type
        AND CASE l.measure WHEN 'count' THEN 1 ELSE p_amount END > l.remaining;
END
$function$;

COMMENT ON FUNCTION ledger.check_limits(uuid, numeric, text, text, ledger.actor) IS
'The limits that would now refuse p_amount in p_direction (out or in) as a transaction of p_transaction_type, with what remains of each; no rows when none would. This is no promise: another posting may come first. Raises LG001. Takes no lock.';
