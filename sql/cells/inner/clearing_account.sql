-- The account that stands for another cell, beside an account of a customer.
CREATE OR REPLACE FUNCTION ledger_private.clearing_account(
    p_cell_number integer,
    p_currency text,
    p_beside_account_id uuid
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_stripe smallint := get_byte(uuid_send(p_beside_account_id), 13) & 15;
    v_account_id uuid := (
        SELECT c.account_id
        FROM ledger_private.clearing_account AS c
        WHERE c.cell_number = p_cell_number
            AND c.currency = p_currency
            AND c.stripe = v_stripe
    );
BEGIN
    RETURN coalesce(
        v_account_id, ledger_private.create_clearing_account(p_cell_number, p_currency, v_stripe)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.clearing_account(integer, text, uuid) IS
'One of the 16 clearing accounts of the other cell and the currency, always the same for one account; opened when it is first needed.';
