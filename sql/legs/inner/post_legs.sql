-- The engine for transactions of many legs: reserve keys, lock, decide leg by leg, write at once.
CREATE OR REPLACE FUNCTION ledger_private.post_legs(
    p_examined ledger_private.examined_transactions,
    p_actor ledger.actor,
    p_links ledger_private.posting_link[] DEFAULT NULL
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_item ledger_private.posting_item;
    v_legs ledger_private.requested_leg[];
    v_leg ledger_private.requested_leg;
    v_accounts ledger_private.posting_account[];
    v_own_legs ledger_private.requested_leg[];
    v_own_slots integer[];
    v_own_accounts ledger_private.posting_account[];
    v_decided ledger_private.decided_legs;
    v_entry ledger_private.posting_leg;
    v_written ledger_private.posting_leg[] := ARRAY[]::ledger_private.posting_leg[];
    v_now timestamptz;
    v_open_from_at timestamptz;
    v_limits ledger_private.posting_limit[];
    v_added numeric[] := ARRAY[]::numeric[];
    v_replays boolean := false;
    v_k integer := 1;
BEGIN
    v_items := CASE WHEN p_links IS NULL
        THEN ledger_private.reserve_keys(coalesce(p_actor.user_id, 0), p_examined.items)
        ELSE ledger_private.link_items(p_examined.items, p_links)
    END;

    v_legs := ledger_private.assign_leg_slots(v_items, p_examined.legs);
    v_accounts := ledger_private.without_expired_holds(
        ledger_private.lock_accounts(ARRAY(
            SELECT l.account_id FROM unnest(v_legs) AS l WHERE l.slot IS NOT NULL
        )),
        p_actor
    );
    v_limits := ledger_private.lock_limits(v_accounts);
    v_now := ledger_private.posting_moment(v_accounts, v_limits);
    v_open_from_at := ledger_private.earliest_open_moment(v_items);
    IF v_limits IS NOT NULL THEN
        v_limits := ledger_private.roll_limits(v_limits, v_now);
        v_accounts := ledger_private.assign_limits(v_accounts, v_limits);
    END IF;

    FOR v_n IN 1 .. cardinality(v_items) LOOP
        v_item := v_items[v_n];
        IF v_item.repeats_item IS NOT NULL THEN
            v_item := ledger_private.settle_repeat(v_item, v_items);
        END IF;
        v_replays := v_replays OR v_item.is_replay;
        v_item.created_at := v_now;
        IF v_item.is_replay OR v_item.failure_code IS NOT NULL THEN
            v_item.status := 'FAILED';
        ELSE
            v_item.effective_at := coalesce(v_item.effective_at, v_now);
            v_item.failure_detail := ledger_private.closed_detail(
                v_item.effective_at, v_open_from_at
            );
            v_item.failure_code := CASE WHEN v_item.failure_detail IS NOT NULL THEN 'LG250' END;

            -- Only its own legs and accounts, so that each costs the same in a large batch.
            v_own_legs := '{}';
            v_own_slots := '{}';
            v_own_accounts := '{}';
            WHILE v_legs[v_k].item_number = v_n LOOP
                v_leg := v_legs[v_k];
                v_k := v_k + 1;
                IF v_leg.slot <> ALL (v_own_slots) THEN
                    v_own_slots := v_own_slots || v_leg.slot;
                    v_own_accounts := v_own_accounts || v_accounts[v_leg.slot];
                END IF;
                v_leg.slot := array_position(v_own_slots, v_leg.slot);
                v_own_legs := v_own_legs || v_leg;
            END LOOP;
            v_decided := ledger_private.decide_legs(
                v_item, v_own_legs, v_own_accounts, p_actor
            );
            v_item := v_decided.item;
            IF v_item.status = 'COMPLETED' AND v_limits IS NOT NULL THEN
                v_item.uses := ledger_private.legs_uses(
                    v_item, v_decided.legs, v_accounts
                );
                v_item := ledger_private.refuse_by_limits(
                    v_item, v_limits, v_added, v_now, p_actor
                );
                IF v_item.status = 'COMPLETED' THEN
                    v_added := ledger_private.add_uses(v_item.uses, v_limits, v_added);
                ELSE
                    v_item.leg_account_versions := NULL;
                END IF;
            END IF;
            -- What a refused transaction did to its accounts is forgotten.
            IF v_item.status = 'COMPLETED' THEN
                v_own_accounts := v_decided.accounts;
                FOR v_a IN 1 .. cardinality(v_own_slots) LOOP
                    v_accounts[v_own_slots[v_a]] := v_own_accounts[v_a];
                END LOOP;
                FOREACH v_entry IN ARRAY v_decided.legs LOOP
                    v_written := v_written || v_entry;
                END LOOP;
            END IF;
        END IF;
        v_items[v_n] := v_item;
        WHILE v_legs[v_k].item_number = v_n LOOP
            v_k := v_k + 1;
        END LOOP;
    END LOOP;

    PERFORM ledger_private.give_keys_back(coalesce(p_actor.user_id, 0), v_items);
    PERFORM ledger_private.write_postings(v_items, v_written, v_accounts, p_actor, v_now);
    IF v_limits IS NOT NULL THEN
        PERFORM ledger_private.write_limits(v_limits, v_added, v_now);
    END IF;
    RETURN CASE WHEN v_replays THEN ledger_private.recall_replays(v_items) ELSE v_items END;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_legs(
    ledger_private.examined_transactions, ledger.actor, ledger_private.posting_link[]
) IS
'Posts examined transactions as if one after another, each whole or not at all. p_actor has been resolved. With p_links, one for each transaction, the caller has reserved the keys. Lock order: idempotency keys, then accounts.';
