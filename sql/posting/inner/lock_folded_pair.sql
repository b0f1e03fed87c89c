-- Lock payer and payee of a transfer when the payer accumulates, its open credits folded.
CREATE OR REPLACE FUNCTION ledger_private.lock_folded_pair(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_clearing_account_id uuid
)
RETURNS ledger_private.posting_pair
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_pair ledger_private.posting_pair;
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = p_from_account_id
            AND a.accumulates
    ) THEN
        RETURN v_pair;
    END IF;
    v_pair := ledger_private.lock_pair(
        p_from_account_id, p_to_account_id, p_amount, true, p_clearing_account_id
    );
    IF ledger_private.fold_accounts(ARRAY[p_from_account_id, p_to_account_id]) THEN
        RETURN ledger_private.lock_pair(
            p_from_account_id, p_to_account_id, p_amount, true, p_clearing_account_id
        );
    END IF;
    RETURN v_pair;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_folded_pair(uuid, uuid, numeric, uuid) IS
'What ledger_private.lock_pair returns; all of the row is NULL, and nothing is locked, when the payer does not accumulate.';
