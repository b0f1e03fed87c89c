-- The credit that a page of an account's open credits ended with.
CREATE OR REPLACE FUNCTION ledger_private.require_credit(
    p_account_id uuid,
    p_transaction_id uuid
)
RETURNS ledger_audit.transaction_entry
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_credit ledger_audit.transaction_entry;
BEGIN
    SELECT c.* INTO v_credit
    FROM ledger_private.credit_of(p_transaction_id, p_account_id) AS c
    WHERE c.account_id = p_account_id;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "before_transaction_id"}');
    END IF;
    RETURN v_credit;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_credit(uuid, uuid) IS
'What ledger_private.credit_of returns: with its number when it has been folded meanwhile; LG109 when there is none.';
