-- What all accounts held before a moment, on one axis of time or the other.
CREATE OR REPLACE FUNCTION ledger_private.totals_before(
    p_before_at timestamptz,
    p_axis text,
    p_classes text[],
    p_account_ids uuid[] DEFAULT NULL
)
RETURNS SETOF ledger_private.account_total
LANGUAGE sql
STABLE
AS $function$
    SELECT t.account_id, t.total
    FROM ledger_private.booked_totals(p_before_at, p_classes, p_account_ids) AS t
    WHERE p_axis = 'booked'
    UNION ALL
    -- Only where something has a date of its own does the world differ from the books.
    SELECT t.account_id, CASE WHEN d.is_dated THEN ledger_private.effective_balance(
        t.account_id, a.version, p_before_at, 0
    ) + ledger_private.open_total(
        t.account_id, ledger_private.open_credits_until(p_before_at), NULL
    ) ELSE t.total END
    FROM ledger_private.booked_totals(p_before_at, p_classes, p_account_ids) AS t
    JOIN ledger_private.account AS a USING (account_id)
    CROSS JOIN LATERAL (
        SELECT EXISTS (
            SELECT FROM ledger_private.dated_entry AS d WHERE d.account_id = t.account_id
        ) AS is_dated
    ) AS d
    WHERE p_axis = 'effective'
$function$;

COMMENT ON FUNCTION ledger_private.totals_before(timestamptz, text, text[], uuid[]) IS
'The balance of every account of the classes, or of p_account_ids alone, before p_before_at. p_axis booked: what was booked by then; effective: what counts from then or earlier, whenever it was booked.';
