-- How much of a limit a claim would use; NULL when the limit does not ask about it.
CREATE OR REPLACE FUNCTION ledger_private.limit_takes(
    p_limit ledger_private.posting_limit,
    p_claim ledger_private.limit_claim
)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_limit.direction <> p_claim.direction
            OR p_limit.currency <> p_claim.currency
            OR p_limit.transaction_type <> p_claim.transaction_type THEN NULL
        WHEN p_limit.period = 'transaction' THEN p_claim.total
        WHEN p_limit.measure = 'count' THEN p_claim.uses
        ELSE p_claim.amount
    END
$function$;

COMMENT ON FUNCTION ledger_private.limit_takes(
    ledger_private.posting_limit, ledger_private.limit_claim
) IS
'The amount or number of uses, by the limit''s measure; a limit per transaction looks at the whole.';
