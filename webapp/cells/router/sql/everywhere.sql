-- All cells answer: what is to be equal everywhere is not begun otherwise.
CREATE FUNCTION ledger_router.require_all()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cell integer;
    v_connection text;
BEGIN
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        FOR v_attempt IN 1 .. 2 LOOP
            v_connection := NULL;
            BEGIN
                v_connection := ledger_router.connection(v_cell);
                PERFORM x.one FROM ledger_router.dblink(v_connection, 'SELECT 1') AS x (one integer);
                EXIT;
            EXCEPTION WHEN connection_exception OR admin_shutdown OR crash_shutdown
                OR cannot_connect_now
            THEN
                PERFORM ledger_router.lose(
                    v_cell, v_connection, SQLSTATE, SQLERRM, v_attempt = 1
                );
            END;
        END LOOP;
    END LOOP;
END
$function$;
