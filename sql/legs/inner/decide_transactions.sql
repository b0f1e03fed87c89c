-- Decide transactions of many legs one after another, on accounts and limits as they stand.
CREATE OR REPLACE FUNCTION ledger_private.decide_transactions(
    p_items ledger_private.posting_item[],
    p_legs ledger_private.requested_leg[],
    p_accounts ledger_private.posting_account[],
    p_limits ledger_private.posting_limit[],
    p_now timestamptz,
    p_open_from_at timestamptz,
    p_actor ledger.actor
)
RETURNS ledger_private.decided_transactions
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
    v_leg ledger_private.requested_leg;
    v_own_legs ledger_private.requested_leg[];
    v_own_slots integer[];
    v_own_accounts ledger_private.posting_account[];
    v_decided ledger_private.decided_legs;
    v_entry ledger_private.posting_leg;
    v_all ledger_private.decided_transactions;
    v_entries ledger_private.posting_leg[] := ARRAY[]::ledger_private.posting_leg[];
    v_added numeric[] := ARRAY[]::numeric[];
    v_replays boolean := false;
    v_k integer := 1;
    v_is_restricted boolean := ledger_private.is_restricted(p_actor.scopes);
    v_refusal jsonb;
    v_rules ledger_audit.fraud_rule[] := ledger_private.rules_that_refuse();
    v_sums ledger_private.fraud_sums[];
    v_account_ids uuid[];
    v_slot integer;
BEGIN
    IF p_limits IS NOT NULL THEN
        p_accounts := ledger_private.assign_limits(p_accounts, p_limits);
    END IF;
    IF v_rules IS NOT NULL THEN
        v_account_ids := ARRAY(
            SELECT a.account_id FROM unnest(p_accounts) WITH ORDINALITY AS a ORDER BY a.ordinality
        );
    END IF;
    FOR v_n IN 1 .. cardinality(p_items) LOOP
        v_item := p_items[v_n];
        IF v_item.repeats_item IS NOT NULL THEN
            v_item := ledger_private.settle_repeat(v_item, p_items);
        END IF;
        v_replays := v_replays OR v_item.is_replay;
        v_item.created_at := p_now;
        IF v_item.is_replay OR v_item.failure_code IS NOT NULL THEN
            v_item.status := 'FAILED';
        ELSE
            v_item.effective_at := coalesce(v_item.effective_at, p_now);
            v_item.failure_detail := ledger_private.closed_detail(
                v_item.effective_at, p_open_from_at
            );
            v_item.failure_code := CASE WHEN v_item.failure_detail IS NOT NULL THEN 'LG250' END;

            -- Only its own legs and accounts, so that each costs the same in a large batch.
            v_own_legs := '{}';
            v_own_slots := '{}';
            v_own_accounts := '{}';
            WHILE p_legs[v_k].item_number = v_n LOOP
                v_leg := p_legs[v_k];
                v_k := v_k + 1;
                IF v_leg.slot <> ALL (v_own_slots) THEN
                    v_own_slots := v_own_slots || v_leg.slot;
                    v_own_accounts := v_own_accounts || p_accounts[v_leg.slot];
                END IF;
                v_leg.slot := array_position(v_own_slots, v_leg.slot);
                v_own_legs := v_own_legs || v_leg;
            END LOOP;
            v_decided := ledger_private.decide_legs(
                v_item, v_own_legs, v_own_accounts, p_actor
            );
            v_item := v_decided.item;
            IF v_is_restricted THEN
                v_refusal := ledger_private.legs_key_refusal(
                    v_item, v_own_legs, v_decided.legs, p_actor
                );
                IF v_refusal IS NOT NULL THEN
                    v_item.status := 'FAILED';
                    v_item.failure_code := 'LG263';
                    v_item.failure_detail := v_refusal;
                    v_item.leg_account_versions := NULL;
                END IF;
            END IF;
            IF v_item.status = 'COMPLETED' AND v_rules IS NOT NULL THEN
                v_item := ledger_private.refuse_legs_by_rules(
                    v_item, v_rules, v_decided.legs, v_sums, v_account_ids, p_actor
                );
            END IF;
            IF v_item.status = 'COMPLETED' AND p_limits IS NOT NULL THEN
                v_item.uses := ledger_private.legs_uses(
                    v_item, v_decided.legs, p_accounts
                );
                v_item := ledger_private.refuse_by_limits(
                    v_item, p_limits, v_added, p_now, p_actor
                );
                IF v_item.status = 'COMPLETED' THEN
                    v_added := ledger_private.add_uses(v_item.uses, p_limits, v_added);
                ELSE
                    v_item.leg_account_versions := NULL;
                END IF;
            END IF;
            -- What a refused transaction did to its accounts is forgotten.
            IF v_item.status = 'COMPLETED' THEN
                v_own_accounts := v_decided.accounts;
                FOR v_a IN 1 .. cardinality(v_own_slots) LOOP
                    p_accounts[v_own_slots[v_a]] := v_own_accounts[v_a];
                END LOOP;
                FOREACH v_entry IN ARRAY v_decided.legs LOOP
                    v_entries := v_entries || v_entry;
                    IF v_rules IS NOT NULL THEN
                        v_slot := array_position(v_account_ids, v_entry.account_id);
                        v_sums[v_slot] := ledger_private.add_to_sums(
                            v_sums[v_slot],
                            CASE v_entry.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END,
                            v_entry.amount
                        );
                    END IF;
                END LOOP;
            END IF;
        END IF;
        p_items[v_n] := v_item;
        WHILE p_legs[v_k].item_number = v_n LOOP
            v_k := v_k + 1;
        END LOOP;
    END LOOP;

    v_all.items := p_items;
    v_all.accounts := p_accounts;
    v_all.legs := v_entries;
    v_all.added := v_added;
    v_all.has_replays := v_replays;
    RETURN v_all;
END
$function$;

COMMENT ON FUNCTION ledger_private.decide_transactions(
    ledger_private.posting_item[], ledger_private.requested_leg[],
    ledger_private.posting_account[], ledger_private.posting_limit[], timestamptz, timestamptz,
    ledger.actor
) IS
'The items, COMPLETED or FAILED with their reasons, what they make of the accounts, the entries to write, and what they use of p_limits, which are rolled to p_now. Reads no table, but the API key of an actor who is restricted and what rules that refuse look at, and takes no lock: whoever posts has locked what it passes, whoever previews has read it. p_open_from_at: see earliest_open_moment.';
