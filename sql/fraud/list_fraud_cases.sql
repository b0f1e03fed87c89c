-- List cases of the review queue, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_fraud_cases(
    p_status text DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.fraud_cases
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('status', p_status);
    PERFORM ledger_private.require_permission(v_actor, 'review');
    PERFORM ledger_private.require_page_size(p_limit);
    IF p_status NOT IN ('OPEN', 'CLEARED', 'CONFIRMED') THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "status"}');
    END IF;

    RETURN QUERY
    SELECT c.*
    FROM ledger.fraud_cases AS c
    WHERE (p_status IS NULL OR c.status = p_status)
        AND (p_account_id IS NULL OR c.account_id = p_account_id)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN c.case_id > p_after ELSE c.case_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN c.case_id END,
        CASE WHEN NOT p_is_ascending THEN c.case_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_fraud_cases(
    text, uuid, uuid, boolean, integer, ledger.actor
) IS
'Cases in the order in which they were opened, backwards when NOT p_is_ascending; only those of p_status (OPEN, CLEARED, CONFIRMED) or of p_account_id. p_after is the last case_id of the page before; p_limit 1 to 1000. Staff who may review. Takes no lock.';
