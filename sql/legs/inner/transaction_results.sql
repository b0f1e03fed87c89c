-- Show decided transactions of many legs as the public face does, each with its entries.
CREATE OR REPLACE FUNCTION ledger_private.transaction_results(
    p_decided ledger_private.decided_transactions,
    p_actor ledger.actor
)
RETURNS SETOF ledger.transaction_result
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
    v_shown ledger.transaction_result;
    v_seen ledger.transactions;
    v_legs ledger_private.posting_leg[] := p_decided.legs;
    v_own_legs ledger_private.posting_leg[];
    v_k integer := 1;
BEGIN
    FOREACH v_item IN ARRAY p_decided.items LOOP
        v_shown.item_number := v_item.item_number;
        v_shown.transaction_id := CASE
            WHEN v_item.from_slot IS NOT NULL OR v_item.is_replay THEN v_item.transaction_id
        END;
        v_shown.status := v_item.status;
        v_shown.failure_code := v_item.failure_code;
        v_shown.failure_name := NULL;
        -- The registry is a list: looking for no code in it takes longer than the rest.
        IF v_item.failure_code IS NOT NULL THEN
            v_shown.failure_name := (
                SELECT e.name FROM ledger.errors AS e WHERE e.code = v_item.failure_code
            );
        END IF;
        v_shown.failure_detail := v_item.failure_detail;
        v_shown.is_replay := v_item.is_replay;
        v_shown.amount := round(v_item.amount, coalesce((
            SELECT c.minor_units FROM ledger_private.currency AS c
            WHERE c.currency = v_item.currency
        ), 4));
        v_shown.currency := v_item.currency;
        -- Only its own, so that each costs the same in a large batch.
        v_own_legs := '{}';
        WHILE v_legs[v_k].transaction_id = v_item.transaction_id AND NOT v_item.is_replay LOOP
            v_own_legs := v_own_legs || v_legs[v_k];
            v_k := v_k + 1;
        END LOOP;
        v_shown.entries := ledger_private.entries_document(CASE
            WHEN v_item.is_replay AND v_item.status <> 'FAILED' THEN ARRAY(
                SELECT v
                FROM ledger_private.visible_entries(v_item.transaction_id, p_actor) AS v
            )
            ELSE ledger_private.decided_entries(v_item, v_own_legs, p_actor)
        END);
        v_seen := ledger_private.show_posted(v_item, p_actor);
        v_shown.user_id := v_seen.user_id;
        v_shown.leg_account_ids := v_seen.leg_account_ids;
        v_shown.leg_account_versions := v_seen.leg_account_versions;
        v_shown.idempotency_key := v_item.idempotency_key;
        v_shown.description := v_item.description;
        v_shown.metadata := v_item.metadata;
        v_shown.transaction_type := v_item.transaction_type;
        v_shown.effective_at := v_item.effective_at;
        v_shown.created_at := v_item.created_at;
        RETURN NEXT v_shown;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.transaction_results(
    ledger_private.decided_transactions, ledger.actor
) IS
'One ledger.transaction_result per item, with the entries that were decided, or recorded for a replay. transaction_id is NULL where nothing was recorded.';
