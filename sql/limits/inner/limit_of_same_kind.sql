-- The limit of the same kind that is set already.
CREATE OR REPLACE FUNCTION ledger_private.limit_of_same_kind(p_limit ledger_private.usage_limit)
RETURNS ledger_private.usage_limit
LANGUAGE sql
VOLATILE
AS $function$
    SELECT l
    FROM ledger_private.usage_limit AS l
    WHERE l.user_id = p_limit.user_id
        AND l.removed_at IS NULL
        AND (
            l.account_id, l.direction::text, l.measure::text, l.period::text,
            l.window_seconds, l.currency::text, l.transaction_type::text
        ) IS NOT DISTINCT FROM (
            p_limit.account_id, p_limit.direction::text, p_limit.measure::text,
            p_limit.period::text, p_limit.window_seconds, p_limit.currency::text,
            p_limit.transaction_type::text
        )
$function$;

COMMENT ON FUNCTION ledger_private.limit_of_same_kind(ledger_private.usage_limit) IS
'The limit that p_limit would replace, or NULL. The accounts are locked by the caller, so it stays what it is.';
