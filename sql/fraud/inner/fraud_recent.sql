-- With how many others an account has dealt since a moment.
CREATE OR REPLACE FUNCTION ledger_private.fraud_recent(
    p_account_id uuid,
    p_direction text,
    p_from_at timestamptz
)
RETURNS SETOF bigint
LANGUAGE sql
STABLE
ROWS 1
AS $function$
    SELECT count(*)
    FROM (
        SELECT FROM ledger_private.fraud_pair AS p
        WHERE p.account_id = p_account_id
            AND p.direction = p_direction
            AND p.last_at >= p_from_at
        LIMIT 1000
    ) AS recent
$function$;

COMMENT ON FUNCTION ledger_private.fraud_recent(uuid, text, timestamptz) IS
'How many counterparties it paid (out) or was paid by (in), 1000 at most, as far as has been observed.';
