-- Lock what the limits of these accounts count, after the accounts themselves.
CREATE OR REPLACE FUNCTION ledger_private.lock_limits(
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_limits ledger_private.posting_limit[];
    v_ids uuid[];
    v_found record;
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(p_accounts) AS a WHERE a.has_rules) THEN
        RETURN NULL;
    END IF;
    v_ids := ledger_private.limits_of_accounts(p_accounts);
    FOR v_found IN
        SELECT l.limit_id, ledger_private.limit_for_posting(l, c) AS counted
        FROM ledger_private.usage_limit AS l
        JOIN ledger_private.usage_counter AS c USING (limit_id)
        WHERE l.limit_id = ANY (v_ids)
            AND l.removed_at IS NULL
        ORDER BY l.limit_id
        FOR NO KEY UPDATE OF c
    LOOP
        v_limits := v_limits || v_found.counted;
    END LOOP;
    RETURN v_limits;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_limits(ledger_private.posting_account[]) IS
'The limits of accounts with has_rules, whose rows the caller has locked, and of their users; the counters are locked FOR NO KEY UPDATE in limit_id order. NULL when there are none.';
