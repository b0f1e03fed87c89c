-- Count what the newest step of a hold uses of its account's limits, or gives back.
CREATE OR REPLACE FUNCTION ledger_private.use_limits_by_hold(
    p_account ledger_private.account,
    p_hold ledger_private.hold,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_accounts ledger_private.posting_account[];
    v_limits ledger_private.posting_limit[];
    v_item ledger_private.posting_item;
    v_use ledger_private.posting_use;
BEGIN
    v_use := ledger_private.hold_uses(p_hold.hold_id, p_hold.event_count);
    IF p_hold.is_freeze OR (v_use.amount = 0 AND v_use.uses = 0) THEN
        RETURN;
    END IF;
    v_accounts := ledger_private.lock_accounts(ARRAY[p_account.account_id]);
    v_limits := ledger_private.roll_limits(
        ledger_private.lock_limits(v_accounts), p_account.updated_at
    );
    IF v_limits IS NULL THEN
        RETURN;
    END IF;
    v_accounts := ledger_private.assign_limits(v_accounts, v_limits);
    v_use := ledger_private.use_by_hold(v_use, p_hold, v_accounts[1].limit_slots);
    v_item.uses := ARRAY[v_use];

    IF v_use.amount > 0 THEN
        v_item := ledger_private.refuse_by_limits(
            v_item, v_limits, '{}', p_account.updated_at, p_actor
        );
        IF v_item.status = 'FAILED' THEN
            PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
        END IF;
    ELSE
        -- Given back where it was used: a period that has passed is left alone.
        v_limits := ledger_private.limits_in_bucket_of(
            v_limits, ledger_private.placed_at(p_hold), p_account.updated_at
        );
    END IF;
    PERFORM ledger_private.write_limits(
        v_limits, ledger_private.add_uses(v_item.uses, v_limits, '{}'), p_account.updated_at
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.use_limits_by_hold(
    ledger_private.account, ledger_private.hold, ledger.actor
) IS
'Called after the step is stored, at the account''s updated_at. A hold uses its amount when it is placed or raised; a capture beyond it uses the excess; what is released, or expires, is given back to the period in which the hold was placed. Raises LG240 or LG241. A freeze uses nothing.';
