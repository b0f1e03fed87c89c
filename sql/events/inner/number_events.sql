-- Give positions to what has been committed since the last pass. One at a time; whoever dies
-- holds nothing. Plans go through keys, whatever the statistics say.
CREATE OR REPLACE FUNCTION ledger_private.number_events(p_wait boolean)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_last ledger_audit.feed_pass;
    v_last_position bigint;
BEGIN
    -- An old snapshot does not show the last pass; a standby cannot write.
    IF current_setting('transaction_read_only') = 'on'
        OR current_setting('transaction_isolation') <> 'read committed'
    THEN
        RETURN false;
    ELSIF p_wait THEN
        PERFORM pg_advisory_xact_lock('ledger_audit.feed_pass'::regclass::bigint);
    ELSIF NOT pg_try_advisory_xact_lock('ledger_audit.feed_pass'::regclass::bigint) THEN
        RETURN false;
    END IF;

    v_last := ledger_private.last_pass();
    -- Where transaction numbers mean nothing, all is compared, and the history may have parted.
    IF v_last.seen IS NULL THEN
        v_last.feed_id := ledger_private.new_id(ledger_private.user_bucket(0));
    END IF;

    -- One statement, so that what it finds and what it keeps as seen are of one snapshot.
    WITH now AS MATERIALIZED (
        SELECT
            pg_current_snapshot() AS seen,
            pg_current_xact_id_if_assigned() AS own_xact_id
    ),
    found AS MATERIALIZED (
        SELECT
            v_last.last_position
            + row_number() OVER (
                ORDER BY
                    ledger_private.feed_booked_at(
                        u.transaction_id, u.account_ids, u.created_at
                    ),
                    u.created_at, u.xact_id, coalesce(u.transaction_id, u.act_id)
            ) AS event_position,
            u.transaction_id,
            u.act_id,
            u.account_ids
        FROM ledger_private.unnumbered_events AS u
    ),
    numbered AS (
        INSERT INTO ledger_audit.feed_event (event_position, transaction_id, act_id)
        SELECT f.event_position, f.transaction_id, f.act_id
        FROM found AS f
    ),
    placed AS (
        INSERT INTO ledger_audit.feed_account (account_id, event_position)
        SELECT DISTINCT a.account_id, f.event_position
        FROM found AS f
        CROSS JOIN LATERAL unnest(f.account_ids) AS a (account_id)
        WHERE a.account_id IS NOT NULL
    )
    INSERT INTO ledger_audit.feed_pass (
        pass_number, last_position, feed_id, passed_at, seen, incarnation
    )
    SELECT
        v_last.pass_number + 1, v_last.last_position + n.events, v_last.feed_id,
        clock_timestamp(), ledger_private.snapshot_without(s.seen, s.own_xact_id),
        ledger_private.incarnation()
    FROM now AS s
    CROSS JOIN (SELECT count(*) AS events FROM found) AS n
    -- An idle pass is not kept, unless much has happened elsewhere that need not be searched.
    WHERE n.events > 0
        OR v_last.seen IS NULL
        OR pg_snapshot_xmax(s.seen)::text::bigint
        > pg_snapshot_xmax(v_last.seen)::text::bigint + 10000
    RETURNING last_position INTO v_last_position;
    IF v_last_position > v_last.last_position THEN
        PERFORM pg_notify('ledger_events', v_last_position::text);
    END IF;
    RETURN true;
END
$function$;

COMMENT ON FUNCTION ledger_private.number_events(boolean) IS
'Numbers every committed transaction and act that has no position in the feed, in the order of created_at within the pass. False, and nothing done, in a read-only database transaction (so on a standby), in one that is not READ COMMITTED, and, unless p_wait, while another session is numbering. Its lock is held until commit. Whoever listens to ledger_events is then told the last position. In another incarnation than that of the last pass it compares all of them and gives the feed a new identity.';
