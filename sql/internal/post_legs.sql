-- The engine for transactions of many legs: claim keys, lock, decide leg by leg, write all at once.
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
    v_accounts ledger_private.posting_account[];
    v_ids uuid[];
    v_decided ledger_private.decided_legs;
    v_written ledger_private.posting_leg[] := ARRAY[]::ledger_private.posting_leg[];
    v_now timestamptz;
    v_open_from_at timestamptz;
    v_limits ledger_private.posting_limit[];
    v_added numeric[] := '{}';
BEGIN
    v_items := CASE WHEN p_links IS NULL
        THEN ledger_private.claim_keys(coalesce(p_actor.user_id, 0), p_examined.items)
        ELSE ledger_private.link_items(p_examined.items, p_links)
    END;

    v_ids := ARRAY(
        SELECT DISTINCT l.account_id
        FROM unnest(p_examined.legs) AS l
        JOIN unnest(v_items) AS i USING (item_number)
        WHERE i.failure_code IS NULL
            AND NOT i.is_replay
        ORDER BY l.account_id
    );
    v_accounts := ledger_private.without_expired_holds(
        ledger_private.lock_accounts(v_ids), p_actor
    );
    v_limits := ledger_private.lock_limits(v_accounts);
    v_now := greatest(
        clock_timestamp(), (SELECT max(a.updated_at) FROM unnest(v_accounts) AS a),
        ledger_private.limits_counted_at(v_limits)
    );
    v_open_from_at := ledger_private.open_from(v_items);
    IF v_limits IS NOT NULL THEN
        v_limits := ledger_private.roll_limits(v_limits, v_now);
        v_accounts := ledger_private.assign_limits(v_accounts, v_limits);
    END IF;

    FOR v_n IN 1 .. cardinality(v_items) LOOP
        v_item := v_items[v_n];
        v_item.created_at := v_now;
        IF v_item.is_replay OR v_item.failure_code IS NOT NULL THEN
            v_item.status := 'FAILED';
        ELSE
            v_item.effective_at := coalesce(v_item.effective_at, v_now);
            v_item.failure_detail := ledger_private.closed_detail(
                v_item.effective_at, v_open_from_at
            );
            v_item.failure_code := CASE WHEN v_item.failure_detail IS NOT NULL THEN 'LG250' END;
            v_decided := ledger_private.decide_legs(
                v_item,
                ARRAY(
                    SELECT l FROM unnest(p_examined.legs) AS l
                    WHERE l.item_number = v_n
                    ORDER BY l.leg_number
                ),
                v_accounts, v_ids, v_now, p_actor
            );
            v_item := v_decided.item;
            IF v_item.status = 'COMPLETED' AND v_limits IS NOT NULL THEN
                v_item.claims := ledger_private.legs_claims(
                    v_item, v_decided.legs, v_accounts
                );
                v_item := ledger_private.refuse_by_limits(
                    v_item, v_limits, v_added, v_now, p_actor
                );
                IF v_item.status = 'COMPLETED' THEN
                    v_added := ledger_private.add_claims(v_item.claims, v_limits, v_added);
                ELSE
                    v_item.leg_account_versions := NULL;
                END IF;
            END IF;
            -- What a refused transaction did to its accounts is forgotten.
            IF v_item.status = 'COMPLETED' THEN
                v_accounts := v_decided.accounts;
                v_written := v_written || v_decided.legs;
            END IF;
        END IF;
        v_items[v_n] := v_item;
    END LOOP;

    PERFORM ledger_private.write_postings(v_items, v_written, v_accounts, p_actor, v_now);
    IF v_limits IS NOT NULL THEN
        PERFORM ledger_private.write_limits(v_limits, v_added, v_now);
    END IF;
    RETURN ledger_private.recall_replays(v_items);
END
$function$;

COMMENT ON FUNCTION ledger_private.post_legs(
    ledger_private.examined_transactions, ledger.actor, ledger_private.posting_link[]
) IS
'Posts examined transactions as if one after another, each whole or not at all. p_actor has been resolved. With p_links, one for each transaction, the caller has claimed the keys. Lock order: idempotency keys, then accounts.';
