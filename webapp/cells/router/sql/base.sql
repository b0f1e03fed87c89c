-- What every function of the router is made with: cells, connections, refusals.
CREATE FUNCTION ledger_router.cell_of_user(p_user_id bigint)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_router.cell_of_bucket((p_user_id & 4095)::integer)
$function$;

-- NULL for an id that every cell has, and without one.
CREATE FUNCTION ledger_router.cell_of(p_id uuid)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_router.cell_of_bucket(('x' || substr(p_id::text, 33))::bit(16)::integer)
$function$;

CREATE FUNCTION ledger_router.cell_of_name(p_name text)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_router.cell_of_bucket(('x' || left(
        encode(sha256(convert_to(normalize(p_name, NFC), 'UTF8')), 'hex'), 3
    ))::bit(12)::integer)
$function$;

CREATE FUNCTION ledger_router.first_cell()
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT (ledger_router.cells())[1]
$function$;

CREATE FUNCTION ledger_router.raise_error(p_code text, p_detail jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_error ledger.errors;
BEGIN
    SELECT e.* INTO STRICT v_error FROM ledger.errors AS e WHERE e.code = p_code;
    RAISE EXCEPTION USING
        ERRCODE = p_code,
        MESSAGE = format('%s %s: %s', p_code, v_error.name, v_error.meaning),
        DETAIL = p_detail::text,
        HINT = v_error.hint;
END
$function$;

-- A call in another cell commits by itself: no ROLLBACK here undoes it. A statement that came with
-- parameters began its own transaction when it was parsed, a moment before it runs.
CREATE FUNCTION ledger_router.require_alone(p_function text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF statement_timestamp() - transaction_timestamp() > (CASE
        WHEN strpos(current_query(), '$1') > 0 THEN interval '1 second' ELSE interval '0'
    END) THEN
        PERFORM ledger_router.raise_error('LG282', jsonb_build_object('function', p_function));
    END IF;
END
$function$;

CREATE FUNCTION ledger_router.require_beside(p_cell integer, p_field text, p_id uuid)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF ledger_router.cell_of(p_id) <> p_cell THEN
        PERFORM ledger_router.raise_error('LG280', jsonb_build_object(
            'field', p_field, 'cell_number', ledger_router.cell_of(p_id), 'beside', p_cell
        ));
    END IF;
END
$function$;

-- The cell of an act that names no id of one cell.
CREATE FUNCTION ledger_router.cell_without(p_id uuid, p_user_id bigint)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_id IS NOT NULL THEN
        PERFORM ledger_router.raise_error('LG281', jsonb_build_object(
            'reason', 'every cell has one of its own under this id', 'id', p_id
        ));
    END IF;
    RETURN coalesce(ledger_router.cell_of_user(p_user_id), ledger_router.first_cell());
END
$function$;
