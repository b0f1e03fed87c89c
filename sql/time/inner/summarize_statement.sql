-- Head and foot of a statement of an account's first so many entries, between two moments.
CREATE OR REPLACE FUNCTION ledger_private.summarize_statement(
    p_account_id uuid,
    p_version bigint,
    p_axis text,
    p_from_at timestamptz,
    p_before_at timestamptz,
    p_as_of timestamptz DEFAULT NULL
)
RETURNS ledger.statement_summary
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_from_at timestamptz := coalesce(p_from_at, '-infinity');
    v_first ledger_audit.transaction_entry := ledger_private.last_entry_before(
        p_account_id, p_version, v_from_at, 0
    );
    v_last ledger_audit.transaction_entry := ledger_private.last_entry_before(
        p_account_id, p_version, p_before_at, 0
    );
    v_open_at timestamptz := least(
        ledger_private.open_credits_until(p_as_of) + interval '1 microsecond',
        ledger_private.open_credits_until(p_before_at)
    );
    v_minor_units smallint;
    v_summary ledger.statement_summary;
BEGIN
    SELECT a.currency, a.minor_units INTO v_summary.currency, v_minor_units
    FROM ledger_private.account AS a
    WHERE a.account_id = p_account_id;
    v_summary.account_id := p_account_id;
    v_summary.from_at := p_from_at;
    -- Entries without a date of their own, or all of them in the order of booking; then those
    -- that are dated into the time.
    SELECT
        coalesce(sum(s.signed) FILTER (WHERE s.signed > 0), 0),
        -coalesce(sum(s.signed) FILTER (WHERE s.signed < 0), 0),
        count(*)
    INTO v_summary.money_in, v_summary.money_out, v_summary.entries
    FROM (
        SELECT CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = p_account_id
            AND e.account_version > coalesce(v_first.account_version, 0)
            AND e.account_version <= coalesce(v_last.account_version, 0)
            AND (p_axis = 'booked' OR NOT EXISTS (
                SELECT FROM ledger_private.dated_entry AS d
                WHERE d.account_id = e.account_id
                    AND d.account_version = e.account_version
            ))
        UNION ALL
        SELECT d.signed_amount
        FROM ledger_private.dated_entry AS d
        WHERE p_axis = 'effective'
            AND d.account_id = p_account_id
            AND NOT d.is_late
            AND d.effective_at >= v_from_at
            AND d.effective_at < p_before_at
            AND d.account_version <= p_version
        UNION ALL
        SELECT d.signed_amount
        FROM ledger_private.dated_entry AS d
        WHERE p_axis = 'effective'
            AND d.account_id = p_account_id
            AND d.is_late
            AND d.effective_at >= v_from_at
            AND d.effective_at < p_before_at
            AND d.account_version <= p_version
        UNION ALL
        SELECT o.amount
        FROM ledger_audit.open_credit AS o
        WHERE o.account_id = p_account_id
            AND o.created_at >= ledger_private.open_credits_until(v_from_at)
            AND o.created_at < v_open_at
    ) AS s (signed);
    v_summary.opening_balance := CASE
        WHEN p_from_at IS NULL THEN 0
        WHEN p_axis = 'booked' THEN coalesce(v_first.balance_after, 0)
        ELSE ledger_private.effective_balance(p_account_id, p_version, v_from_at, 0)
    END;
    v_summary.opening_balance := round(
        v_summary.opening_balance + ledger_private.open_total(p_account_id, least(
            v_open_at, ledger_private.open_credits_until(v_from_at)
        ), NULL), v_minor_units
    );
    v_summary.money_in := round(v_summary.money_in, v_minor_units);
    v_summary.money_out := round(v_summary.money_out, v_minor_units);
    v_summary.closing_balance := v_summary.opening_balance
        + v_summary.money_in - v_summary.money_out;
    RETURN v_summary;
END
$function$;

COMMENT ON FUNCTION ledger_private.summarize_statement(
    uuid, bigint, text, timestamptz, timestamptz, timestamptz
) IS
'What the account held before p_from_at (NULL: nothing), what came and went from then until before p_before_at, and what it held then. Open credits count with the entries, up to p_as_of. Reads the entries of that time once.';
