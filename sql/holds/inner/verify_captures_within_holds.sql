-- What was captured of a hold are the postings made of it, from its account, and no more
-- than the hold and its tolerance cover.
CREATE OR REPLACE FUNCTION ledger_private.verify_captures_within_holds()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'hold_id', coalesce(h.hold_id, t.hold_id), 'captured', trim_scale(h.captured)::text,
        'posted', trim_scale(coalesce(t.posted, 0))::text
    ) AS detail
    FROM ledger_private.hold AS h
    FULL JOIN (
        SELECT
            t.hold_id,
            sum(t.amount) AS posted,
            min(t.from_account_id::text) AS first_payer,
            max(t.from_account_id::text) AS last_payer
        FROM ledger_audit.transaction AS t
        WHERE t.hold_id IS NOT NULL
            AND t.status = 'COMPLETED'
        GROUP BY t.hold_id
    ) AS t USING (hold_id)
    WHERE NOT coalesce(
        h.captured = coalesce(t.posted, 0)
        AND h.captured + h.released <= h.amount + h.tolerance
        AND h.released <= h.amount
        AND coalesce(t.first_payer, h.account_id::text) = h.account_id::text
        AND coalesce(t.last_payer, h.account_id::text) = h.account_id::text,
        false
    )
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_captures_within_holds() IS
'What was captured of a hold are the postings made of it, from its account, and no more than the hold and its tolerance cover. Returns the first row that breaks this, or NULL.';
