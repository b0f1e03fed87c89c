-- A code leads to one account of all cells: it is looked for in the others while it is kept in one.

-- Codes of customers carry their user_id: no two cells can have the same.
CREATE FUNCTION ledger_router.is_common_code(p_code text, p_actor ledger.actor)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_code IS NOT NULL AND NOT starts_with(p_code, '~')
        AND (p_actor).role IS DISTINCT FROM 'customer'
$function$;

-- One at a time, whichever router asks: the cell that the code's hash names keeps the lock.
CREATE FUNCTION ledger_router.reserve_code(p_code text, p_cell integer)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cell integer;
BEGIN
    PERFORM ledger_router.lock_code(p_code, 'pg_advisory_lock');
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        CONTINUE WHEN v_cell = p_cell;
        BEGIN
            PERFORM ledger_router.carry_account_id(v_cell, p_code);
        EXCEPTION WHEN SQLSTATE 'LG001' THEN
            CONTINUE;
        END;
        PERFORM ledger_router.raise_error('LG303', jsonb_build_object('code', p_code));
    END LOOP;
EXCEPTION WHEN query_canceled OR OTHERS THEN
    PERFORM ledger_router.release_code(p_code);
    RAISE;
END
$function$;

CREATE FUNCTION ledger_router.lock_code(p_code text, p_function text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cell integer := ledger_router.cell_of_name(p_code);
    v_connection text;
BEGIN
    v_connection := ledger_router.connection(v_cell);
    PERFORM x.done
    FROM ledger_router.dblink(v_connection, format(
        'SELECT %s(hashtextextended(%L, 0))::text', p_function,
        'account code|' || normalize(p_code, NFC)
    )) AS x (done text);
EXCEPTION WHEN connection_exception OR admin_shutdown OR crash_shutdown OR cannot_connect_now THEN
    PERFORM ledger_router.lose(v_cell, v_connection, SQLSTATE, SQLERRM);
END
$function$;

CREATE FUNCTION ledger_router.release_code(p_code text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_router.lock_code(p_code, 'pg_advisory_unlock');
EXCEPTION WHEN OTHERS THEN
    NULL; -- the connection is gone, and the lock with it
END
$function$;
