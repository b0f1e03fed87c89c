-- The transactions before one of all, in the order of their ids, before any filter.
CREATE OR REPLACE FUNCTION ledger_private.candidates_by_id(
    p_since timestamptz,
    p_until timestamptz,
    p_after uuid,
    p_chunk integer
)
RETURNS ledger_private.candidates
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    -- An id is made before its posting waits for locks and takes its time.
    v_low uuid := coalesce(
        ledger_private.id_at(p_since - interval '1 hour'), '00000000-0000-0000-0000-000000000000'
    );
    v_high uuid := coalesce(
        ledger_private.id_at(p_until + interval '1 hour'), 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    );
    v_ids uuid[];
    v_found ledger_private.candidates;
BEGIN
    v_ids := ARRAY(
        SELECT t.transaction_id
        FROM ledger_audit.transaction AS t
        WHERE t.transaction_id < least(v_high, p_after)
            AND t.transaction_id > v_low
        ORDER BY t.transaction_id DESC
        LIMIT p_chunk
    );
    v_found.transaction_ids := v_ids;
    v_found.is_complete := cardinality(v_ids) < p_chunk;
    RETURN v_found;
END
$function$;

COMMENT ON FUNCTION ledger_private.candidates_by_id(
    timestamptz, timestamptz, uuid, integer
) IS
'At most p_chunk transaction ids before p_after, the newest first, through the primary key: an id tells its time, give or take an hour for a posting that waited.';
