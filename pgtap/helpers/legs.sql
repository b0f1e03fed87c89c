-- Transactions of many legs in few words.
CREATE FUNCTION ledger_test.leg(
    p_account text,
    p_entry_type text,
    p_amount numeric,
    p_kind text DEFAULT NULL,
    p_share numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_expected_version bigint DEFAULT NULL
)
RETURNS ledger.entry_request
LANGUAGE sql
RETURN ROW(
    ledger_test.id(p_account), p_entry_type, p_amount, p_kind, p_share, p_currency,
    p_description, p_expected_version
)::ledger.entry_request;

-- What the legs came to, in order; or the code of the refusal.
CREATE FUNCTION ledger_test.moved(p_entries ledger.entry_request[], p_total numeric DEFAULT NULL)
RETURNS text
LANGUAGE sql
BEGIN ATOMIC
    SELECT coalesce(r.failure_code, (
        SELECT string_agg(
            CASE e.entry ->> 'entry_type' WHEN 'DEBIT' THEN '-' ELSE '+' END
                || (e.entry ->> 'amount') || ' ' || a.code,
            ', ' ORDER BY e.n
        )
        FROM jsonb_array_elements(r.entries) WITH ORDINALITY AS e (entry, n)
        JOIN ledger.accounts AS a ON a.account_id = (e.entry ->> 'account_id')::uuid
    ))
    FROM ledger.post_transactions(ARRAY[
        ROW(p_entries, p_total, NULL, NULL, NULL, NULL, NULL)::ledger.transaction_request
    ]) AS r;
END;
