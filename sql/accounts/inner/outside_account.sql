-- The account that stands for the outside world in a currency, opened at first use.
CREATE OR REPLACE FUNCTION ledger_private.outside_account(p_currency text, p_actor ledger.actor)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_request ledger.account_request;
BEGIN
    v_request.currency := p_currency;
    v_request.user_id := 0;
    v_request.account_class := 'asset';
    v_request.code := 'world:' || p_currency;
    v_request.accumulates := true;
    v_request.name := 'The outside world in ' || p_currency;
    -- Never by its code alone: who has the code must be the house's, of that currency and class.
    RETURN (ledger_private.create_account(v_request, true, p_actor)).account_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.outside_account(text, ledger.actor) IS
'The id of the account coded world:<CURRENCY>: an asset of the house without floor or ceiling, which accumulates. LG303 when the code leads to any other account.';
