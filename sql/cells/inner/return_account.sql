-- Where the money of a refused transfer goes: to its payer, or where it is kept for it.
CREATE OR REPLACE FUNCTION ledger_private.return_account(
    p_transfer ledger_private.outgoing_transfer,
    p_is_refused boolean
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_request ledger.account_request;
    v_actor ledger.actor;
BEGIN
    IF NOT p_is_refused THEN
        RETURN ledger_private.successor_of(p_transfer.from_account_id);
    END IF;
    v_actor.role := 'database';
    v_request.user_id := 0;
    v_request.currency := p_transfer.currency;
    v_request.account_class := 'liability';
    v_request.code := 'house:suspense:' || p_transfer.currency;
    v_request.name := 'Returned transfers that their payers cannot take';
    RETURN (ledger_private.create_account(v_request, true, v_actor)).account_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.return_account(
    ledger_private.outgoing_transfer, boolean
) IS
'The account that paid, or that it was merged into; when that one refuses the money, house:suspense:<CURRENCY>, opened when it is first needed.';
