-- The holds of an account that are past their expiry, and still keep something.
CREATE OR REPLACE FUNCTION ledger_private.expired_holds(p_account_id uuid, p_now timestamptz)
RETURNS SETOF ledger_private.hold
LANGUAGE sql
STABLE
AS $function$
    SELECT h.*
    FROM ledger_private.hold AS h
    WHERE h.account_id = p_account_id
        AND h.status = 'OPEN'
        AND h.expires_at <= p_now
$function$;

COMMENT ON FUNCTION ledger_private.expired_holds(uuid, timestamptz) IS
'Those that release_expired_holds gives back, as they stand. A plan holds the query itself, not the call.';
