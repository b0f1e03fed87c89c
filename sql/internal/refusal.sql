-- The rules a posting must pass, asked of the locked rows; NULL when all agree.
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
        WHEN p_from.status = 'CLOSED' OR p_to.status = 'CLOSED' THEN 'LG204'
        WHEN p_from.status = 'SUSPENDED' OR p_to.status = 'SUSPENDED' THEN 'LG203'
        WHEN p_item.expected_version <> p_from.version THEN 'LG302'
        WHEN p_from.balance - p_from.held - p_item.amount < p_from.floor THEN 'LG201'
        WHEN p_to.balance + p_item.amount > p_to.ceiling THEN 'LG202'
    END
$function$;

COMMENT ON FUNCTION ledger_private.refusal(
    ledger_private.posting_item, ledger_private.posting_account, ledger_private.posting_account
) IS
'The code of the first rule that refuses this posting: LG204, LG203, LG302, LG201 or LG202.';
