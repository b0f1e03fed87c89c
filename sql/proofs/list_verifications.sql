-- Read how far the books have been proved, newest proof first.
CREATE OR REPLACE FUNCTION ledger.list_verifications(
    p_before bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.verifications
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT v.*
    FROM ledger.verifications AS v
    WHERE v.verification_number < coalesce(p_before, 9223372036854775807)
    ORDER BY v.verification_number DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_verifications(bigint, integer, ledger.actor) IS
'The proofs that ledger.verify_new has kept, newest first: the first one tells how the books stand. p_before is the last verification_number of the page before; p_limit 1 to 1000. For auditors, operators and administrators.';
