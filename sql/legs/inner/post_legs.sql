-- The engine for transactions of many legs: reserve keys, lock, decide one by one, write at once.
CREATE OR REPLACE FUNCTION ledger_private.post_legs(
    p_examined ledger_private.examined_transactions,
    p_actor ledger.actor,
    p_links ledger_private.posting_link[] DEFAULT NULL
)
RETURNS ledger_private.decided_transactions
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_items ledger_private.posting_item[];
    v_legs ledger_private.requested_leg[];
    v_accounts ledger_private.posting_account[];
    v_limits ledger_private.posting_limit[];
    v_now timestamptz;
    v_decided ledger_private.decided_transactions;
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
    IF v_limits IS NOT NULL THEN
        v_limits := ledger_private.roll_limits(v_limits, v_now);
    END IF;

    v_decided := ledger_private.decide_transactions(
        v_items, v_legs, v_accounts, v_limits, v_now,
        ledger_private.earliest_open_moment(v_items), p_actor
    );

    PERFORM ledger_private.give_keys_back(coalesce(p_actor.user_id, 0), v_decided.items);
    PERFORM ledger_private.write_postings(
        v_decided.items, v_decided.legs, v_decided.accounts, p_actor, v_now
    );
    IF v_limits IS NOT NULL THEN
        PERFORM ledger_private.write_limits(v_limits, v_decided.added, v_now);
    END IF;
    IF v_decided.has_replays THEN
        PERFORM ledger_private.tell_replay();
        v_decided.items := ledger_private.recall_replays(v_decided.items);
    END IF;
    RETURN v_decided;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_legs(
    ledger_private.examined_transactions, ledger.actor, ledger_private.posting_link[]
) IS
'Posts examined transactions as if one after another, each whole or not at all, and returns what was decided. p_actor has been resolved. With p_links, one for each transaction, the caller has reserved the keys. Lock order: idempotency keys, then accounts.';
