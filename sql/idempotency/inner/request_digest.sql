-- What a transfer means, as 32 bytes: the rule of call_digest, written out.
-- The short form, since it stands in the path of every transfer and costs a fourth. A test
-- holds that it tells the same requests apart.
CREATE OR REPLACE FUNCTION ledger_private.request_digest(
    p_request ledger.transfer_request,
    p_currency text
)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT sha256(convert_to(
        concat_ws(
            '|',
            p_request.from_account_id,
            p_request.to_account_id,
            trim_scale(p_request.amount),
            p_currency,
            coalesce(p_request.transaction_type, 'transfer'),
            coalesce(extract(epoch FROM p_request.effective_at)::text, '-'),
            coalesce(p_request.expected_version::text, '-'),
            quote_nullable(p_request.description),
            coalesce(ledger_private.plain_json(p_request.metadata)::text, '-')
        ),
        'UTF8'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.request_digest(ledger.transfer_request, text) IS
'SHA-256 of the typed values of a request, so that spelling (10.0 or 10.00, key order) does not count: equal exactly when ledger_private.call_digest of the request, its defaults filled in, is. p_currency is the accounts'' currency.';
