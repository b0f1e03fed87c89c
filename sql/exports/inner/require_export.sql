-- An export that the actor may see, or LG033: unknown and forbidden look alike.
CREATE OR REPLACE FUNCTION ledger_private.require_export(
    p_export_id uuid,
    p_actor ledger.actor
)
RETURNS ledger.exports
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_export ledger.exports;
BEGIN
    SELECT x.* INTO v_export
    FROM ledger.exports AS x
    WHERE x.export_id = p_export_id
        AND (p_actor.role <> 'customer' OR x.made_by_user_id = p_actor.user_id)
        AND ledger_private.sees_account(x.account_id, p_actor);
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG033', jsonb_build_object(
            'export_id', p_export_id
        ));
    END IF;
    RETURN v_export;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_export(uuid, ledger.actor) IS
'The row of ledger.exports when the actor asked for it, or is staff, and sees its account now; LG033 when not, and when there is none.';
