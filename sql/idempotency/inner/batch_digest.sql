-- What a batch means, as 32 bytes: its items in their order, each under its key.
CREATE OR REPLACE FUNCTION ledger_private.batch_digest(p_transfers ledger.transfer_request[])
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT sha256(string_agg(
        sha256(convert_to(t.idempotency_key, 'UTF8'))
        || ledger_private.request_digest(t.request, coalesce(t.currency, '-')),
        '' ORDER BY t.n
    ))
    FROM (
        SELECT r AS request, r.*, row_number() OVER () AS n FROM unnest(p_transfers) AS r
    ) AS t
$function$;

COMMENT ON FUNCTION ledger_private.batch_digest(ledger.transfer_request[]) IS
'SHA-256 of the digests of transfers that all have keys: another item, one more, one less or another order gives another.';
