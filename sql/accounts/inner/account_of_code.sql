-- The account a code leads to, through renames and merges.
CREATE OR REPLACE FUNCTION ledger_private.account_of_code(p_code text)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    SELECT a.* INTO v_account
    FROM ledger_private.account_code AS c
    JOIN ledger_private.account AS a ON a.account_id = c.account_id
    WHERE c.code = normalize(p_code, NFC);
    -- A merged account is closed for good, so this ends.
    WHILE v_account.merged_into_account_id IS NOT NULL LOOP
        SELECT a.* INTO v_account
        FROM ledger_private.account AS a
        WHERE a.account_id = v_account.merged_into_account_id;
    END LOOP;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_of_code(text) IS
'The row of the account that has or had this code, however its accents are spelled, or of the one it was merged into; NULL when there is none.';
