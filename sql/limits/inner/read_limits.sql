-- Read what the limits of these accounts count, without a lock.
CREATE OR REPLACE FUNCTION ledger_private.read_limits(
    p_accounts ledger_private.posting_account[]
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_ids uuid[] := ledger_private.limits_of_accounts(p_accounts);
BEGIN
    RETURN (
        SELECT array_agg(ledger_private.limit_for_posting(l, c) ORDER BY l.limit_id)
        FROM ledger_private.usage_limit AS l
        JOIN ledger_private.usage_counter AS c USING (limit_id)
        WHERE l.limit_id = ANY (v_ids)
            AND l.removed_at IS NULL
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.read_limits(ledger_private.posting_account[]) IS
'What lock_limits returns, as it stands; for a preview.';
