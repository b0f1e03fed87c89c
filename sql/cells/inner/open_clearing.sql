-- Of locked accounts, the one clearing account that a transfer between cells may move.
CREATE OR REPLACE FUNCTION ledger_private.open_clearing(
    p_accounts ledger_private.posting_account[],
    p_clearing_account_id uuid
)
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_account ledger_private.posting_account;
BEGIN
    FOR v_n IN 1 .. coalesce(cardinality(p_accounts), 0) LOOP
        v_account := p_accounts[v_n];
        IF v_account.account_id = p_clearing_account_id THEN
            v_account.status := 'ACTIVE';
            p_accounts[v_n] := v_account;
        END IF;
    END LOOP;
    RETURN p_accounts;
END
$function$;

COMMENT ON FUNCTION ledger_private.open_clearing(ledger_private.posting_account[], uuid) IS
'The accounts, the clearing account as if it were active; its row stays suspended.';
