-- What an account did that no worker has observed yet.
CREATE OR REPLACE FUNCTION ledger_private.fraud_unseen(p_account_id uuid)
RETURNS SETOF ledger_private.fraud_move
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_observed bigint := (SELECT p.last_position FROM ledger_private.fraud_progress AS p);
    v_found record;
    v_move ledger_private.fraud_move;
BEGIN
    v_move.account_id := p_account_id;
    v_move.is_refused := false;
    -- From the newest back to what was observed: an account's versions ascend in the feed.
    FOR v_found IN
        SELECT
            e.entry_type, e.amount, e.created_at, f.event_position, t.reverses_transaction_id,
            CASE e.account_id
                WHEN t.from_account_id THEN t.to_account_id
                WHEN t.to_account_id THEN t.from_account_id
                WHEN t.leg_account_ids[1] THEN
                    CASE WHEN cardinality(t.leg_account_ids) = 2 THEN t.leg_account_ids[2] END
                WHEN t.leg_account_ids[2] THEN
                    CASE WHEN cardinality(t.leg_account_ids) = 2 THEN t.leg_account_ids[1] END
            END AS counterparty_id
        FROM ledger_audit.transaction_entry AS e
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        LEFT JOIN ledger_audit.feed_event AS f USING (transaction_id)
        WHERE e.account_id = p_account_id
            AND NOT e.is_folded
        ORDER BY e.account_version DESC
        LIMIT 1000
    LOOP
        EXIT WHEN v_found.event_position <= v_observed;
        CONTINUE WHEN v_found.reverses_transaction_id IS NOT NULL;
        v_move.direction := CASE v_found.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END;
        v_move.amount := v_found.amount;
        v_move.observed_at := v_found.created_at;
        v_move.counterparty_id := v_found.counterparty_id;
        RETURN NEXT v_move;
    END LOOP;
    v_move.direction := NULL;
    v_move.is_refused := true;
    FOR v_found IN
        SELECT t.created_at, f.event_position
        FROM ledger_audit.transaction AS t
        LEFT JOIN ledger_audit.feed_event AS f USING (transaction_id)
        WHERE t.from_account_id = p_account_id
            AND t.status = 'FAILED'
        ORDER BY t.created_at DESC
        LIMIT 1000
    LOOP
        EXIT WHEN v_found.event_position <= v_observed;
        v_move.observed_at := v_found.created_at;
        RETURN NEXT v_move;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_unseen(uuid) IS
'Moves of an account behind the position that the fraud checks have come to, the newest first, at most 1000: account_id, direction, amount, counterparty_id, and in observed_at when they were booked; and what was refused, without a direction, at most 1000. The caller has locked the account.';
