-- What an account has done in a window.
CREATE OR REPLACE FUNCTION ledger_private.fraud_done_since(
    p_account ledger_private.fraud_account,
    p_from_at timestamptz
)
RETURNS SETOF numeric[]
LANGUAGE sql
STABLE
ROWS 1
AS $function$
    SELECT ARRAY[
        p_account.outs - o.outs_before, p_account.ins - o.ins_before,
        p_account.refused - o.refused_before, p_account.paid - o.paid_before,
        p_account.received - o.received_before
    ]
    FROM ledger_private.fraud_observation AS o
    WHERE o.account_id = p_account.account_id
        AND o.observed_at >= p_from_at
    ORDER BY o.observed_at, o.event_position, o.leg_number
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.fraud_done_since(
    ledger_private.fraud_account, timestamptz
) IS
'Payments, times paid, refusals, what was paid and what was received: all that has been observed of it, less what it had done before its first move at or after p_from_at; no row when there is no such move.';
