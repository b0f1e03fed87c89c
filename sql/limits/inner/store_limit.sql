-- Store a limit, new or changed, with its counter and on file.
CREATE OR REPLACE FUNCTION ledger_private.store_limit(
    p_limit ledger_private.usage_limit,
    p_account_ids uuid[],
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- After everything that the accounts and the counter have seen.
    p_limit.updated_at := ledger_private.moment_after(greatest(
        (
            SELECT max(a.updated_at) FROM ledger_private.account AS a
            WHERE a.account_id = ANY (p_account_ids)
        ),
        (
            SELECT c.updated_at + interval '1 microsecond'
            FROM ledger_private.usage_counter AS c
            WHERE c.limit_id = p_limit.limit_id
        )
    ), jsonb_build_object('limit_id', p_limit.limit_id));
    INSERT INTO ledger_private.usage_limit AS l (
        limit_id, account_id, user_id, created_at, updated_at, window_seconds, bucket_seconds,
        direction, measure, period, currency, time_zone, transaction_type, maximum
    )
    VALUES (
        p_limit.limit_id, p_limit.account_id, p_limit.user_id, p_limit.updated_at,
        p_limit.updated_at, p_limit.window_seconds, p_limit.bucket_seconds, p_limit.direction,
        p_limit.measure, p_limit.period, p_limit.currency, p_limit.time_zone,
        p_limit.transaction_type, p_limit.maximum
    )
    ON CONFLICT (limit_id) DO UPDATE SET
        maximum = excluded.maximum,
        time_zone = excluded.time_zone,
        updated_at = excluded.updated_at;
    PERFORM ledger_private.count_limit(p_limit);
    PERFORM ledger_private.audit_limit(p_limit, p_account_ids, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.store_limit(
    ledger_private.usage_limit, uuid[], ledger.actor
) IS
'Inserts the limit, or changes the maximum and time zone of the one with its id; counts what was used; audits it with each account. The accounts are locked by the caller.';
