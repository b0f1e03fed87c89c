-- May somebody spend this from an account that is shared with it? Asked under the account's lock.
CREATE OR REPLACE FUNCTION ledger_private.delegation_refusal(
    p_item ledger_private.posting_item,
    p_actor ledger.actor
)
RETURNS text
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation := ledger_private.delegated_left(
        p_item.from_account_id, p_actor.user_id, p_item.created_at
    );
BEGIN
    RETURN CASE
        WHEN v_left.kind IS NULL OR p_item.amount + v_left.spent > v_left.spend_limit THEN 'LG262'
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.delegation_refusal(
    ledger_private.posting_item, ledger.actor
) IS
'LG262 when the delegation that p_actor spends under has ended or does not leave the item''s amount; else NULL.';
