-- Take from PUBLIC what no login of the ledger needs.
CREATE OR REPLACE FUNCTION ledger_private.close_builtins()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_function regprocedure;
    v_was_closed boolean;
BEGIN
    IF NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        RAISE NOTICE 'advisory locks and large objects stay open to every login: only a superuser can close them';
        RETURN;
    END IF;
    FOR v_function, v_was_closed IN
        SELECT substr(g.guard[1], length('builtin ') + 1)::regprocedure, (
            SELECT d.guards ->> g.guard[1] = 'closed'
            FROM ledger_audit.guard_declaration AS d
            ORDER BY d.declaration_number DESC
            LIMIT 1
        )
        FROM ledger_private.guards_of_builtins() AS g (guard)
        WHERE g.guard[2] <> 'closed'
    LOOP
        EXECUTE format(
            'REVOKE EXECUTE ON FUNCTION %1$s FROM PUBLIC; '
            'GRANT EXECUTE ON FUNCTION %1$s TO ledger_owner%2$s', v_function,
            CASE WHEN v_function::text LIKE '%advisory%' THEN ', ledger_operator' END
        );
        IF v_was_closed THEN
            RAISE WARNING 'guard put back: builtin %', v_function;
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.close_builtins() IS
'Takes ledger_private.guarded_builtins() from PUBLIC and gives them to the ledger, the advisory locks among them to its operators too. Runs with the rights of whoever deploys: says so and does nothing where that is no superuser.';
