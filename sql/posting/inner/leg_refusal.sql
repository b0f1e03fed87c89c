-- The rules one leg must pass, asked of its locked account; NULL when all agree.
CREATE OR REPLACE FUNCTION ledger_private.leg_refusal(
    p_entry_type text,
    p_amount numeric,
    p_account ledger_private.posting_account
)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_account.status = 'CLOSED' THEN 'LG204'
        WHEN p_account.status = 'SUSPENDED'
            AND (p_entry_type = 'DEBIT' OR NOT p_account.allows_credits) THEN 'LG203'
        WHEN p_entry_type = 'DEBIT'
            AND p_account.balance - p_account.held - p_amount < p_account.floor THEN 'LG201'
        WHEN p_entry_type = 'CREDIT'
            AND p_account.balance + p_amount > p_account.ceiling THEN 'LG202'
    END
$function$;

COMMENT ON FUNCTION ledger_private.leg_refusal(
    text, numeric, ledger_private.posting_account
) IS
'The code of the first rule that refuses to debit or credit this account by p_amount: LG204, LG203, LG201 or LG202. Every posting asks it of each of its legs.';
