-- What the next pass numbers.
-- The caller's own database transaction is left out: it may yet roll back.
CREATE OR REPLACE FUNCTION ledger_private.unnumbered_transactions(p_seen pg_snapshot)
RETURNS SETOF ledger_audit.transaction
LANGUAGE sql
STABLE
AS $function$
    SELECT u.*
    FROM ledger_private.unnumbered_with_own(p_seen) AS u
    WHERE u.xact_id IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
$function$;

COMMENT ON FUNCTION ledger_private.unnumbered_transactions(pg_snapshot) IS
'Rows of ledger_private.unnumbered_with_own that are committed.';
