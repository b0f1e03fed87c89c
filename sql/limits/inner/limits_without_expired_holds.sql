-- What limits would count once expired holds have given back what they used.
CREATE OR REPLACE FUNCTION ledger_private.limits_without_expired_holds(
    p_limits ledger_private.posting_limit[],
    p_accounts ledger_private.posting_account[],
    p_now timestamptz
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_account ledger_private.posting_account;
    v_hold ledger_private.hold;
    v_before ledger_private.hold_event;
    v_after ledger_private.hold_event;
    v_rolled ledger_private.posting_limit[];
    v_added numeric[];
BEGIN
    IF p_limits IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH v_account IN ARRAY ledger_private.assign_limits(p_accounts, p_limits) LOOP
        CONTINUE WHEN v_account.limit_slots IS NULL
            OR v_account.updated_at > p_now + ledger_private.clock_tolerance();
        FOR v_hold IN
            SELECT h.* FROM ledger_private.expired_holds(v_account.account_id, p_now) AS h
        LOOP
            -- As date_after_limits and append_audit ask before a hold is given back.
            PERFORM ledger_private.moment_after(
                greatest(v_account.updated_at, ledger_private.limits_counted_at(ARRAY(
                    SELECT p_limits[s] FROM unnest(v_account.limit_slots) AS s
                ))),
                jsonb_build_object('account_id', v_account.account_id)
            );
            CONTINUE WHEN v_hold.is_freeze;
            v_before.hold_id := v_hold.hold_id;
            v_before.amount_after := v_hold.amount;
            v_before.captured_after := v_hold.captured;
            v_before.released_after := v_hold.released;
            v_after := v_before;
            v_after.released_after := v_hold.released + v_hold.remaining;
            v_after.status_after := 'EXPIRED';

            v_rolled := ledger_private.limits_in_bucket_of(
                ledger_private.roll_limits(p_limits, p_now), ledger_private.placed_at(v_hold), p_now
            );
            v_added := ledger_private.add_uses(
                ARRAY[ledger_private.use_by_hold(
                    ledger_private.use_between(v_before, v_after), v_hold, v_account.limit_slots
                )],
                v_rolled, '{}'
            );
            -- In the bucket that it has, if a second time: what counts is the sum.
            FOR v_n IN 1 .. cardinality(p_limits) LOOP
                CONTINUE WHEN v_added[v_n] IS NULL;
                p_limits[v_n].bucket_starts := p_limits[v_n].bucket_starts
                    || v_rolled[v_n].bucket_start;
                p_limits[v_n].bucket_uses := p_limits[v_n].bucket_uses || v_added[v_n];
            END LOOP;
        END LOOP;
    END LOOP;
    RETURN p_limits;
END
$function$;

COMMENT ON FUNCTION ledger_private.limits_without_expired_holds(
    ledger_private.posting_limit[], ledger_private.posting_account[], timestamptz
) IS
'p_limits, which read_limits has read, as release_expired_holds would leave their counters at p_now; for a preview.';
