-- Opening many accounts, all in one cell.
CREATE FUNCTION ledger.open_accounts() AS $function$
DECLARE
    v_cells integer[] := ARRAY(
        SELECT DISTINCT ledger_router.cell_of_owner(a.user_id, p_actor)
        FROM unnest(p_accounts) AS a
    );
    v_codes text[] := ARRAY(
        SELECT DISTINCT normalize(a.code, NFC) COLLATE "C" FROM unnest(p_accounts) AS a
        WHERE ledger_router.is_common_code(a.code, p_actor)
        ORDER BY 1
    );
    v_code text;
BEGIN
    PERFORM ledger_router.require_alone('open_accounts');
    IF cardinality(v_cells) > 1 OR EXISTS (
        SELECT FROM unnest(p_accounts) AS a WHERE ledger_router.is_shared(a, p_actor)
    ) THEN
        PERFORM ledger_router.raise_error('LG280', jsonb_build_object('field', 'accounts'));
    END IF;
    FOREACH v_code IN ARRAY v_codes LOOP
        PERFORM ledger_router.reserve_code(v_code, v_cells[1]);
    END LOOP;
    RETURN QUERY SELECT a.* FROM ledger_router.ask_open_accounts(
        coalesce(v_cells[1], ledger_router.first_cell()), p_accounts, p_actor
    ) AS a;
    FOREACH v_code IN ARRAY v_codes LOOP
        PERFORM ledger_router.release_code(v_code);
    END LOOP;
EXCEPTION WHEN query_canceled OR OTHERS THEN
    FOREACH v_code IN ARRAY v_codes LOOP
        PERFORM ledger_router.release_code(v_code);
    END LOOP;
    RAISE;
END
$function$;

CREATE FUNCTION ledger.open_accounts_json() AS $function$
BEGIN
    RETURN QUERY SELECT a.* FROM ledger.open_accounts(ARRAY(
        SELECT r FROM jsonb_populate_recordset(NULL::ledger.account_request, p_accounts) AS r
    ), p_actor) AS a;
END
$function$;
