-- A limit on one type binds nobody who may call the same movement by another.
CREATE OR REPLACE FUNCTION ledger_private.require_unevadable(p_transaction_type text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_transaction_type IS NULL THEN
        RETURN;
    END IF;
    -- Against grant_permission, which writes first and asks then: one sees what the other did.
    LOCK TABLE ledger_private.role_permission IN SHARE MODE;
    -- A capture is a payment that was held first.
    IF p_transaction_type = ANY (ledger_private.open_types() || 'capture'::text) OR EXISTS (
        SELECT FROM ledger_private.role_permission AS p
        WHERE p.role = 'customer'
            AND p.permission IN ('choose_type', 'post_' || p_transaction_type)
    ) THEN
        PERFORM ledger_private.raise_error('LG291', jsonb_build_object(
            'transaction_type', p_transaction_type
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_unevadable(text) IS
'Raise LG291 when customers may post as this type: they choose between it and the others. Keeps permissions as they are until commit.';
