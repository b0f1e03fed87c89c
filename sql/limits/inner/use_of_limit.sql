-- How much of a limit a posting would take; NULL when the limit does not ask about it.
CREATE OR REPLACE FUNCTION ledger_private.use_of_limit(
    p_limit ledger_private.posting_limit,
    p_use ledger_private.posting_use
)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_limit.direction <> p_use.direction
            OR p_limit.currency <> p_use.currency
            OR p_limit.transaction_type <> p_use.transaction_type THEN NULL
        WHEN p_limit.period = 'transaction' THEN p_use.total
        WHEN p_limit.measure = 'count' THEN p_use.uses
        ELSE p_use.amount
    END
$function$;

COMMENT ON FUNCTION ledger_private.use_of_limit(
    ledger_private.posting_limit, ledger_private.posting_use
) IS
'The amount or number of uses, by the limit''s measure; a limit per transaction looks at the whole.';
