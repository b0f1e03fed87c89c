-- Show posted items as the public face does: in order, with the currency's decimals.
CREATE OR REPLACE FUNCTION ledger_private.transfer_results(
    p_items ledger_private.posting_item[],
    p_actor ledger.actor
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
    v_reader ledger.actor;
    v_shown ledger.transfer_result;
BEGIN
    FOREACH v_item IN ARRAY p_items LOOP
        v_shown.item_number := v_item.item_number;
        v_shown.transaction_id := CASE
            WHEN v_item.from_slot IS NOT NULL OR v_item.is_replay THEN v_item.transaction_id
        END;
        v_shown.status := v_item.status;
        v_shown.failure_code := v_item.failure_code;
        v_shown.failure_detail := v_item.failure_detail;
        v_shown.is_replay := v_item.is_replay;
        v_shown.from_account_id := v_item.from_account_id;
        v_shown.to_account_id := v_item.to_account_id;
        v_shown.amount := round(v_item.amount, coalesce(v_item.minor_units, 4));
        v_shown.currency := v_item.currency;
        v_shown.from_balance := round(v_item.from_balance, v_item.minor_units);
        v_shown.from_account_version := v_item.from_account_version;
        v_shown.to_balance := NULL;
        v_shown.to_account_version := NULL;
        v_shown.failure_name := NULL;
        v_shown.idempotency_key := v_item.idempotency_key;
        v_shown.description := v_item.description;
        v_shown.metadata := v_item.metadata;
        v_shown.transaction_type := v_item.transaction_type;
        v_shown.effective_at := v_item.effective_at;
        v_shown.created_at := v_item.created_at;
        v_shown.user_id := v_item.user_id;
        v_reader := v_item.actor;
        IF v_reader.role IS NULL THEN
            v_reader := p_actor;
        END IF;
        -- As in seen_transaction; whoever pays may see the account that pays, but for a
        -- repeated request when it may no longer.
        -- Staff and owners are known without a look at the account.
        IF v_item.to_account_version IS NULL
            OR (v_reader.role <> 'customer' AND NOT ledger_private.is_restricted(v_reader.scopes))
            OR (v_item.to_user_id = v_reader.user_id
                AND NOT ledger_private.is_restricted(v_reader.scopes))
            OR ledger_private.sees_account(v_item.to_account_id, v_reader)
        THEN
            v_shown.to_balance := round(v_item.to_balance, v_item.minor_units);
            v_shown.to_account_version := v_item.to_account_version;
        END IF;
        IF v_item.is_replay
            AND NOT ledger_private.sees_account(v_item.from_account_id, v_reader)
        THEN
            v_shown.from_balance := NULL;
            v_shown.from_account_version := NULL;
        END IF;
        -- The registry is a list: looking for no code in it took longer than all the rest.
        IF v_item.failure_code IS NOT NULL THEN
            v_shown.failure_name := (
                SELECT e.name FROM ledger.errors AS e WHERE e.code = v_item.failure_code
            );
            -- The currency of an account that one may not see would tell that it is there.
            IF v_item.failure_code = 'LG001' THEN
                v_shown.amount := round(v_item.amount, 4);
                v_shown.currency := NULL;
            END IF;
        END IF;
        RETURN NEXT v_shown;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.transfer_results(
    ledger_private.posting_item[], ledger.actor
) IS
'One ledger.transfer_result per item. transaction_id is NULL where nothing was recorded; the balance and version of an account that the item''s actor may not see are NULL.';
