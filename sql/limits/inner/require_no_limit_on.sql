-- Customers are not let choose a type that limits rely on.
CREATE OR REPLACE FUNCTION ledger_private.require_no_limit_on(p_role text, p_permission text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_type text;
BEGIN
    IF p_role <> 'customer' THEN
        RETURN;
    END IF;
    SELECT l.transaction_type INTO v_type
    FROM ledger_private.usage_limit AS l
    WHERE l.removed_at IS NULL
        AND l.transaction_type IS NOT NULL
        AND p_permission IN ('choose_type', 'post_' || l.transaction_type)
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG291', jsonb_build_object(
            'transaction_type', v_type
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_no_limit_on(text, text) IS
'Raise LG291 when p_permission lets customers post as a type that a limit is on. Called after the permission is written, so that set_limit, which locks them, and it see each other.';
