-- Decide one transaction on accounts as they stand: its amounts, then each leg in turn.
CREATE OR REPLACE FUNCTION ledger_private.decide_legs(
    p_item ledger_private.posting_item,
    p_legs ledger_private.requested_leg[],
    p_accounts ledger_private.posting_account[],
    p_actor ledger.actor
)
RETURNS ledger_private.decided_legs
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_decided ledger_private.decided_legs;
    v_resolved ledger_private.resolved_legs;
    v_account ledger_private.posting_account;
    v_leg ledger_private.requested_leg;
    v_written ledger_private.posting_leg;
    v_entries ledger_private.posting_leg[] := ARRAY[]::ledger_private.posting_leg[];
    v_ids uuid[] := ARRAY[]::uuid[];
    v_debits numeric := 0;
    v_has_one_currency boolean := true;
BEGIN
    p_item.from_slot := p_legs[1].slot;

    IF p_legs[1].posted IS NULL THEN
        FOR v_n IN 1 .. cardinality(p_legs) LOOP
            v_account := p_accounts[p_legs[v_n].slot];
            p_legs[v_n].available := CASE WHEN v_account.status = 'ACTIVE'
                THEN greatest(0, v_account.balance - v_account.held - v_account.floor) ELSE 0
            END;
        END LOOP;
        v_resolved := ledger_private.resolve_legs(p_legs, p_item.amount);
        p_legs := v_resolved.legs;
        p_item.failure_code := coalesce(p_item.failure_code, v_resolved.failure_code);
        p_item.failure_detail := coalesce(
            p_item.failure_detail, v_resolved.failure_detail
        );
    END IF;
    FOREACH v_leg IN ARRAY p_legs LOOP
        v_ids := v_ids || v_leg.account_id;
        v_has_one_currency := v_has_one_currency AND v_leg.currency = p_legs[1].currency;
        IF v_leg.entry_type = 'DEBIT' THEN
            v_debits := v_debits + coalesce(v_leg.posted, 0);
        END IF;
    END LOOP;
    p_item.leg_account_ids := v_ids;
    IF v_has_one_currency THEN
        p_item.amount := coalesce(p_item.amount, nullif(v_debits, 0));
        p_item.currency := CASE WHEN p_item.amount IS NOT NULL THEN p_legs[1].currency END;
        p_item.minor_units := p_legs[1].minor_units;
    END IF;

    FOR v_n IN 1 .. cardinality(p_legs) LOOP
        EXIT WHEN p_item.failure_code IS NOT NULL;
        v_leg := p_legs[v_n];
        IF p_accounts[v_leg.slot].updated_at > p_item.created_at THEN
            p_item.failure_code := 'LG340';
            p_item.failure_detail := ledger_private.ahead_account_detail(
                p_accounts[v_leg.slot], p_item.created_at
            );
        ELSIF v_leg.expected_version <> p_accounts[v_leg.slot].version THEN
            p_item.failure_code := 'LG302';
            p_item.failure_detail := jsonb_build_object(
                'account_id', v_leg.account_id, 'expected_version', v_leg.expected_version,
                'version', p_accounts[v_leg.slot].version, 'leg', v_leg.leg_number
            );
        END IF;
    END LOOP;

    FOR v_n IN 1 .. cardinality(p_legs) LOOP
        EXIT WHEN p_item.failure_code IS NOT NULL;
        v_leg := p_legs[v_n];
        CONTINUE WHEN v_leg.posted = 0;
        v_account := p_accounts[v_leg.slot];
        p_item.failure_code := ledger_private.leg_refusal(
            v_leg.entry_type, v_leg.posted, v_account
        );
        IF p_item.failure_code IS NOT NULL THEN
            p_item.failure_detail := ledger_private.leg_refusal_detail(
                p_item.failure_code, v_leg.posted, v_leg.currency, v_leg.minor_units,
                v_account, p_actor
            ) || jsonb_build_object('leg', v_leg.leg_number);
            EXIT;
        END IF;

        v_account.version := v_account.version + 1;
        v_account.audit_position := v_account.audit_position + 1;
        v_written.transaction_id := p_item.transaction_id;
        v_written.account_id := v_account.account_id;
        v_written.account_user_id := v_account.user_id;
        v_written.entry_type := v_leg.entry_type;
        v_written.amount := v_leg.posted;
        v_written.currency := v_leg.currency;
        v_written.account_version := v_account.version;
        v_written.new_balance := v_account.balance + CASE v_leg.entry_type
            WHEN 'CREDIT' THEN v_leg.posted ELSE -v_leg.posted
        END;
        v_written.audit_position := v_account.audit_position;
        v_account.balance := v_written.new_balance;
        p_accounts[v_leg.slot] := v_account;
        v_entries := v_entries || v_written;
    END LOOP;

    v_decided.item := ledger_private.name_legs(p_item, p_legs, v_entries);
    v_decided.accounts := p_accounts;
    v_decided.legs := v_entries;
    RETURN v_decided;
END
$function$;

COMMENT ON FUNCTION ledger_private.decide_legs(
    ledger_private.posting_item, ledger_private.requested_leg[],
    ledger_private.posting_account[], ledger.actor
) IS
'The item, COMPLETED or FAILED with its reason; the accounts after it; and the entries to write. A leg''s slot is the place of its account among them. A leg that comes to nothing is left out.';
