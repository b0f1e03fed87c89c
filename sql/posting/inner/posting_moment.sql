-- The moment of a posting on locked accounts: now, but after what they and their limits have seen.
CREATE OR REPLACE FUNCTION ledger_private.posting_moment(
    p_accounts ledger_private.posting_account[],
    p_limits ledger_private.posting_limit[]
)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    RETURN greatest(
        v_now,
        (
            SELECT max(a.updated_at) FROM unnest(p_accounts) AS a
            WHERE a.updated_at <= v_now + ledger_private.clock_tolerance()
        ),
        CASE WHEN p_limits IS NOT NULL THEN ledger_private.moment_after(
            ledger_private.limits_counted_at(p_limits),
            jsonb_build_object('limit_id', p_limits[1].limit_id)
        ) END
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.posting_moment(
    ledger_private.posting_account[], ledger_private.posting_limit[]
) IS
'An account that is ahead of the clock by more than clock_tolerance does not count: what asks for it is refused (LG340), and the rest of a batch is not. LG340 at once when a counter of the limits is.';
