-- Write a leg that takes money from an account, for people who type.
CREATE OR REPLACE FUNCTION ledger.debit_leg(
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
        p_account_id, 'DEBIT', p_amount, p_kind, p_share, p_currency, p_description,
        p_expected_version
    )::ledger.entry_request
$function$;

COMMENT ON FUNCTION ledger.debit_leg(uuid, numeric, text, numeric, text, text, bigint) IS
'One element of p_entries of ledger.post_transaction; posts nothing itself. p_kind is fixed, fraction, percent, weight, rest or up_to; fixed unless said. p_currency defaults to the account''s own.';
