-- Opening accounts: in the cell of whoever owns them; what is the house's own stays together.
CREATE FUNCTION ledger_router.cell_of_owner(p_user_id bigint, p_actor ledger.actor)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(
        ledger_router.cell_of_user(nullif(p_user_id, 0)),
        CASE WHEN (p_actor).role = 'customer' AND p_user_id IS NULL
            THEN ledger_router.cell_of_user((p_actor).user_id)
        END,
        ledger_router.first_cell()
    )
$function$;

-- Whether all cells have such an account under one id: as shared_id.sql and examine_account.sql.
CREATE FUNCTION ledger_router.is_shared(p_request ledger.account_request, p_actor ledger.actor)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce((p_request).user_id, 0) = 0
        AND (p_actor).role IS DISTINCT FROM 'customer'
        AND (p_request).code IS NOT NULL
        AND coalesce(
            (p_request).min_balance,
            CASE WHEN coalesce((p_request).account_class, 'liability') = 'liability'
                THEN 0 ELSE '-Infinity'::numeric
            END
        ) = '-Infinity'
        AND coalesce((p_request).max_balance, 'Infinity') = 'Infinity'
$function$;

CREATE FUNCTION ledger.open_account() AS $function$
DECLARE
    v_cell integer := ledger_router.cell_of_owner(p_user_id, p_actor);
    v_request ledger.account_request := ROW(
        p_currency, p_user_id, p_account_class, p_code, p_name, p_min_balance, p_max_balance,
        p_metadata, p_accumulates
    );
    v_is_common boolean := ledger_router.is_common_code(p_code, p_actor);
    v_account ledger.accounts;
    v_first ledger.accounts;
    v_detail text;
BEGIN
    PERFORM ledger_router.require_alone('open_account');
    IF NOT ledger_router.is_shared(v_request, p_actor) THEN
        IF v_is_common THEN
            PERFORM ledger_router.reserve_code(p_code, v_cell);
        END IF;
        BEGIN
            RETURN QUERY SELECT a.* FROM ledger_router.ask_open_account(
                v_cell, p_currency, p_user_id, p_account_class, p_code, p_name, p_min_balance,
                p_max_balance, p_metadata, p_idempotency_key, p_accumulates, p_actor
            ) AS a;
        EXCEPTION WHEN query_canceled OR OTHERS THEN
            IF v_is_common THEN
                PERFORM ledger_router.release_code(p_code);
            END IF;
            RAISE;
        END;
        IF v_is_common THEN
            PERFORM ledger_router.release_code(p_code);
        END IF;
        RETURN;
    END IF;
    PERFORM ledger_router.require_all();
    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP
        BEGIN
            SELECT a.* INTO v_account FROM ledger_router.ask_open_account(
                v_cell, p_currency, p_user_id, p_account_class, p_code, p_name, p_min_balance,
                p_max_balance, p_metadata, p_idempotency_key, p_accumulates, p_actor
            ) AS a;
            v_first := coalesce(v_first, v_account);
        EXCEPTION WHEN SQLSTATE 'LG303' THEN
            GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
        END;
    END LOOP;
    IF v_first.account_id IS NULL THEN
        PERFORM ledger_router.raise_error('LG303', v_detail::jsonb);
    END IF;
    RETURN NEXT v_first;
END
$function$;
