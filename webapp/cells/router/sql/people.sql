-- Users: a customer is in the cell of its name, staff in all cells, with its logins in that one.
CREATE FUNCTION ledger_router.spread(
    p_user ledger.users,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cell integer;
BEGIN
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        CONTINUE WHEN v_cell = ledger_router.cell_of_user(p_user.user_id);
        BEGIN
            PERFORM u.user_id
            FROM ledger_router.ask_set_user_role(v_cell, p_user.user_id, p_user.role, p_actor) AS u;
        EXCEPTION WHEN SQLSTATE 'LG004' THEN
            CONTINUE WHEN p_user.role = 'customer';
            PERFORM u.user_id
            FROM ledger_router.ask_create_user(
                v_cell, p_user.username, p_user.role, p_user.display_name, p_user.user_id, p_actor
            ) AS u;
        END;
        PERFORM u.user_id
        FROM ledger_router.ask_set_user_status(
            v_cell, p_user.user_id, p_user.status, p_actor
        ) AS u;
    END LOOP;
END
$function$;

CREATE FUNCTION ledger.create_user() AS $function$
DECLARE
    v_user ledger.users;
BEGIN
    PERFORM ledger_router.require_alone('create_user');
    IF p_role <> 'customer' THEN
        PERFORM ledger_router.require_all();
    END IF;
    SELECT u.* INTO v_user
    FROM ledger_router.ask_create_user(
        coalesce(ledger_router.cell_of_name(p_username), ledger_router.first_cell()),
        p_username, p_role, p_display_name, p_user_id, p_actor
    ) AS u;
    IF v_user.role <> 'customer' THEN
        PERFORM ledger_router.spread(v_user, p_actor);
    END IF;
    RETURN NEXT v_user;
END
$function$;

CREATE FUNCTION ledger.set_user_role() AS $function$
DECLARE
    v_user ledger.users;
BEGIN
    PERFORM ledger_router.require_alone('set_user_role');
    PERFORM ledger_router.require_all();
    SELECT u.* INTO v_user
    FROM ledger_router.ask_set_user_role(
        coalesce(ledger_router.cell_of_user(p_user_id), ledger_router.first_cell()),
        p_user_id, p_role, p_actor
    ) AS u;
    PERFORM ledger_router.spread(v_user, p_actor);
    RETURN NEXT v_user;
END
$function$;

CREATE FUNCTION ledger.set_user_status() AS $function$
DECLARE
    v_user ledger.users;
    v_cell integer;
BEGIN
    PERFORM ledger_router.require_alone('set_user_status');
    SELECT u.* INTO v_user
    FROM ledger_router.ask_set_user_status(
        coalesce(ledger_router.cell_of_user(p_user_id), ledger_router.first_cell()),
        p_user_id, p_status, p_actor
    ) AS u;
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        CONTINUE WHEN v_cell = ledger_router.cell_of_user(p_user_id);
        BEGIN
            PERFORM u.user_id
            FROM ledger_router.ask_set_user_status(v_cell, p_user_id, p_status, p_actor) AS u;
        EXCEPTION WHEN SQLSTATE 'LG004' THEN
            CONTINUE; -- a customer is in one cell
        END;
    END LOOP;
    RETURN NEXT v_user;
END
$function$;
