-- Reverse a transaction of many legs: all that remains, or a part in proportion.
CREATE OR REPLACE FUNCTION ledger_private.reverse_legs(
    p_original ledger_audit.transaction,
    p_amount numeric,
    p_request ledger_private.posting_item,
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_legs ledger_private.requested_leg[] := ledger_private.legs_to_reverse(p_original);
    v_amount numeric;
    v_places integer[];
    v_parts numeric[];
    v_examined ledger_private.examined_transactions;
    v_link ledger_private.posting_link;
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_payable(p_actor, ARRAY(
        SELECT l.account_id FROM unnest(v_legs) AS l WHERE l.entry_type = 'CREDIT'
    ));
    IF v_legs IS NULL OR p_amount IS NOT NULL THEN
        v_amount := ledger_private.amount_to_reverse(p_original, p_amount);
        FOR v_side IN 1 .. 2 LOOP
            v_places := ARRAY(
                SELECT l.ordinality FROM unnest(v_legs) WITH ORDINALITY AS l
                WHERE l.entry_type = (ARRAY['DEBIT', 'CREDIT'])[v_side]
                ORDER BY l.ordinality
            );
            v_parts := ledger_private.split_amount(
                v_amount,
                ARRAY(
                    SELECT l.posted FROM unnest(v_legs) WITH ORDINALITY AS l
                    WHERE l.entry_type = (ARRAY['DEBIT', 'CREDIT'])[v_side]
                    ORDER BY l.ordinality
                ),
                v_legs[1].minor_units
            );
            FOR v_n IN 1 .. cardinality(v_parts) LOOP
                v_legs[v_places[v_n]].posted := v_parts[v_n];
            END LOOP;
        END LOOP;
    END IF;

    p_request.item_number := 1;
    p_request.is_replay := false;
    p_request.user_id := ledger_private.owner_of_legs(v_legs);
    p_request.transaction_id := ledger_private.new_id(
        ledger_private.user_bucket(p_request.user_id)
    );
    v_examined.items := ARRAY[p_request];
    v_examined.legs := v_legs;
    v_link.transaction_id := p_request.transaction_id;
    v_link.reverses_transaction_id := p_request.reverses_transaction_id;
    v_item := (ledger_private.post_legs(v_examined, p_actor, ARRAY[v_link])).items[1];
    IF v_item.status = 'FAILED' THEN
        PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
    END IF;
    RETURN v_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.reverse_legs(
    ledger_audit.transaction, numeric, ledger_private.posting_item, ledger.actor
) IS
'Posts p_request, which carries the key, type and words of the reversal, on what is left of p_original, whose row the caller has locked, and returns the item. A part is divided on each side by largest remainder in proportion to what is left of each leg, so no leg gives back more than it was. Raises LG121, LG224 and what posting refuses.';
