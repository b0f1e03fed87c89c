-- Check what never changes about transactions of many legs, and work out what needs no lock.
CREATE OR REPLACE FUNCTION ledger_private.examine_transactions(
    p_requests ledger.transaction_request[],
    p_actor ledger.actor
)
RETURNS ledger_private.examined_transactions
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_examined ledger_private.examined_transactions;
    v_request ledger.transaction_request;
    v_items ledger_private.posting_item[] := ARRAY[]::ledger_private.posting_item[];
    v_item ledger_private.posting_item;
    v_all_legs ledger_private.requested_leg[] := ARRAY[]::ledger_private.requested_leg[];
    v_leg ledger_private.requested_leg;
    v_legs ledger_private.requested_leg[];
    v_settled ledger_private.requested_leg[];
    v_resolved ledger_private.resolved_legs;
    v_field text;
    v_reserved text;
BEGIN
    FOR v_n IN 1 .. cardinality(p_requests) LOOP
        v_request := p_requests[v_n];
        v_item := NULL;
        v_item.item_number := v_n;
        v_item.is_replay := false;
        v_item.idempotency_key := v_request.idempotency_key;
        v_item.description := v_request.description;
        v_item.metadata := v_request.metadata;
        v_item.amount := v_request.total;
        v_item.transaction_type := coalesce(v_request.transaction_type, 'transaction');
        v_item.effective_at := ledger_private.within_calendar(v_request.effective_at);

        v_field := ledger_private.malformed_field(
            v_request.idempotency_key, v_request.description, v_request.metadata,
            v_request.effective_at, v_request.transaction_type
        );
        v_legs := NULL;
        v_settled := NULL;
        v_resolved := NULL;
        IF v_field IS NOT NULL THEN
            v_resolved.failure_code := 'LG109';
            v_resolved.failure_detail := jsonb_build_object('field', v_field);
        ELSIF cardinality(v_request.entries) > 1000 THEN
            v_resolved.failure_code := 'LG131';
            v_resolved.failure_detail := jsonb_build_object(
                'legs', cardinality(v_request.entries), 'at_most', 1000
            );
        ELSE
            v_legs := ledger_private.examine_legs(v_n, v_request.entries, p_actor);
            FOREACH v_leg IN ARRAY coalesce(v_legs, '{}') LOOP
                v_resolved.failure_code := v_leg.failure_code;
                v_resolved.failure_detail := v_leg.failure_detail;
                EXIT WHEN v_leg.failure_code IS NOT NULL;
            END LOOP;
        END IF;
        v_reserved := CASE
            WHEN v_resolved.failure_code IS NULL AND p_actor.role <> 'database'
                THEN ledger_private.reserved_type(p_actor, v_item.transaction_type, EXISTS (
                    SELECT FROM unnest(v_legs) AS l
                    JOIN ledger_private.account AS a USING (account_id)
                    WHERE l.entry_type = 'CREDIT'
                        AND ledger_private.is_outside(a.user_id, a.account_class)
                ))
        END;
        IF v_reserved IS NOT NULL THEN
            v_resolved.failure_code := 'LG290';
            v_resolved.failure_detail := ledger_private.reserved_type_detail(v_reserved);
        END IF;
        IF v_resolved.failure_code IS NULL THEN
            IF v_request.total IS NULL THEN
                v_settled := ledger_private.settle_plain_legs(v_legs);
            END IF;
            IF v_settled IS NULL THEN
                v_resolved := ledger_private.legs_fault(v_legs, v_request.total);
            END IF;
        END IF;
        IF v_resolved.failure_code IS NULL THEN
            -- Before the amounts are worked out: a repeat must mean the same whatever they were.
            v_item.request_digest := ledger_private.transaction_digest(v_request, v_legs);
            v_item.user_id := ledger_private.owner_of_legs(v_legs);
            IF v_settled IS NOT NULL THEN
                v_legs := v_settled;
            ELSIF NOT EXISTS (SELECT FROM unnest(v_legs) AS l WHERE l.kind = 'up_to') THEN
                v_resolved := ledger_private.resolve_legs(v_legs, v_request.total);
                v_legs := v_resolved.legs;
            END IF;
        END IF;
        v_item.transaction_id := ledger_private.new_id(
            ledger_private.user_bucket(coalesce(v_item.user_id, 0))
        );
        v_item.failure_code := v_resolved.failure_code;
        v_item.failure_detail := v_resolved.failure_detail;
        v_items := v_items || v_item;
        FOREACH v_leg IN ARRAY coalesce(v_legs, '{}') LOOP
            v_all_legs := v_all_legs || v_leg;
        END LOOP;
    END LOOP;
    v_examined.items := v_items;
    v_examined.legs := v_all_legs;
    RETURN v_examined;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_transactions(
    ledger.transaction_request[], ledger.actor
) IS
'One posting_item per request, in order, with failure_code set where it can never be posted as it stands; and all their legs, with posted set where no up_to leg waits for a balance. Takes no lock.';
