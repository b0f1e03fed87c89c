-- The free-form fields of a transfer have their form: asked before it is kept anywhere.
CREATE OR REPLACE FUNCTION ledger_private.require_formed(p_request ledger.transfer_request)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_field text := ledger_private.malformed_field(
        p_request.idempotency_key, p_request.description, p_request.metadata,
        p_request.effective_at, p_request.transaction_type, p_request.currency
    );
BEGIN
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_formed(ledger.transfer_request) IS
'Raise LG109 with the field that ledger_private.malformed_field names.';
