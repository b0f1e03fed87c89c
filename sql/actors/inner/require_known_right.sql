-- A role and a permission that exist.
CREATE OR REPLACE FUNCTION ledger_private.require_known_right(p_role text, p_permission text)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    PERFORM ledger_private.require_known_role(p_role);
    IF p_permission IS NULL OR p_permission !~ '^[a-z][a-z0-9_]{0,44}$' THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "permission"}');
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_known_right(text, text) IS
'Raise LG109 unless p_role is a role of users and p_permission is a word.';
