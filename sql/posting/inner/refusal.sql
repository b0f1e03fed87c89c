-- The rules a transfer must pass, asked of the locked rows; NULL when all agree.
CREATE OR REPLACE FUNCTION ledger_private.refusal(
    p_item ledger_private.posting_item,
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account
)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN greatest(p_from.updated_at, p_to.updated_at) > p_item.created_at THEN 'LG340'
        WHEN p_item.expected_version <> p_from.version THEN 'LG302'
        ELSE coalesce(
            ledger_private.leg_refusal('DEBIT', p_item.amount, p_from),
            ledger_private.leg_refusal('CREDIT', p_item.amount, p_to)
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.refusal(
    ledger_private.posting_item, ledger_private.posting_account, ledger_private.posting_account
) IS
'The code of the first rule that refuses this transfer: LG340 when an account is ahead of its moment, LG302, then what leg_refusal says of the payer, then of the payee.';
