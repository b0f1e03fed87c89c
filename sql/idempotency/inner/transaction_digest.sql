-- What a transaction of many legs means, as 32 bytes: the rule of call_digest, written out.
CREATE OR REPLACE FUNCTION ledger_private.transaction_digest(
    p_request ledger.transaction_request,
    p_legs ledger_private.requested_leg[]
)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT sha256(convert_to(
        concat_ws(
            '|',
            'legs',
            coalesce(p_request.transaction_type, 'transaction'),
            coalesce(trim_scale(p_request.total)::text, '-'),
            coalesce(extract(epoch FROM p_request.effective_at)::text, '-'),
            quote_nullable(p_request.description),
            coalesce(ledger_private.plain_json(p_request.metadata)::text, '-'),
            (
                SELECT string_agg(
                    concat_ws(
                        '|', l.account_id, l.entry_type, l.kind,
                        coalesce(trim_scale(l.amount)::text, '-'),
                        coalesce(trim_scale(l.share)::text, '-'), l.currency,
                        coalesce(l.expected_version::text, '-'), quote_nullable(l.description)
                    ),
                    '|' ORDER BY l.leg_number
                )
                FROM unnest(p_legs) AS l
            )
        ),
        'UTF8'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.transaction_digest(
    ledger.transaction_request, ledger_private.requested_leg[]
) IS
'SHA-256 of the typed values of a request and its legs, so that spelling (10.0 or 10.00, 2.5 percent or 0.025) does not count.';
