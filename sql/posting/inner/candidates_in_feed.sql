-- The next transactions in the order of the feed, before any filter: what commits late has a
-- later position, so that no page misses it. What has no position yet comes last.
CREATE OR REPLACE FUNCTION ledger_private.candidates_in_feed(
    p_account_ids uuid[],
    p_since timestamptz,
    p_until timestamptz,
    p_after uuid,
    p_chunk integer
)
RETURNS ledger_private.candidates
LANGUAGE plpgsql
VOLATILE
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $function$
DECLARE
    v_after bigint := (
        SELECT f.event_position FROM ledger_audit.feed_event AS f
        WHERE f.transaction_id = p_after
    );
    v_last ledger_audit.transaction;
    v_booked_at timestamptz;
    v_low bigint;
    -- A posting's time is taken before it is committed.
    v_high bigint := CASE
        WHEN p_until + interval '1 hour' < clock_timestamp()
            THEN ledger_private.position_before(p_until + interval '1 hour')
        ELSE 9223372036854775807
    END;
    v_ids uuid[] := ARRAY[]::uuid[];
    v_is_whole boolean;
    v_each integer := greatest(p_chunk / greatest(cardinality(p_account_ids), 1), 25);
    v_found ledger_private.candidates;
BEGIN
    IF p_after IS NOT NULL AND v_after IS NULL THEN
        SELECT t.* INTO v_last
        FROM ledger_audit.transaction AS t
        WHERE t.transaction_id = p_after;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG109', '{"field": "after"}');
        END IF;
        v_booked_at := ledger_private.feed_booked_at(
            p_after, ledger_private.feed_accounts(
                v_last.status, v_last.from_account_id, v_last.to_account_id,
                v_last.leg_account_ids
            ), v_last.created_at
        );
    ELSE
        v_low := greatest(v_after, ledger_private.position_before(p_since - interval '1 hour'));
        IF p_account_ids IS NULL THEN
            v_ids := ARRAY(
                SELECT f.transaction_id
                FROM ledger_audit.feed_event AS f
                WHERE f.event_position > v_low
                    AND f.event_position <= v_high
                    AND f.transaction_id IS NOT NULL
                ORDER BY f.event_position
                LIMIT p_chunk
            );
        ELSE
            -- As candidates_of_accounts: what lies beyond the nearest place where an account
            -- was cut off is left for the next call.
            WITH taken AS MATERIALIZED (
                SELECT
                    n.event_position, n.transaction_id, a.place,
                    count(*) OVER (PARTITION BY a.place) = v_each AS is_cut
                FROM unnest(p_account_ids) WITH ORDINALITY AS a (account_id, place)
                CROSS JOIN LATERAL (
                    SELECT f.event_position, f.transaction_id
                    FROM ledger_audit.feed_account AS p
                    JOIN ledger_audit.feed_event AS f USING (event_position)
                    WHERE p.account_id = a.account_id
                        AND p.event_position > v_low
                        AND p.event_position <= v_high
                        AND f.transaction_id IS NOT NULL
                    ORDER BY p.event_position
                    LIMIT v_each
                ) AS n
            ),
            edge AS MATERIALIZED (
                SELECT min(c.last_position) AS event_position
                FROM (
                    SELECT max(t.event_position) AS last_position
                    FROM taken AS t
                    WHERE t.is_cut
                    GROUP BY t.place
                ) AS c
            )
            SELECT
                array_agg(t.transaction_id ORDER BY t.event_position),
                max(e.event_position) IS NULL
            INTO v_ids, v_is_whole
            FROM (SELECT DISTINCT n.event_position, n.transaction_id FROM taken AS n) AS t
            CROSS JOIN edge AS e
            WHERE e.event_position IS NULL OR t.event_position <= e.event_position;
            v_is_whole := coalesce(v_is_whole, true) AND coalesce(cardinality(v_ids), 0) <= p_chunk;
            v_ids := coalesce(v_ids[:p_chunk], '{}');
        END IF;
    END IF;
    v_found.is_complete := coalesce(v_is_whole, cardinality(v_ids) < p_chunk);
    IF v_found.is_complete AND (p_until IS NULL OR v_high = 9223372036854775807) THEN
        v_ids := v_ids || ARRAY(
            SELECT u.transaction_id
            FROM (
                SELECT e.transaction_id, e.created_at, e.xact_id, e.account_ids
                FROM ledger_private.unnumbered_events AS e
                WHERE e.transaction_id IS NOT NULL
                UNION ALL
                SELECT
                    t.transaction_id, t.created_at, t.xact_id,
                    ledger_private.feed_accounts(
                        t.status, t.from_account_id, t.to_account_id, t.leg_account_ids
                    )
                FROM ledger_audit.transaction AS t
                WHERE t.xact_id = pg_current_xact_id_if_assigned()::text::bigint
            ) AS u
            CROSS JOIN LATERAL ledger_private.feed_booked_at(
                u.transaction_id, u.account_ids, u.created_at
            ) AS b (booked_at)
            WHERE (p_account_ids IS NULL OR u.account_ids && p_account_ids)
                AND (
                    v_last.transaction_id IS NULL
                    OR (b.booked_at, u.created_at, u.xact_id, u.transaction_id)
                    > (v_booked_at, v_last.created_at, v_last.xact_id, v_last.transaction_id)
                )
            ORDER BY b.booked_at, u.created_at, u.xact_id, u.transaction_id
        );
    END IF;
    v_found.transaction_ids := v_ids;
    RETURN v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.candidates_in_feed(
    uuid[], timestamptz, timestamptz, uuid, integer
) IS
'The transactions after p_after, about p_chunk, all or those that moved money on the accounts or were refused to pay from them; p_since and p_until only narrow the search, give or take an hour for a posting that waited. LG109 when there is no transaction p_after.';
