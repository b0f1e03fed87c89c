-- Which restriction of an API key forbids to move this, what was asked and what is allowed.
CREATE OR REPLACE FUNCTION ledger_private.key_refusal(
    p_actor ledger.actor,
    p_account_ids uuid[],
    p_amount numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_key_id uuid := ledger_private.acting_key(p_actor.scopes);
    v_key ledger_private.api_key;
    v_account_id uuid;
    v_refusal jsonb;
BEGIN
    IF NOT ledger_private.is_restricted(p_actor.scopes) THEN
        RETURN NULL;
    END IF;
    SELECT k.* INTO v_key FROM ledger_private.api_key AS k WHERE k.api_key_id = v_key_id;
    SELECT a.account_id INTO v_account_id
    FROM unnest(p_account_ids) AS a (account_id)
    WHERE NOT ledger_private.key_reaches(v_key_id, a.account_id)
    LIMIT 1;
    v_refusal := CASE
        WHEN v_account_id IS NOT NULL THEN jsonb_build_object(
            'restriction', 'accounts', 'account_id', v_account_id,
            'account_ids', v_key.account_ids, 'category_paths', v_key.category_paths
        )
        WHEN p_transaction_type <> ALL (v_key.transaction_types) THEN jsonb_build_object(
            'restriction', 'transaction_types', 'transaction_type', p_transaction_type,
            'transaction_types', v_key.transaction_types
        )
        WHEN p_currency <> v_key.currency THEN jsonb_build_object(
            'restriction', 'currency', 'currency', p_currency, 'allowed', v_key.currency
        )
        WHEN p_amount > v_key.maximum_amount THEN jsonb_build_object(
            'restriction', 'maximum_amount', 'amount', trim_scale(p_amount)::text,
            'maximum_amount', trim_scale(v_key.maximum_amount)::text, 'currency', v_key.currency
        )
    END;
    RETURN jsonb_strip_nulls(v_refusal || jsonb_build_object('api_key_id', v_key_id));
END
$function$;

COMMENT ON FUNCTION ledger_private.key_refusal(ledger.actor, uuid[], numeric, text, text) IS
'DETAIL of LG263 when p_actor acts with an API key that does not reach one of p_account_ids, which money leaves, or is restricted to other types, another currency or a smaller amount; else NULL. What is NULL is not asked.';
