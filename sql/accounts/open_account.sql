-- Open an account.
CREATE OR REPLACE FUNCTION ledger.open_account(
    p_currency text,
    p_user_id bigint DEFAULT NULL,
    p_account_class text DEFAULT 'liability',
    p_code text DEFAULT NULL,
    p_name text DEFAULT NULL,
    p_min_balance numeric DEFAULT NULL,
    p_max_balance numeric DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_accumulates boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.account_request;
    v_call ledger_private.idempotency_key;
    v_account ledger_private.account;
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'account_class', p_account_class, 'code', p_code, 'name', p_name,
        'idempotency_key', p_idempotency_key
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'open_account');

    v_request.currency := p_currency;
    v_request.user_id := p_user_id;
    v_request.account_class := coalesce(p_account_class, 'liability');
    v_request.code := normalize(p_code, NFC);
    v_request.name := normalize(p_name, NFC);
    v_request.min_balance := p_min_balance;
    v_request.max_balance := p_max_balance;
    v_request.metadata := p_metadata;
    v_request.accumulates := nullif(p_accumulates, false);
    v_call := ledger_private.begin_call(
        'open_account', v_request, p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_account(v_call.resource_id);
        RETURN;
    END IF;

    v_account := ledger_private.create_account(v_request, false, v_actor);
    PERFORM ledger_private.end_call(v_call, v_account.account_id);
    RETURN NEXT ledger_private.show_account(v_account.account_id);
END
$function$;

COMMENT ON FUNCTION ledger.open_account(
    text, bigint, text, text, text, numeric, numeric, jsonb, text, boolean, ledger.actor
) IS
'Open an account in p_currency, a code of ledger.assets (LG003). p_user_id NULL: the house owns it, or the customer who asks. p_account_class is asset, liability, equity, income or expense. p_min_balance NULL: 0 for a liability, none for other classes; -Infinity: none. p_max_balance NULL or Infinity: none. p_code must be unique (LG303) and not reserved (LG150); it is kept in Unicode''s form NFC, and LG109 refuses characters that are not seen and spaces at its ends. A customer''s code stands in a space of its own: savings of user 4797 is kept and shown as ~4797/savings. p_accumulates: see ledger.update_account; LG206 for a customer. Safe to repeat with the same p_idempotency_key: the same account is returned.';
