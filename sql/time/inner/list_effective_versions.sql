-- An account's entries in the order of the world, backwards from a point: their numbers.
CREATE OR REPLACE FUNCTION ledger_private.list_effective_versions(
    p_account_id uuid,
    p_version bigint,
    p_effective_at timestamptz,
    p_before_version bigint,
    p_from_at timestamptz,
    p_limit integer
)
RETURNS SETOF bigint
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_first bigint := coalesce((ledger_private.last_entry_before(
        p_account_id, p_version, p_effective_at, p_before_version
    )).account_version, 0);
    v_latest_at timestamptz := coalesce((
        SELECT d.latest_effective_at FROM ledger_private.dated_entry AS d
        WHERE d.account_id = p_account_id
            AND d.account_version <= p_version
        ORDER BY d.account_version DESC
        LIMIT 1
    ), '-infinity');
    v_end_at timestamptz := p_effective_at;
    v_end_version bigint := p_before_version;
    v_is_repaired boolean := ledger_private.has_repairs(p_account_id);
BEGIN
    -- In-order entries ascend on both axes: one bound, the lower, or the rest between the
    -- two would be stepped over.
    IF (v_latest_at, p_version + 1) < (p_effective_at, p_before_version) THEN
        v_end_at := v_latest_at;
        v_end_version := p_version + 1;
    END IF;

    -- Three streams, each read backwards through a key and no further than a page: entries
    -- without a date of their own, dated ones in order, and late ones.
    RETURN QUERY
    WITH RECURSIVE undated AS (
        SELECT 1 AS n, coalesce((
            SELECT d.first_version - 1 FROM ledger_private.dated_entry AS d
            WHERE d.account_id = p_account_id
                AND d.account_version = v_first
        ), v_first) AS version
        UNION ALL
        -- A run of dated entries is passed over in one step.
        SELECT u.n + 1, coalesce((
            SELECT d.first_version - 1 FROM ledger_private.dated_entry AS d
            WHERE d.account_id = p_account_id
                AND d.account_version = u.version - 1
        ), u.version - 1)
        FROM undated AS u
        WHERE u.version > 0
            AND u.n < p_limit
    )
    SELECT s.version
    FROM (
        (
            SELECT e.created_at, e.account_version::bigint
            FROM undated AS u
            CROSS JOIN LATERAL (
                SELECT
                    CASE WHEN v_is_repaired THEN ledger_private.booked_at(
                        e.account_id, e.account_position, e.created_at
                    ) ELSE e.created_at END AS created_at,
                    e.account_version
                FROM ledger_audit.transaction_entry AS e
                WHERE e.account_id = p_account_id
                    AND e.account_version = u.version
                LIMIT 1
            ) AS e
            WHERE e.created_at >= p_from_at
        )
        UNION ALL
        (
            SELECT d.effective_at, d.account_version
            FROM ledger_private.dated_entry AS d
            WHERE d.account_id = p_account_id
                AND NOT d.is_late
                AND (d.effective_at, d.account_version) < (v_end_at, v_end_version)
                AND d.effective_at >= p_from_at
            ORDER BY d.effective_at DESC, d.account_version DESC
            LIMIT p_limit
        )
        UNION ALL
        (
            SELECT d.effective_at, d.account_version
            FROM ledger_private.dated_entry AS d
            WHERE d.account_id = p_account_id
                AND d.is_late
                AND (d.effective_at, d.account_version) < (p_effective_at, p_before_version)
                AND d.account_version <= p_version
                AND d.effective_at >= p_from_at
            ORDER BY d.effective_at DESC, d.account_version DESC
            LIMIT p_limit
        )
    ) AS s (at, version)
    ORDER BY s.at DESC, s.version DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger_private.list_effective_versions(
    uuid, bigint, timestamptz, bigint, timestamptz, integer
) IS
'account_version of up to p_limit entries of the first p_version, with (effective_at, account_version) < (p_effective_at, p_before_version) and effective_at >= p_from_at, the latest first. Late entries booked after p_version are stepped over.';
