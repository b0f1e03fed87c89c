-- No document is larger than the ledger keeps: asked by each door before it does anything.
CREATE OR REPLACE FUNCTION ledger_private.require_small(p_field text, p_value jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF ledger_private.is_large_json(p_value) THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_small(text, jsonb) IS
'Raise LG109 when p_value is larger than ledger_private.is_large_json allows.';
