-- One limit of a batch from its values, said by name. Only here does their order count.
CREATE OR REPLACE FUNCTION ledger_private.make_limit(
    p_limit_id uuid DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_direction text DEFAULT NULL,
    p_measure text DEFAULT NULL,
    p_period text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_time_zone text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_maximum numeric DEFAULT NULL,
    p_window_seconds integer DEFAULT NULL,
    p_bucket_seconds integer DEFAULT NULL,
    p_updated_at timestamptz DEFAULT NULL,
    p_bucket_starts timestamptz[] DEFAULT NULL,
    p_bucket_uses numeric[] DEFAULT NULL,
    p_bucket_start timestamptz DEFAULT NULL,
    p_used numeric DEFAULT NULL
)
RETURNS ledger_private.posting_limit
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ROW(
        p_limit_id, p_account_id, p_user_id, p_direction, p_measure, p_period, p_currency,
        p_time_zone, p_transaction_type, p_maximum, p_window_seconds, p_bucket_seconds,
        p_updated_at, p_bucket_starts, p_bucket_uses, p_bucket_start, p_used
    )::ledger_private.posting_limit
$function$;

COMMENT ON FUNCTION ledger_private.make_limit(
    uuid, uuid, bigint, text, text, text, text, text, text, numeric, integer, integer,
    timestamptz, timestamptz[], numeric[], timestamptz, numeric
) IS
'A ledger_private.posting_limit; what is not said is NULL. A plan holds the row itself, not the call.';
