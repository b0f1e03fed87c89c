-- Whether an entry passes the filters of a list.
CREATE OR REPLACE FUNCTION ledger_private.is_listed(
    p_entry ledger.transaction_entries,
    p_entry_type text,
    p_transaction_type text,
    p_min_amount numeric,
    p_max_amount numeric,
    p_effective_since timestamptz,
    p_effective_until timestamptz,
    p_text text
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT (p_entry_type IS NULL OR p_entry.entry_type = p_entry_type)
        AND (p_transaction_type IS NULL OR p_entry.transaction_type = p_transaction_type)
        AND (p_min_amount IS NULL OR p_entry.amount >= p_min_amount)
        AND (p_max_amount IS NULL OR p_entry.amount <= p_max_amount)
        AND (p_effective_since IS NULL OR p_entry.effective_at >= p_effective_since)
        AND (p_effective_until IS NULL OR p_entry.effective_at < p_effective_until)
        AND (p_text IS NULL OR ledger_private.contains_text(p_entry.description, p_text))
$function$;

COMMENT ON FUNCTION ledger_private.is_listed(
    ledger.transaction_entries, text, text, numeric, numeric, timestamptz, timestamptz, text
) IS
'Whether p_entry is of these types, of an amount and an effective time between these, and has p_text in its description; a filter that is NULL lets all pass.';
