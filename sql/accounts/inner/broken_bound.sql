-- The rule about the balance of an account that it does not keep; NULL if none.
CREATE OR REPLACE FUNCTION ledger_private.broken_bound(
    p_balance numeric,
    p_held numeric,
    p_min_balance numeric,
    p_max_balance numeric,
    p_minor_units smallint,
    p_status text
)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_balance - p_held < p_min_balance THEN 'account_available_is_above_floor'
        WHEN p_balance > p_max_balance THEN 'account_balance_is_below_ceiling'
        -- Entries tie amounts to balances, so this holds the scale of every amount too.
        WHEN p_balance <> round(p_balance, p_minor_units)
            OR p_held <> round(p_held, p_minor_units) THEN 'account_balance_fits_currency'
        WHEN p_status = 'CLOSED' AND (p_balance <> 0 OR p_held <> 0)
            THEN 'account_closed_is_empty'
    END
$function$;

COMMENT ON FUNCTION ledger_private.broken_bound(
    numeric, numeric, numeric, numeric, smallint, text
) IS
'The name of the first rule that is broken. A plan holds the expression itself, not the call.';
