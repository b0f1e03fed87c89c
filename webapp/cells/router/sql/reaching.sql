-- Which cells are asked, and how they are reached.
-- Whose rows a list is about: those of one cell, or of all.
CREATE FUNCTION ledger_router.cells_about(
    p_account_id uuid,
    p_user_id bigint,
    p_username text,
    p_actor ledger.actor
)
RETURNS integer[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE WHEN c.cell IS NULL THEN ledger_router.cells() ELSE ARRAY[c.cell] END
    FROM (
        SELECT coalesce(
            ledger_router.cell_of(p_account_id),
            ledger_router.cell_of_user(nullif(p_user_id, 0)),
            ledger_router.cell_of_name(p_username),
            CASE WHEN (p_actor).role = 'customer'
                THEN ledger_router.cell_of_user((p_actor).user_id)
            END
        )
    ) AS c (cell)
$function$;

-- The open connection of this session to a cell, as the login it has here; or as the carrier of
-- transfers, which no caller can use.
CREATE FUNCTION ledger_router.connection(p_cell integer, p_carries boolean DEFAULT false)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_login text := CASE WHEN p_carries THEN ledger_router.carrier() ELSE session_user END;
    v_name text := format('%s %s', p_cell, v_login);
    v_conninfo text;
BEGIN
    IF v_name = ANY (ledger_router.dblink_get_connections()) THEN
        RETURN v_name;
    END IF;
    SELECT c.conninfo INTO STRICT v_conninfo
    FROM ledger_router.cell AS c
    WHERE c.cell_number = p_cell;
    PERFORM ledger_router.dblink_connect_u(v_name, format(
        '%s user=''%s''', v_conninfo,
        replace(replace(v_login, chr(92), chr(92) || chr(92)), '''', chr(92) || '''')
    ));
    RETURN v_name;
END
$function$;

-- Close a connection that failed. Say so to the caller, unless it tries again.
CREATE FUNCTION ledger_router.lose(
    p_cell integer,
    p_connection text,
    p_state text,
    p_message text,
    p_tries_again boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    BEGIN
        PERFORM ledger_router.dblink_disconnect(p_connection);
    EXCEPTION WHEN OTHERS THEN
        NULL; -- it was not open any more
    END;
    IF p_tries_again AND p_connection IS NOT NULL THEN
        RETURN;
    ELSIF p_connection IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = '08001',
            MESSAGE = format('cell %s can''t be reached, and was not asked', p_cell),
            DETAIL = p_message,
            HINT = 'try again, with the same idempotency key';
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = '08006',
        MESSAGE = format('cell %s was lost: whether it did what was asked is unknown', p_cell),
        DETAIL = format('%s: %s', p_state, p_message),
        HINT = 'try again, with the same idempotency key: it is done once';
END
$function$;

-- A customer of another cell is unknown there: what it asked for is nothing that it can see.
CREATE FUNCTION ledger_router.hide(
    p_cell integer,
    p_user_id bigint,
    p_code text,
    p_field text,
    p_value text
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF ledger_router.cell_of_user(p_user_id) <> p_cell THEN
        PERFORM ledger_router.raise_error(p_code, jsonb_build_object(p_field, p_value));
    END IF;
END
$function$;

-- Whether a call was made before under its key, as the cell told it.
CREATE FUNCTION ledger_router.tell(p_is_replay text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_is_replay = 'true' THEN
        PERFORM set_config('ledger.is_replay', 'true', true);
    END IF;
    RETURN true;
END
$function$;

-- What a restricted API key may do is known in the cell of its user, and nowhere else.
CREATE FUNCTION ledger_router.require_key_of(p_cell integer, p_actor ledger.actor)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF ledger_router.cell_of(substr((p_actor).scopes[1], 5)::uuid) <> p_cell THEN
        PERFORM ledger_router.raise_error('LG263', jsonb_build_object(
            'cell_number', p_cell
        ));
    END IF;
END
$function$;
