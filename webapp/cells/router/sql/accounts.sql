-- Accounts: one of a customer is in one cell, one that only collects for the house in all.

-- What all cells have of such an account, added up.
CREATE FUNCTION ledger_router.together(p_accounts ledger.accounts[])
RETURNS ledger.accounts
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_account ledger.accounts := p_accounts[1];
BEGIN
    SELECT sum(a.balance), sum(a.held), sum(a.available), sum(a.version)
    INTO v_account.balance, v_account.held, v_account.available, v_account.version
    FROM unnest(p_accounts) AS a;
    RETURN v_account;
END
$function$;

CREATE FUNCTION ledger.get_account() AS $function$
DECLARE
    v_accounts ledger.accounts[] := ARRAY[]::ledger.accounts[];
    v_account ledger.accounts;
    v_cell integer := ledger_router.cell_of(p_account_id);
BEGIN
    IF v_cell IS NOT NULL OR p_account_id IS NULL THEN
        v_account := ledger_router.ask_get_account(
            coalesce(v_cell, ledger_router.first_cell()), p_account_id, p_actor
        );
        RETURN v_account;
    END IF;
    FOREACH v_cell IN ARRAY ledger_router.cells_about(NULL, NULL, NULL, p_actor) LOOP
        BEGIN
            v_account := ledger_router.ask_get_account(v_cell, p_account_id, p_actor);
            v_accounts := v_accounts || v_account;
        EXCEPTION WHEN SQLSTATE 'LG001' THEN
            CONTINUE; -- opened there when it is first needed
        END;
    END LOOP;
    IF cardinality(v_accounts) = 0 THEN
        PERFORM ledger_router.raise_error('LG001', jsonb_build_object('account_id', p_account_id));
    END IF;
    RETURN ledger_router.together(v_accounts);
EXCEPTION WHEN SQLSTATE 'LG260' THEN
    PERFORM ledger_router.hide(
        v_cell, (p_actor).user_id, 'LG001', 'account_id', p_account_id::text
    );
    RAISE;
END
$function$;

CREATE FUNCTION ledger.get_balance() AS $function$
DECLARE
    v_total ledger.balances;
    v_balance ledger.balances;
    v_cell integer := ledger_router.cell_of(p_account_id);
BEGIN
    IF v_cell IS NOT NULL OR p_account_id IS NULL THEN
        v_balance := ledger_router.ask_get_balance(
            coalesce(v_cell, ledger_router.first_cell()), p_account_id, p_as_of, p_effective_at,
            p_actor
        );
        RETURN v_balance;
    END IF;
    FOREACH v_cell IN ARRAY ledger_router.cells_about(NULL, NULL, NULL, p_actor) LOOP
        BEGIN
            v_balance := ledger_router.ask_get_balance(
                v_cell, p_account_id, p_as_of, p_effective_at, p_actor
            );
        EXCEPTION WHEN SQLSTATE 'LG001' THEN
            CONTINUE;
        END;
        IF v_total.account_id IS NOT NULL THEN
            v_balance.balance := v_balance.balance + v_total.balance;
            v_balance.held := v_balance.held + v_total.held;
            v_balance.available := v_balance.available + v_total.available;
            v_balance.version := v_balance.version + v_total.version;
        END IF;
        v_total := v_balance;
    END LOOP;
    IF v_total.account_id IS NULL THEN
        PERFORM ledger_router.raise_error('LG001', jsonb_build_object('account_id', p_account_id));
    END IF;
    RETURN v_total;
EXCEPTION WHEN SQLSTATE 'LG260' THEN
    PERFORM ledger_router.hide(
        v_cell, (p_actor).user_id, 'LG001', 'account_id', p_account_id::text
    );
    RAISE;
END
$function$;

CREATE FUNCTION ledger.get_accounts() AS $function$
BEGIN
    RETURN QUERY
    SELECT t.*
    FROM (
        SELECT ledger_router.together(array_agg(x)) AS account
        FROM unnest(ledger_router.cells_about(NULL, NULL, NULL, p_actor)) AS c (cell)
        CROSS JOIN LATERAL (
            SELECT array_agg(i) AS ids FROM unnest(p_account_ids) AS i
            WHERE coalesce(ledger_router.cell_of(i), c.cell) = c.cell
        ) AS its
        CROSS JOIN LATERAL ledger_router.ask_get_accounts(c.cell, its.ids, p_actor) AS x
        WHERE its.ids IS NOT NULL
        GROUP BY x.account_id
        ORDER BY x.account_id
    ) AS found
    CROSS JOIN LATERAL (SELECT (found.account).*) AS t;
END
$function$;

CREATE FUNCTION ledger.find_account() AS $function$
BEGIN
    RETURN ledger.get_account(ledger.account_id(p_code, p_actor), p_actor);
END
$function$;
