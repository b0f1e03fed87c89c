-- A fresh id for a transfer between two accounts.
CREATE OR REPLACE FUNCTION ledger_private.transfer_id(
    p_from_account_id uuid,
    p_to_account_id uuid
)
RETURNS uuid
LANGUAGE sql
VOLATILE
AS $function$
    SELECT ledger_private.new_id(
        ledger_private.transfer_bucket(p_from_account_id, p_to_account_id)
    )
$function$;

COMMENT ON FUNCTION ledger_private.transfer_id(uuid, uuid) IS
'A fresh UUIDv7 with the bucket of the customer who pays, else of the one who is paid, else of the cell.';
