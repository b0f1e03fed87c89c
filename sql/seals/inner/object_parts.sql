-- The parts of one object, by its key.
CREATE OR REPLACE FUNCTION ledger_private.object_parts(p_object_type text, p_object_key text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_object_type = 'user' THEN
        RETURN (
            SELECT o.parts FROM ledger_private.sealed_objects AS o
            WHERE o.object_type = 'user' AND o.user_key = p_object_key::bigint
        );
    ELSIF p_object_type = 'delegation' THEN
        RETURN (
            SELECT o.parts FROM ledger_private.sealed_objects AS o
            WHERE o.object_type = 'delegation'
                AND o.uuid_key = split_part(p_object_key, ' ', 1)::uuid
                AND o.user_key = split_part(p_object_key, ' ', 2)::bigint
        );
    ELSIF p_object_type IN ('asset', 'right') THEN
        RETURN (
            SELECT o.parts FROM ledger_private.sealed_objects AS o
            WHERE o.object_type = p_object_type AND o.text_key = p_object_key
        );
    END IF;
    RETURN (
        SELECT o.parts FROM ledger_private.sealed_objects AS o
        WHERE o.object_type = p_object_type AND o.uuid_key = p_object_key::uuid
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.object_parts(text, text) IS
'The parts of the object as ledger_private.sealed_objects shows them; NULL when it is gone. Found by its key.';
