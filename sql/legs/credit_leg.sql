-- Write a leg that gives money to an account, for people who type.
CREATE OR REPLACE FUNCTION ledger.credit_leg(
    p_account_id uuid,
    p_amount numeric DEFAULT NULL,
    p_kind text DEFAULT NULL,
    p_share numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_expected_version bigint DEFAULT NULL
)
RETURNS ledger.entry_request
LANGUAGE sql
IMMUTABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ROW(
        p_account_id, 'CREDIT', p_amount, p_kind, p_share, p_currency, p_description,
        p_expected_version
    )::ledger.entry_request
$function$;

COMMENT ON FUNCTION ledger.credit_leg(uuid, numeric, text, numeric, text, text, bigint) IS
'One element of p_entries of ledger.post_transaction; posts nothing itself. p_kind is fixed, fraction, percent, weight or rest; fixed unless said. p_currency defaults to the account''s own.';
