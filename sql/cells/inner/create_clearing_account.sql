-- Open one of the accounts that stand for another cell, closed to everything else.
CREATE OR REPLACE FUNCTION ledger_private.create_clearing_account(
    p_cell_number integer,
    p_currency text,
    p_stripe integer
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_request ledger.account_request;
    v_actor ledger.actor;
    v_account ledger_private.account;
BEGIN
    v_actor.role := 'database';
    v_request.user_id := 0;
    v_request.currency := p_currency;
    v_request.account_class := 'liability';
    v_request.min_balance := '-Infinity';
    v_request.code := format('house:cell:%s:%s:%s', p_cell_number, p_currency, p_stripe);
    v_request.name := format('Transfers with cell %s', p_cell_number);
    v_account := ledger_private.create_account(v_request, true, v_actor);
    IF v_account.status = 'ACTIVE' THEN
        v_account := ledger_private.change_status(
            v_account, 'SUSPENDED', false,
            '{"reason": "moved by transfers between cells only"}', v_actor
        );
    END IF;
    INSERT INTO ledger_private.clearing_account (account_id, cell_number, stripe, currency)
    VALUES (v_account.account_id, p_cell_number, p_stripe, p_currency)
    ON CONFLICT DO NOTHING;
    RETURN v_account.account_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.create_clearing_account(integer, text, integer) IS
'A suspended account of the house without floor or ceiling, of the class liability: positive is owed to the other cell. Waits for another session that opens the same one.';
