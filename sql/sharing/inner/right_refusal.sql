-- How to refuse somebody who may not spend from an account: by whether it may see it.
CREATE OR REPLACE FUNCTION ledger_private.right_refusal(
    p_account_id uuid,
    p_owner_user_id bigint,
    p_actor ledger.actor
)
RETURNS text
LANGUAGE sql
VOLATILE
AS $function$
    SELECT CASE
        WHEN ledger_private.account_right(p_account_id, p_owner_user_id, p_actor) IS NULL
            THEN 'LG001'
        ELSE 'LG206'
    END
$function$;

COMMENT ON FUNCTION ledger_private.right_refusal(uuid, bigint, ledger.actor) IS
'LG001 for an account that the actor may not see, LG206 for one that it may.';
