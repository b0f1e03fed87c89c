-- Whether a leg is a fixed amount in its account's currency and says nothing more.
CREATE OR REPLACE FUNCTION ledger_private.leg_is_plain(
    p_entry ledger.entry_request,
    p_currency text,
    p_minor_units smallint
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_entry.amount IS NOT NULL
        AND ledger_private.amount_fault(p_entry.amount, p_minor_units) IS NULL
        AND coalesce(p_entry.kind, 'fixed') = 'fixed'
        AND p_entry.entry_type IN ('DEBIT', 'CREDIT')
        AND coalesce(p_entry.currency, p_currency) = p_currency
        AND (p_entry.share, p_entry.description) IS NULL
$function$;

COMMENT ON FUNCTION ledger_private.leg_is_plain(ledger.entry_request, text, smallint) IS
'True for a leg whose form leg_fault would find nothing wrong with, told without calling it. p_currency and p_minor_units are its account''s. A plan holds the expression itself, not the call.';
