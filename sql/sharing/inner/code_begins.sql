-- Whether the code of an account that the actor may see begins so.
CREATE OR REPLACE FUNCTION ledger_private.code_begins(
    p_account_id uuid,
    p_prefix text,
    p_actor ledger.actor
)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_private.account AS a
        JOIN ledger_private.account_code AS c USING (account_id, code_number)
        WHERE a.account_id = p_account_id
            AND (
                starts_with(c.code, normalize(p_prefix, NFC))
                OR starts_with(c.code, ledger_private.code_of_actor(p_prefix, p_actor))
            )
            AND ledger_private.account_right(a.account_id, a.user_id, p_actor) IS NOT NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.code_begins(uuid, text, ledger.actor) IS
'Whether the account has a code now that begins with p_prefix, for a customer in its own space too; false when the actor may not see the account.';
