-- The id behind a code, for people who type.
CREATE OR REPLACE FUNCTION ledger.account_id(
    p_code text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (ledger.find_account(p_code => p_code, p_actor => p_actor)).account_id;
END
$function$;

COMMENT ON FUNCTION ledger.account_id(text, ledger.actor) IS
'The id of the account that has this code; LG001 when there is none. Takes no lock. Example: ledger.post_transfer(ledger.account_id(''alice''), ledger.account_id(''bob''), 10)';
