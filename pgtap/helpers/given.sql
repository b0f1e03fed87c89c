-- What a test starts from: users and accounts with money in them.
CREATE FUNCTION ledger_test.id(p_code text)
RETURNS uuid
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT c.account_id FROM ledger_private.account_code AS c WHERE c.code = p_code);

CREATE FUNCTION ledger_test.given_user(p_username text, p_role text DEFAULT 'customer')
RETURNS bigint
LANGUAGE sql
RETURN (ledger.create_user(p_username => p_username, p_role => p_role)).user_id;

CREATE FUNCTION ledger_test.given_account(
    p_code text,
    p_currency text DEFAULT 'USD',
    p_balance numeric DEFAULT 0,
    p_min_balance numeric DEFAULT NULL,
    p_max_balance numeric DEFAULT NULL,
    p_user_id bigint DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
AS $function$
DECLARE
    v_account_id uuid := (ledger.open_account(
        p_currency => p_currency, p_code => p_code, p_user_id => p_user_id,
        p_min_balance => p_min_balance, p_max_balance => p_max_balance
    )).account_id;
BEGIN
    IF p_balance > 0 THEN
        PERFORM ledger.deposit(p_account_id => v_account_id, p_amount => p_balance);
    END IF;
    RETURN v_account_id;
END
$function$;

CREATE FUNCTION ledger_test.balance(p_code text)
RETURNS numeric
LANGUAGE sql
RETURN (ledger.get_balance(p_account_id => ledger_test.id(p_code))).balance;

-- The town that attacks are made on: alice and bob in dollars, erika in euros,
-- carol suspended, dora closed, frank with an overdraft, greta with a ceiling,
-- henry with a hold of 20, of which 5 were captured, ida who accumulates, with an open
-- credit of 4 from ivan.
CREATE FUNCTION ledger_test.given_town()
RETURNS void
LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM ledger_test.given_account('alice', 'USD', 100);
    PERFORM ledger_test.given_account('bob', 'USD', 50);
    PERFORM ledger_test.given_account('carol', 'USD', 30);
    PERFORM ledger_test.given_account('dora', 'USD');
    PERFORM ledger_test.given_account('erika', 'EUR', 20);
    PERFORM ledger_test.given_account('frank', 'USD', 0, p_min_balance => -50);
    PERFORM ledger_test.given_account('greta', 'USD', 10, p_max_balance => 60);
    PERFORM ledger_test.given_account('henry', 'USD', 30);
    PERFORM ledger.capture_hold((ledger.hold_funds(
        ledger_test.id('henry'), 20, ledger_test.id('world:USD')
    )).hold_id, 5);
    PERFORM ledger.open_account('USD', p_code => 'ida', p_accumulates => true);
    PERFORM ledger_test.given_account('ivan', 'USD', 4);
    PERFORM ledger.post_transfer(ledger_test.id('ivan'), ledger_test.id('ida'), 4);
    PERFORM ledger.set_account_status(ledger_test.id('carol'), 'SUSPENDED');
    PERFORM ledger.set_account_status(ledger_test.id('dora'), 'CLOSED');
    PERFORM ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), 1, p_idempotency_key => 'first'
    );
    PERFORM ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 2);
END
$function$;
