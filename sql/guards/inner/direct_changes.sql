-- The changes made by hand without a reason, oldest first, that nobody has explained since.
CREATE OR REPLACE FUNCTION ledger_private.direct_changes()
RETURNS SETOF ledger_audit.auth_event
LANGUAGE sql
STABLE
AS $function$
    SELECT e.*
    FROM ledger_audit.auth_event AS e
    WHERE e.action = 'DIRECT_CHANGE'
        AND NOT e.detail ? 'reason'
        AND NOT EXISTS (
            SELECT FROM ledger_audit.auth_event AS x
            WHERE x.action = 'DIRECT_CHANGES_EXPLAINED'
                AND x.detail -> 'event_ids' @> to_jsonb(e.event_id)
        )
    ORDER BY e.event_id
$function$;

COMMENT ON FUNCTION ledger_private.direct_changes() IS
'Rows of ledger_audit.auth_event about changes by plain statements, made without zerosum.reason and not yet explained by ledger_private.explain_direct_changes.';
