-- The transactions before one of some accounts, in the order of their time, before any filter.
CREATE OR REPLACE FUNCTION ledger_private.candidates_of_accounts(
    p_account_ids uuid[],
    p_since timestamptz,
    p_until timestamptz,
    p_status text,
    p_after uuid,
    p_chunk integer
)
RETURNS ledger_private.candidates
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_after_at timestamptz := ledger_private.transaction_booked_at(p_after, p_account_ids);
    v_found ledger_private.candidates;
    v_each integer := greatest(p_chunk / greatest(cardinality(p_account_ids), 1), 25);
BEGIN
    IF p_after IS NOT NULL AND v_after_at IS NULL THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "after"}');
    END IF;

    -- Each account gives its next entries and its next refusals; what lies beyond the nearest
    -- place where one of them was cut off is not complete, and is left for the next call.
    WITH part AS MATERIALIZED (
        SELECT p.*
        FROM unnest(p_account_ids) AS a (account_id)
        CROSS JOIN LATERAL (
            SELECT e.* FROM ledger_private.candidate_entries(
                a.account_id, p_since, p_until, v_after_at, v_each
            ) AS e
            WHERE p_status IS DISTINCT FROM 'FAILED'
            UNION ALL
            SELECT f.* FROM ledger_private.candidate_refusals(
                a.account_id, p_since, p_until, v_after_at, p_after, v_each
            ) AS f
            WHERE coalesce(p_status, 'FAILED') = 'FAILED'
        ) AS p
    ),
    edge AS MATERIALIZED (
        SELECT p.edge_at, p.edge_id
        FROM part AS p
        WHERE p.edge_at IS NOT NULL
        ORDER BY p.edge_at DESC, p.edge_id DESC
        LIMIT 1
    )
    SELECT
        array_agg(c.transaction_id ORDER BY c.created_at DESC, c.transaction_id DESC),
        NOT EXISTS (SELECT FROM edge)
    INTO v_found.transaction_ids, v_found.is_complete
    FROM (
        -- Booked with both accounts at once, but for a credit folded later.
        SELECT u.transaction_id, min(u.created_at) AS created_at
        FROM part AS p
        CROSS JOIN LATERAL unnest(p.transaction_ids, p.times) AS u (transaction_id, created_at)
        GROUP BY u.transaction_id
    ) AS c
    LEFT JOIN edge AS e ON true
    WHERE (p_after IS NULL OR (c.created_at, c.transaction_id) < (v_after_at, p_after))
        AND (e.edge_at IS NULL OR (c.created_at, c.transaction_id) >= (e.edge_at, e.edge_id));
    v_found.transaction_ids := coalesce(v_found.transaction_ids, '{}');
    RETURN v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.candidates_of_accounts(
    uuid[], timestamptz, timestamptz, text, uuid, integer
) IS
'The transactions before p_after that moved money on these accounts or were refused to pay from them, the newest first by created_at, then transaction_id; about p_chunk in all. p_status FAILED asks for refusals alone, another for no refusals. LG109 when there is no transaction p_after.';
