-- A role that exists.
CREATE OR REPLACE FUNCTION ledger_private.require_known_role(p_role text)
RETURNS void
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF p_role IS NULL OR p_role <> ALL (ledger_private.known_roles()) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "role"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_known_role(text) IS
'Raise LG109 unless p_role is a role that a user can be given.';
