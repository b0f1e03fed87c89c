-- A limit and its counter as the posting engine works on them.
CREATE OR REPLACE FUNCTION ledger_private.limit_for_posting(
    p_limit ledger_private.usage_limit,
    p_counter ledger_private.usage_counter
)
RETURNS ledger_private.posting_limit
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_private.make_limit(
        p_limit_id => p_limit.limit_id, p_account_id => p_limit.account_id,
        p_user_id => p_limit.user_id, p_direction => p_limit.direction,
        p_measure => p_limit.measure, p_period => p_limit.period,
        p_currency => p_limit.currency, p_time_zone => p_limit.time_zone,
        p_transaction_type => p_limit.transaction_type, p_maximum => p_limit.maximum,
        p_window_seconds => p_limit.window_seconds,
        p_bucket_seconds => p_limit.bucket_seconds,
        p_updated_at => p_counter.updated_at, p_bucket_starts => p_counter.bucket_starts,
        p_bucket_uses => p_counter.bucket_uses
    )
$function$;

COMMENT ON FUNCTION ledger_private.limit_for_posting(
    ledger_private.usage_limit, ledger_private.usage_counter
) IS
'roll_limits says the rest, for a moment. A plan holds the row itself, not the call.';
