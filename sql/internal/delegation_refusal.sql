-- May somebody spend this from an account that is shared with it? Asked under the account's lock.
CREATE OR REPLACE FUNCTION ledger_private.delegation_refusal(
    p_account_id uuid,
    p_amount numeric,
    p_actor ledger.actor,
    p_at timestamptz
)
RETURNS text
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_left ledger_private.delegation := ledger_private.delegated_left(
        p_account_id, p_actor.user_id, p_at
    );
BEGIN
    RETURN CASE
        WHEN v_left.kind IS NULL OR p_amount + v_left.spent > v_left.spend_limit THEN 'LG262'
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.delegation_refusal(
    uuid, numeric, ledger.actor, timestamptz
) IS
'LG262 when the delegation that p_actor spends under has ended or does not leave p_amount; else NULL.';
