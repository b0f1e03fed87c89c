-- The transactions before one that were refused to pay from one account.
CREATE OR REPLACE FUNCTION ledger_private.candidate_refusals(
    p_account_id uuid,
    p_since timestamptz,
    p_until timestamptz,
    p_after_at timestamptz,
    p_after uuid,
    p_chunk integer
)
RETURNS ledger_private.candidate_part
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_part ledger_private.candidate_part;
    v_count integer;
    v_since timestamptz := coalesce(p_since, '-infinity');
    v_until timestamptz := coalesce(p_until, 'infinity');
BEGIN
    SELECT array_agg(f.transaction_id), array_agg(f.created_at)
    INTO v_part.transaction_ids, v_part.times
    FROM (
        SELECT t.transaction_id, t.created_at
        FROM ledger_audit.transaction AS t
        WHERE t.status = 'FAILED'
            AND t.from_account_id = p_account_id
            AND t.created_at >= v_since
            AND t.created_at < v_until
            AND (t.created_at, t.transaction_id) < (
                coalesce(p_after_at, 'infinity'),
                coalesce(p_after, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
            )
        ORDER BY t.created_at DESC, t.transaction_id DESC
        LIMIT p_chunk
    ) AS f;

    v_count := cardinality(v_part.times);
    IF v_count = p_chunk THEN
        v_part.edge_at := v_part.times[v_count];
        v_part.edge_id := v_part.transaction_ids[v_count];
    END IF;
    RETURN v_part;
END
$function$;

COMMENT ON FUNCTION ledger_private.candidate_refusals(
    uuid, timestamptz, timestamptz, timestamptz, uuid, integer
) IS
'At most p_chunk FAILED transactions from the account before p_after, the newest first, through their own partial index; the edge is the last of them, NULL when there are no more.';
