-- The values behind a refusal by a limit.
CREATE OR REPLACE FUNCTION ledger_private.limit_detail(
    p_limit ledger_private.posting_limit,
    p_added numeric,
    p_use ledger_private.posting_use,
    p_takes numeric,
    p_now timestamptz,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    -- A customer is told of its own limits only.
    SELECT CASE WHEN p_actor.role = 'customer' AND p_actor.user_id <> p_use.user_id
        THEN jsonb_build_object('account_id', p_use.account_id)
        ELSE jsonb_build_object(
            'account_id', p_use.account_id,
            'limit_id', p_limit.limit_id,
            'direction', p_limit.direction,
            'measure', p_limit.measure,
            'period', p_limit.period,
            'currency', p_limit.currency,
            'limit', round(p_limit.maximum, d.decimals)::text,
            'used', round(p_limit.used + p_added, d.decimals)::text,
            'requested', round(p_takes, d.decimals)::text,
            'remaining', round(
                greatest(p_limit.maximum - p_limit.used - p_added, 0), d.decimals
            )::text,
            'resets_at', ledger_private.moment_text(CASE WHEN p_takes <= p_limit.maximum THEN
                ledger_private.limit_resets_at(p_limit, p_added, p_takes, p_now)
            END)
        )
    END
    FROM (
        VALUES (CASE p_limit.measure WHEN 'count' THEN 0 ELSE p_use.minor_units END)
    ) AS d (decimals)
$function$;

COMMENT ON FUNCTION ledger_private.limit_detail(
    ledger_private.posting_limit, numeric, ledger_private.posting_use, numeric, timestamptz,
    ledger.actor
) IS
'limit, used, requested, remaining as strings, and resets_at, when it would fit if nothing else were used: NULL when it never does.';
