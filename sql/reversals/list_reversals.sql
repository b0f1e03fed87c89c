-- List what was given back of one transaction, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_reversals(
    p_transaction_id uuid,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_effective_since timestamptz DEFAULT NULL,
    p_effective_until timestamptz DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_metadata_key text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('metadata_key', p_metadata_key, 'text', p_text);
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger.get_transaction(p_transaction_id, p_actor);
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT s.*
    FROM ledger.transactions AS t
    CROSS JOIN LATERAL ledger_private.seen_transaction(t, v_actor) AS s
    WHERE t.reverses_transaction_id = p_transaction_id
        AND t.status = 'COMPLETED'
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN t.transaction_id > p_after ELSE t.transaction_id < p_after
        END)
        AND (p_min_amount IS NULL OR s.amount >= p_min_amount)
        AND (p_max_amount IS NULL OR s.amount <= p_max_amount)
        AND (p_since IS NULL OR t.created_at >= p_since)
        AND (p_until IS NULL OR t.created_at < p_until)
        AND (p_effective_since IS NULL OR t.effective_at >= p_effective_since)
        AND (p_effective_until IS NULL OR t.effective_at < p_effective_until)
        AND (p_metadata IS NULL OR s.metadata @> p_metadata)
        AND (p_metadata_key IS NULL OR s.metadata ? p_metadata_key)
        AND (p_text IS NULL OR ledger_private.contains_text(s.description, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN t.transaction_id END,
        CASE WHEN NOT p_is_ascending THEN t.transaction_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_reversals(
    uuid, uuid, integer, numeric, numeric, timestamptz, timestamptz, timestamptz,
    timestamptz, jsonb, text, text, boolean, ledger.actor
) IS
'The reversals of a transaction that the actor may see (LG002), oldest first unless NOT p_is_ascending. The filters are those of ledger.list_transactions. p_after is the last transaction_id of the page before; p_limit 1 to 1000.';
