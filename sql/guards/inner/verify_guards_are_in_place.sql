-- Triggers, constraints, functions, owners and rights are those that the last deploy declared.
CREATE OR REPLACE FUNCTION ledger_private.verify_guards_are_in_place()
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_declared ledger_audit.guard_declaration;
    v_differences jsonb;
BEGIN
    SELECT d.* INTO v_declared
    FROM ledger_audit.guard_declaration AS d
    ORDER BY d.declaration_number DESC
    LIMIT 1;
    IF v_declared.guards IS NULL
        OR ledger_private.guards_digest(v_declared.guards) <> v_declared.guards_digest
    THEN
        RETURN jsonb_build_object('declaration_number', v_declared.declaration_number);
    END IF;
    v_differences := (
        SELECT jsonb_agg(jsonb_build_object(
            'guard', f.parts[1], 'declared', f.parts[2], 'present', f.parts[3]
        ))
        FROM ledger_private.guard_differences(v_declared.guards) AS f (parts)
    );
    RETURN CASE WHEN v_differences IS NOT NULL THEN jsonb_build_object(
        'differences', jsonb_array_length(v_differences),
        'guards', jsonb_path_query_array(v_differences, '$[0 to 19]')
    ) END;
END
$function$;

COMMENT ON FUNCTION ledger_private.verify_guards_are_in_place() IS
'The catalog holds what the last deploy declared, and the declaration is whole. Returns how many guards differ, and the first twenty, each with what was declared and what is there; the number of a declaration that is missing or broken; or NULL.';
