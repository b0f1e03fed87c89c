-- Try a statement as somebody, and always undo it.
CREATE FUNCTION ledger_test.attack(p_role text, p_is_replica boolean, p_statement text)
RETURNS text
LANGUAGE plpgsql
AS $function$
DECLARE
    v_code text;
BEGIN
    BEGIN
        IF p_is_replica THEN
            SET LOCAL session_replication_role = replica;
        END IF;
        EXECUTE format('SET LOCAL ROLE %I', p_role);
        EXECUTE p_statement;
        RAISE SQLSTATE 'ZZ000';
    EXCEPTION WHEN OTHERS THEN
        v_code := CASE SQLSTATE WHEN 'ZZ000' THEN 'went through' ELSE SQLSTATE END;
    END;
    RETURN v_code;
END
$function$;

COMMENT ON FUNCTION ledger_test.attack(text, boolean, text) IS
'The SQLSTATE that stopped the statement, or ''went through''.';

-- The answers to one attack made by the table's owner, by a superuser, and by a
-- superuser whose session says that it only replays another server's changes.
CREATE FUNCTION ledger_test.answers(p_owner text, p_statement text)
RETURNS text[]
LANGUAGE sql
RETURN ARRAY[
    ledger_test.attack(p_owner, false, p_statement),
    ledger_test.attack(session_user, false, p_statement),
    ledger_test.attack(session_user, true, p_statement)
];
