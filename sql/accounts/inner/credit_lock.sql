-- The number of the advisory lock on an account's open credits.
CREATE OR REPLACE FUNCTION ledger_private.credit_lock(p_account_id uuid)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT uuid_hash_extended(p_account_id, 1)
$function$;

COMMENT ON FUNCTION ledger_private.credit_lock(uuid) IS
'Held shared by whoever adds an open credit, alone by whoever folds them; until commit, and after all locks on rows of accounts. Two accounts may meet in one number: then they wait for one another.';
