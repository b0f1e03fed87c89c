-- The account that a list is about, told by its id, its code or both.
CREATE OR REPLACE FUNCTION ledger_private.listed_account(
    p_account_id uuid,
    p_account_code text,
    p_actor ledger.actor
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account_id uuid := p_account_id;
BEGIN
    IF p_account_code IS NOT NULL THEN
        v_account_id := (ledger_private.account_with_code(p_account_code, p_actor)).account_id;
        IF v_account_id <> p_account_id THEN
            PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
                'account_id', p_account_id
            ));
        END IF;
    END IF;
    RETURN v_account_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.listed_account(uuid, text, ledger.actor) IS
'p_account_id, or the account that has p_account_code now or had it; NULL when neither is given. LG001 when there is no such account that the actor may see, or when the two are not one.';
