-- Check a request for an account, and give the row that it asks for, not yet stored.
CREATE OR REPLACE FUNCTION ledger_private.examine_account(
    p_request ledger.account_request,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
    v_field text;
BEGIN
    IF p_request.currency IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["currency"]}');
    END IF;
    SELECT c.currency, c.minor_units INTO v_account.currency, v_account.minor_units
    FROM ledger_private.currency AS c
    WHERE c.currency = p_request.currency;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG003', jsonb_build_object(
            'currency', p_request.currency
        ));
    END IF;

    v_account.user_id := p_request.user_id;
    IF (p_actor.role = 'customer' AND v_account.user_id <> p_actor.user_id) OR NOT EXISTS (
        SELECT FROM ledger_private.app_user AS u WHERE u.user_id = v_account.user_id
    ) THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object(
            'user_id', v_account.user_id
        ));
    END IF;

    -- Before the row takes it: its domain would refuse without saying which field.
    v_field := CASE
        WHEN p_request.account_class NOT IN (
            'asset', 'liability', 'equity', 'income', 'expense'
        ) THEN 'account_class'
        WHEN jsonb_typeof(p_request.metadata) <> 'object'
            OR ledger_private.is_large_json(p_request.metadata) THEN 'metadata'
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;

    v_account.account_class := coalesce(p_request.account_class, 'liability');
    IF p_request.code IS NOT NULL THEN
        PERFORM ledger_private.require_code(
            p_request.code, v_account.user_id, v_account.account_class, v_account.currency
        );
        -- Whoever opens accounts for customers opens none that the house goes by.
        IF v_account.user_id = 0 AND ledger_private.resembles_reserved(p_request.code) IS NOT NULL
        THEN
            PERFORM ledger_private.require_permission(p_actor, 'manage');
        END IF;
    END IF;
    -- What a customer owes the bank by default is nothing; other classes have no floor.
    v_account.min_balance := ledger_private.bound_value(
        coalesce(
            p_request.min_balance,
            CASE WHEN v_account.account_class = 'liability' THEN 0 ELSE '-Infinity'::numeric END
        ),
        v_account.minor_units, 'min_balance'
    );
    -- A customer cannot grant itself credit.
    IF p_actor.role = 'customer' AND coalesce(v_account.min_balance, -1) < 0 THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', 'customer', 'field', 'min_balance'
        ));
    END IF;
    v_account.max_balance := ledger_private.bound_value(
        coalesce(p_request.max_balance, 'Infinity'), v_account.minor_units, 'max_balance'
    );
    IF p_actor.role = 'customer' AND p_request.accumulates THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', 'customer', 'field', 'accumulates'
        ));
    END IF;
    IF v_account.min_balance > v_account.max_balance THEN
        PERFORM ledger_private.raise_error('LG111', jsonb_build_object(
            'min_balance', round(v_account.min_balance, v_account.minor_units)::text,
            'max_balance', round(v_account.max_balance, v_account.minor_units)::text
        ));
    ELSIF 0 NOT BETWEEN coalesce(v_account.min_balance, 0) AND coalesce(v_account.max_balance, 0)
    THEN
        PERFORM ledger_private.raise_error('LG209', jsonb_build_object('balance', '0'));
    END IF;

    -- What only collects, by a name, is the same account in every cell.
    IF v_account.user_id = 0 AND num_nonnulls(v_account.min_balance, v_account.max_balance) = 0 THEN
        v_account.account_id := ledger_private.shared_id(v_account.currency, p_request.code);
    END IF;
    v_account.account_id := coalesce(
        v_account.account_id,
        ledger_private.new_id(ledger_private.user_bucket(v_account.user_id))
    );
    v_account.name := ledger_private.require_name('name', p_request.name);
    v_account.metadata := coalesce(p_request.metadata, '{}');
    v_account.status := 'ACTIVE';
    v_account.has_rules := false;
    v_account.allows_credits := true;
    v_account.accumulates := coalesce(p_request.accumulates, false);
    v_account.code_number := 1;
    v_account.balance := 0;
    v_account.held := 0;
    v_account.version := 0;
    v_account.audit_position := 0;
    v_account.audit_hash := '';
    v_account.created_at := clock_timestamp();
    v_account.updated_at := v_account.created_at;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_account(ledger.account_request, ledger.actor) IS
'Raises LG003, LG004, LG108, LG109, LG111, LG150, LG206 or LG209; otherwise the new row, with defaults filled in.';
