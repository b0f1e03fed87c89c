-- Whether a statement was made by hand, by where its trigger was called from.
CREATE OR REPLACE FUNCTION ledger_private.is_direct(p_context text, p_own_name text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_name text := p_own_name;
    v_prefix text;
    v_line text;
BEGIN
    -- Names are in quotes where a session quotes all of them.
    IF position(v_name IN p_context) = 0 THEN
        v_name := '"' || replace(p_own_name, '.', '"."') || '"';
    END IF;
    -- The words around a name are the server's language, and the same on the trigger's own line.
    v_prefix := split_part(p_context, v_name, 1);
    FOREACH v_line IN ARRAY (string_to_array(p_context, chr(10)))[2:] LOOP
        CONTINUE WHEN NOT starts_with(v_line, v_prefix);
        IF substr(v_line, length(v_prefix) + 1)
            ~ ('^(ledger(_private|_audit|_gateway)?[.][a-z0-9_]+'
            || '|"ledger(_private|_audit|_gateway)?"[.]"[a-z0-9_]+")[(]')
        THEN
            RETURN false;
        END IF;
        EXIT;
    END LOOP;
    -- What another database's guards let through comes as it is.
    RETURN NOT EXISTS (
        SELECT FROM pg_stat_get_activity(pg_backend_pid()) AS a
        WHERE a.backend_type LIKE 'logical replication%'
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.is_direct(text, text) IS
'Whether no PL/pgSQL function of the ledger made the statement: p_context is PG_CONTEXT of its trigger, whose own name is p_own_name. False for rows that logical replication brings.';
