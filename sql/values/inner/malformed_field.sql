-- The name of the first free-form field of a transfer that has the wrong form, or NULL.
CREATE OR REPLACE FUNCTION ledger_private.malformed_field(
    p_idempotency_key text,
    p_description text,
    p_metadata jsonb,
    p_effective_at timestamptz,
    p_transaction_type text,
    p_currency text DEFAULT NULL
)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE
        WHEN length(p_idempotency_key) NOT BETWEEN 1 AND 255
            OR NOT ledger_private.is_plain_text(p_idempotency_key) THEN 'idempotency_key'
        WHEN length(p_description) > 1000 OR NOT ledger_private.is_prose(p_description)
            THEN 'description'
        WHEN jsonb_typeof(p_metadata) <> 'object' OR ledger_private.is_large_json(p_metadata)
            THEN 'metadata'
        WHEN length(p_currency) > 20 THEN 'currency'
        WHEN p_effective_at IS NOT NULL
            AND ledger_private.within_calendar(p_effective_at) IS NULL
            THEN 'effective_at'
        -- A length counted in the pattern costs ten times the rest of it.
        WHEN length(p_transaction_type) > 40 OR p_transaction_type !~ '^[a-z][a-z0-9_]*$'
            THEN 'transaction_type'
    END
$function$;

COMMENT ON FUNCTION ledger_private.malformed_field(
    text, text, jsonb, timestamptz, text, text
) IS
'Limits: key 1 to 255 characters, in form NFC, printable and without a space at its ends, description 1000 characters of prose (ledger_private.is_prose), metadata an object of at most 16384 characters, effective_at in the years 1 to 9999, type a lower-case word, currency 20 characters.';
