-- The one engine: examine, reserve keys, lock, decide item by item, write all at once.
CREATE OR REPLACE FUNCTION ledger_private.post_batch(
    p_transfers ledger.transfer_request[],
    p_actor ledger.actor,
    p_actors ledger.actor[] DEFAULT NULL,
    p_links ledger_private.posting_link[] DEFAULT NULL
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_slots integer[];
    v_accounts ledger_private.posting_account[];
    v_legs ledger_private.posting_leg[] := ARRAY[]::ledger_private.posting_leg[];
    v_item ledger_private.posting_item;
    v_from ledger_private.posting_account;
    v_to ledger_private.posting_account;
    v_actor ledger.actor := coalesce(p_actor, (array_remove(p_actors, NULL))[1]);
    v_now timestamptz;
    v_open_from_at timestamptz;
    v_replays boolean := false;
    v_limits ledger_private.posting_limit[];
    v_added numeric[] := ARRAY[]::numeric[];
    v_refusal jsonb;
    v_rules ledger_audit.fraud_rule[];
    v_sums ledger_private.fraud_sums[];
BEGIN
    v_items := ledger_private.examine_transfers(
        p_transfers, p_actor, p_actors,
        coalesce((p_links[1]).hold_id, (p_links[1]).reverses_transaction_id) IS NOT NULL
    );
    v_items := CASE WHEN p_links IS NULL
        THEN ledger_private.reserve_keys(coalesce(p_actor.user_id, 0), v_items)
        ELSE ledger_private.link_items(v_items, p_links)
    END;
    v_slots := ledger_private.number_accounts(v_items);
    v_accounts := ledger_private.lock_for_items(v_items, v_actor);
    IF (p_links[1]).clearing_account_id IS NOT NULL THEN
        v_accounts := ledger_private.open_clearing(v_accounts, (p_links[1]).clearing_account_id);
    END IF;
    v_limits := ledger_private.lock_limits(v_accounts);
    -- Read after the locks, and never before what the accounts have seen, so that each
    -- account's history runs forward even when the clock does not.
    v_now := ledger_private.posting_moment(v_accounts, v_limits);
    v_open_from_at := ledger_private.earliest_open_moment(v_items);
    v_rules := ledger_private.rules_that_refuse();
    IF v_limits IS NOT NULL THEN
        v_limits := ledger_private.roll_limits(v_limits, v_now);
        v_accounts := ledger_private.assign_limits(v_accounts, v_limits);
    END IF;

    FOR v_n IN 1 .. cardinality(v_items) LOOP
        v_item := v_items[v_n];
        IF v_n = 1 OR p_actors IS NOT NULL THEN
            v_actor := coalesce(v_item.actor, p_actor);
        END IF;
        v_item.from_slot := v_slots[2 * v_n - 1];
        v_item.to_slot := v_slots[2 * v_n];
        v_item.created_at := v_now;
        IF v_item.repeats_item IS NOT NULL THEN
            v_item := ledger_private.settle_repeat(v_item, v_items);
        END IF;
        v_replays := v_replays OR v_item.is_replay;
        IF v_item.from_slot IS NULL THEN
            v_item.status := 'FAILED';
            v_items[v_n] := v_item;
            CONTINUE;
        END IF;

        v_item.effective_at := coalesce(v_item.effective_at, v_now);
        v_from := v_accounts[v_item.from_slot];
        v_to := v_accounts[v_item.to_slot];
        v_refusal := CASE WHEN ledger_private.is_restricted(v_actor.scopes)
            THEN ledger_private.item_key_refusal(v_item, v_from.account_id, v_actor) END;
        v_item.failure_code := CASE WHEN v_refusal IS NOT NULL THEN 'LG263'
            WHEN v_item.effective_at < v_open_from_at THEN 'LG250'
            ELSE coalesce(ledger_private.refusal(v_item, v_from, v_to), CASE
                WHEN v_actor.role = 'customer' AND v_from.user_id <> v_actor.user_id
                    THEN ledger_private.delegation_refusal(v_item, v_actor)
            END, CASE WHEN v_rules IS NOT NULL THEN
                ledger_private.rules_code(v_item, v_rules, v_from, v_to, v_sums, v_actor)
            END)
        END;
        IF v_item.failure_code IS NOT NULL THEN
            v_item.status := 'FAILED';
            v_item.failure_detail := coalesce(v_refusal, ledger_private.item_refusal_detail(
                v_item, v_rules, v_from, v_to, v_sums, v_open_from_at, v_actor
            ));
            v_items[v_n] := v_item;
            CONTINUE;
        END IF;

        IF v_limits IS NOT NULL THEN
            v_item.uses := ledger_private.transfer_uses(v_item, v_from, v_to);
            v_item := ledger_private.refuse_by_limits(v_item, v_limits, v_added, v_now, v_actor);
            v_items[v_n] := v_item;
            CONTINUE WHEN v_item.status = 'FAILED';
            v_added := ledger_private.add_uses(v_item.uses, v_limits, v_added);
        END IF;

        v_from.version := v_from.version + 1;
        v_from.audit_position := v_from.audit_position + 1;
        v_to.version := v_to.version + 1;
        v_to.audit_position := v_to.audit_position + 1;
        v_item.status := 'COMPLETED';
        IF v_actor.role = 'customer' AND v_from.user_id <> v_actor.user_id THEN
            PERFORM ledger_private.count_delegated(v_item, v_actor);
        END IF;
        v_item.from_balance := v_from.balance - v_item.amount;
        v_item.to_balance := v_to.balance + v_item.amount;
        v_item.from_account_version := v_from.version;
        v_item.to_account_version := v_to.version;

        v_legs := v_legs || ledger_private.make_leg(
            p_transaction_id => v_item.transaction_id, p_account_id => v_from.account_id,
            p_account_user_id => v_from.user_id, p_entry_type => 'DEBIT',
            p_amount => v_item.amount, p_currency => v_item.currency,
            p_account_version => v_from.version, p_new_balance => v_item.from_balance,
            p_audit_position => v_from.audit_position
        );
        v_legs := v_legs || ledger_private.make_leg(
            p_transaction_id => v_item.transaction_id, p_account_id => v_to.account_id,
            p_account_user_id => v_to.user_id, p_entry_type => 'CREDIT',
            p_amount => v_item.amount, p_currency => v_item.currency,
            p_account_version => v_to.version, p_new_balance => v_item.to_balance,
            p_audit_position => v_to.audit_position
        );
        v_from.balance := v_item.from_balance;
        v_to.balance := v_item.to_balance;
        v_accounts[v_item.from_slot] := v_from;
        v_accounts[v_item.to_slot] := v_to;
        v_items[v_n] := v_item;
        IF v_rules IS NOT NULL THEN
            v_sums := ledger_private.add_transfer_to_sums(v_sums, v_item);
        END IF;
    END LOOP;
    PERFORM ledger_private.give_keys_back(coalesce(p_actor.user_id, 0), v_items);
    PERFORM ledger_private.write_postings(v_items, v_legs, v_accounts, p_actor, v_now);
    IF v_limits IS NOT NULL THEN
        PERFORM ledger_private.write_limits(v_limits, v_added, v_now);
    END IF;
    IF v_replays THEN
        PERFORM ledger_private.tell_replay();
        RETURN ledger_private.recall_replays(v_items);
    END IF;
    RETURN v_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_batch(
    ledger.transfer_request[], ledger.actor, ledger.actor[], ledger_private.posting_link[]
) IS
'Posts 1 to 10000 transfers as if one after another, in one pass: items see the effect of earlier items, and a refused one disturbs nobody. All are asked for by p_actor, or each by its own of p_actors; they have been resolved. With p_links, one for each transfer, the caller has reserved the keys. Lock order: idempotency keys, then accounts.';
