-- From when a statement line counts, given what it shows.
CREATE OR REPLACE FUNCTION ledger_private.line_counts_from(
    p_account_id uuid,
    p_version bigint,
    p_effective_at timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce((
        SELECT ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version = p_version
            AND (e.created_at = p_effective_at OR e.is_folded)
    ), p_effective_at)
$function$;

COMMENT ON FUNCTION ledger_private.line_counts_from(uuid, bigint, timestamptz) IS
'p_effective_at, but when it is the line''s booking, which a repair or a fold has brought back: then the moment of that.';
