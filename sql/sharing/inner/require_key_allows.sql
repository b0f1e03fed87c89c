-- Refuse what the restrictions of an API key forbid.
CREATE OR REPLACE FUNCTION ledger_private.require_key_allows(
    p_actor ledger.actor,
    p_account_id uuid,
    p_amount numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_refusal jsonb;
BEGIN
    IF ledger_private.is_restricted(p_actor.scopes) THEN
        v_refusal := ledger_private.key_refusal(
            p_actor, ARRAY[p_account_id], p_amount, p_currency, p_transaction_type
        );
        IF v_refusal IS NOT NULL THEN
            PERFORM ledger_private.raise_error('LG263', v_refusal);
        END IF;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_key_allows(ledger.actor, uuid, numeric, text, text) IS
'Raise LG263 for what ledger_private.key_refusal refuses.';
