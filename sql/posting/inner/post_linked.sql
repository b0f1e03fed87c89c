-- Post transfers that are made of holds or reverse others; all of them, or raise.
CREATE OR REPLACE FUNCTION ledger_private.post_linked(
    p_transfers ledger.transfer_request[],
    p_links ledger_private.posting_link[],
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_payable(
        p_actor, ARRAY(SELECT t.to_account_id FROM unnest(p_transfers) AS t)
    );
    v_items := CASE cardinality(p_transfers)
        WHEN 1 THEN ARRAY[ledger_private.post_one(p_transfers[1], p_actor, p_links[1])]
        ELSE ledger_private.post_batch(p_transfers, p_actor, p_links => p_links)
    END;
    FOREACH v_item IN ARRAY v_items LOOP
        IF v_item.status = 'FAILED' THEN
            PERFORM ledger_private.raise_error(
                v_item.failure_code,
                v_item.failure_detail || jsonb_strip_nulls(jsonb_build_object(
                    'hold_id', v_item.hold_id,
                    'reverses_transaction_id', v_item.reverses_transaction_id
                ))
            );
        END IF;
    END LOOP;
    RETURN v_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_linked(
    ledger.transfer_request[], ledger_private.posting_link[], ledger.actor
) IS
'post_one or post_batch with links, whose first refusal is raised. The caller has reserved the keys.';
