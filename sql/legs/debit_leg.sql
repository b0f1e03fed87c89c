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
LANGUAGE plpgsql
IMMUTABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_entry ledger.entry_request;
BEGIN
    PERFORM ledger_private.require_short(
        'kind', p_kind, 'currency', p_currency, 'description', p_description
    );
    v_entry.account_id := p_account_id;
    v_entry.entry_type := 'DEBIT';
    v_entry.amount := p_amount;
    v_entry.kind := p_kind;
    v_entry.share := p_share;
    v_entry.currency := p_currency;
    v_entry.description := p_description;
    v_entry.expected_version := p_expected_version;
    RETURN v_entry;
END
$function$;

COMMENT ON FUNCTION ledger.debit_leg(uuid, numeric, text, numeric, text, text, bigint) IS
'One leg that pays, for p_entries of ledger.post_transaction; it posts nothing itself. p_kind is fixed, fraction, percent, weight, rest or up_to (NULL: fixed). p_currency defaults to the account''s own.';
