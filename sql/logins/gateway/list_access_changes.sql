-- Whose proofs or rights have changed since a gateway last asked.
CREATE OR REPLACE FUNCTION ledger_gateway.list_access_changes(
    p_since pg_snapshot,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger_gateway.access_changes
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_changes ledger_gateway.access_changes;
BEGIN
    PERFORM ledger_private.require_gateway(p_actor);
    -- One statement: what is found and the mark are of one snapshot.
    SELECT
        pg_current_snapshot(),
        pg_postmaster_start_time(),
        ARRAY(
            SELECT DISTINCT c.user_id
            FROM ledger_private.access_change AS c
            WHERE c.xact_id >= pg_snapshot_xmin(p_since)
                AND NOT pg_visible_in_snapshot(c.xact_id, p_since)
            ORDER BY c.user_id
        )
    INTO v_changes;
    RETURN v_changes;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.list_access_changes(pg_snapshot, ledger.actor) IS
'The users whose role, status, sessions, tokens, API keys or outside identities were changed by what was committed after p_since, which is the mark of an earlier answer (NULL: none), with a mark for the next call. Changes are kept for an hour. A mark is valid only for the server that gave it and until that restarts: compare server_started_at.';
