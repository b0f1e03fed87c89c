-- The bucket that a transfer between two accounts carries.
CREATE OR REPLACE FUNCTION ledger_private.transfer_bucket(
    p_from_account_id uuid,
    p_to_account_id uuid
)
RETURNS integer
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE
        WHEN ledger_private.id_bucket(p_from_account_id) < 4096
            THEN ledger_private.id_bucket(p_from_account_id)
        WHEN ledger_private.id_bucket(p_to_account_id) < 4096
            THEN ledger_private.id_bucket(p_to_account_id)
        ELSE ledger_private.user_bucket(0)
    END
$function$;

COMMENT ON FUNCTION ledger_private.transfer_bucket(uuid, uuid) IS
'The bucket of the customer who pays, else of the one who is paid, else of the cell: of the same user as transaction.user_id, told by the ids alone.';
