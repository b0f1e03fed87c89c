-- A limit as it stands in the audit trail.
CREATE OR REPLACE FUNCTION ledger_private.describe_limit(p_limit ledger_private.usage_limit)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'limit_id', p_limit.limit_id,
        'account_id', p_limit.account_id,
        'maximum', trim_scale(p_limit.maximum)::text,
        'direction', p_limit.direction,
        'measure', p_limit.measure,
        'currency', p_limit.currency,
        'period', p_limit.period,
        'window_seconds', p_limit.window_seconds,
        'time_zone', p_limit.time_zone,
        'transaction_type', p_limit.transaction_type
    )) || jsonb_build_object('is_removed', p_limit.removed_at IS NOT NULL)
$function$;

COMMENT ON FUNCTION ledger_private.describe_limit(ledger_private.usage_limit) IS
'What a LIMIT audit row holds; verify() compares the limit with it.';
