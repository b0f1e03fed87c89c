-- The transactions before a moment that moved money on one account, found by its versions.
CREATE OR REPLACE FUNCTION ledger_private.candidate_entries(
    p_account_id uuid,
    p_since timestamptz,
    p_until timestamptz,
    p_after_at timestamptz,
    p_chunk integer
)
RETURNS ledger_private.candidate_part
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_version bigint := (
        SELECT a.version FROM ledger_private.account AS a WHERE a.account_id = p_account_id
    );
    v_instant interval := interval '1 microsecond';
    v_low bigint;
    v_high bigint;
    v_end bigint;
    v_is_repaired boolean := ledger_private.has_repairs(p_account_id);
    v_part ledger_private.candidate_part;
BEGIN
    -- Versions and times of an account rise together, but entries of one call share their
    -- time, so a chunk reaches to the end of the time that it is cut off in.
    v_low := CASE WHEN p_since IS NULL THEN 0 ELSE
        ledger_private.version_at(p_account_id, v_version, p_since - v_instant) END;
    v_high := ledger_private.version_at(p_account_id, v_version, p_until - v_instant);
    v_high := least(v_high, ledger_private.version_at(p_account_id, v_version, p_after_at));
    v_end := v_low;
    v_low := greatest(v_low, least(v_high, CASE WHEN p_after_at IS NULL THEN v_high
        ELSE ledger_private.version_at(p_account_id, v_version, p_after_at - v_instant)
        END) - p_chunk);
    IF v_low > v_end THEN
        v_part.edge_at := (
            SELECT ledger_private.booked_at(
                e.account_id, e.account_position, e.created_at
            )
            FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = p_account_id AND e.account_version = v_low + 1
        );
        v_part.edge_id := '00000000-0000-0000-0000-000000000000';
        v_low := ledger_private.version_at(
            p_account_id, v_version, v_part.edge_at - v_instant
        );
    END IF;

    SELECT array_agg(e.transaction_id), array_agg(
        CASE WHEN v_is_repaired THEN ledger_private.booked_at(
            e.account_id, e.account_position, e.created_at
        ) ELSE e.created_at END
    )
    INTO v_part.transaction_ids, v_part.times
    FROM (
        SELECT
            e.transaction_id, e.account_id, e.account_position::bigint AS account_position,
            e.created_at
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version > v_low
            AND e.account_version <= v_high
        UNION ALL
        -- Of these all, wherever the chunk ends: they are newer than every entry.
        SELECT o.transaction_id, o.account_id, NULL AS account_position, o.created_at
        FROM ledger_audit.open_credit AS o
        WHERE o.account_id = p_account_id
    ) AS e;
    RETURN v_part;
END
$function$;

COMMENT ON FUNCTION ledger_private.candidate_entries(
    uuid, timestamptz, timestamptz, timestamptz, integer
) IS
'About p_chunk transactions booked at p_after_at or before it, through the key of the account''s entries; edge_at tells where they were cut off, NULL when there are no more. Those of open credits are always among them.';
