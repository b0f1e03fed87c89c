-- What the engine for transactions of many legs would decide now: read, decide, write nothing.
CREATE OR REPLACE FUNCTION ledger_private.preview_legs(
    p_examined ledger_private.examined_transactions,
    p_actor ledger.actor
)
RETURNS ledger_private.decided_transactions
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_legs ledger_private.requested_leg[];
    v_accounts ledger_private.posting_account[];
    v_limits ledger_private.posting_limit[];
    v_now timestamptz := clock_timestamp();
    v_decided ledger_private.decided_transactions;
    v_item ledger_private.posting_item;
BEGIN
    v_items := ledger_private.find_keys(coalesce(p_actor.user_id, 0), p_examined.items);
    v_legs := ledger_private.assign_leg_slots(v_items, p_examined.legs);
    v_accounts := ledger_private.read_accounts(ARRAY(
        SELECT l.account_id FROM unnest(v_legs) AS l WHERE l.slot IS NOT NULL
    ), v_now);
    v_limits := ledger_private.limits_without_expired_holds(
        ledger_private.read_limits(v_accounts), v_accounts, v_now
    );
    v_now := ledger_private.posting_moment(v_accounts, v_limits);
    v_limits := ledger_private.roll_limits(v_limits, v_now);

    v_decided := ledger_private.decide_transactions(
        v_items, v_legs, v_accounts, v_limits, v_now,
        ledger_private.earliest_open_moment(v_items, true), p_actor
    );

    v_items := ledger_private.recall_replays(v_decided.items);
    FOR v_n IN 1 .. cardinality(v_items) LOOP
        v_item := v_items[v_n];
        v_item.from_slot := NULL;
        v_items[v_n] := v_item;
    END LOOP;
    v_decided.items := v_items;
    RETURN v_decided;
END
$function$;

COMMENT ON FUNCTION ledger_private.preview_legs(
    ledger_private.examined_transactions, ledger.actor
) IS
'What post_legs would return now, by the same decision on the same values: from_slot is NULL, since nothing is recorded. All is read by one snapshot, that of the caller''s statement; no lock is taken.';
