-- An account's open credits as lines of a statement, backwards from a point.
CREATE OR REPLACE FUNCTION ledger_private.open_lines(
    p_account_id uuid,
    p_before_at timestamptz,
    p_before_id uuid,
    p_from_at timestamptz,
    p_limit integer
)
RETURNS SETOF ledger.statement_lines
LANGUAGE sql
STABLE
AS $function$
    SELECT l.*
    FROM ledger.statement_lines AS l
    WHERE l.account_id = p_account_id
        AND l.account_version IS NULL
        AND (l.booked_at, l.transaction_id) < (
            p_before_at, coalesce(p_before_id, '00000000-0000-0000-0000-000000000000')
        )
        AND l.booked_at >= coalesce(p_from_at, '-infinity')
    ORDER BY l.booked_at DESC, l.transaction_id DESC
    LIMIT p_limit
$function$;

COMMENT ON FUNCTION ledger_private.open_lines(uuid, timestamptz, uuid, timestamptz, integer) IS
'Up to p_limit lines with (booked_at, transaction_id) < (p_before_at, p_before_id) and booked_at >= p_from_at, the latest first, without number and balance. They count from their booking, after every entry of that moment.';
