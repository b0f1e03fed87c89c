-- Who somebody is.
CREATE FUNCTION ledger_gateway.check_token() AS $function$
BEGIN
    RETURN QUERY
    SELECT i.*
    FROM unnest(ledger_router.cells_about(
        NULL, CASE WHEN p_issuer IS NULL THEN p_user_id END, NULL, NULL
    )) AS c (cell)
    CROSS JOIN LATERAL ledger_router.ask_check_token(
        c.cell, p_user_id, p_token_id, p_issued_at, p_session_id, p_issuer, p_subject, p_actor
    ) AS i
    LIMIT 1;
END
$function$;

CREATE FUNCTION ledger_gateway.refresh_session() AS $function$
DECLARE
    v_grant ledger_gateway.session_grant;
    v_cell integer;
BEGIN
    PERFORM ledger_router.require_alone('refresh_session');
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        SELECT g.* INTO v_grant
        FROM ledger_router.ask_refresh_session(v_cell, p_token_digest, p_actor) AS g;
        EXIT WHEN v_grant.outcome <> 'UNKNOWN';
    END LOOP;
    RETURN NEXT v_grant;
END
$function$;

-- A mark is one cell's. So all that a gateway remembers is said to have changed, each time.
CREATE FUNCTION ledger_gateway.list_access_changes() AS $function$
DECLARE
    v_changes ledger_gateway.access_changes;
BEGIN
    v_changes.mark := pg_current_snapshot();
    v_changes.server_started_at := clock_timestamp();
    v_changes.user_ids := ARRAY[]::bigint[];
    RETURN v_changes;
END
$function$;

-- Acts of logging in are numbered in each cell.
CREATE FUNCTION ledger_router.cell_of_person(
    p_user_id bigint,
    p_username text,
    p_actor ledger.actor
)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cells integer[] := ledger_router.cells_about(NULL, p_user_id, p_username, p_actor);
BEGIN
    IF cardinality(v_cells) > 1 THEN
        PERFORM ledger_router.raise_error('LG281', jsonb_build_object(
            'reason', 'each cell counts its own: name a user'
        ));
    END IF;
    RETURN v_cells[1];
END
$function$;
