-- Money that may be set aside: the account is in use, and so much is left above its floor.
CREATE OR REPLACE FUNCTION ledger_private.require_available(
    p_account ledger_private.account,
    p_amount numeric,
    p_actor ledger.actor,
    p_allows_suspended boolean DEFAULT false
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_floor numeric := coalesce(p_account.min_balance, -ledger_private.largest_amount());
BEGIN
    IF p_account.status = 'CLOSED'
        OR (p_account.status = 'SUSPENDED' AND NOT p_allows_suspended)
    THEN
        PERFORM ledger_private.raise_error(
            CASE p_account.status WHEN 'CLOSED' THEN 'LG204' ELSE 'LG203' END,
            jsonb_build_object('account_id', p_account.account_id)
        );
    END IF;
    -- What all holds keep has room for no more than one amount.
    IF p_account.held + p_amount > ledger_private.largest_amount() THEN
        PERFORM ledger_private.raise_error('LG106', jsonb_build_object(
            'account_id', p_account.account_id,
            'amount', round(p_account.held + p_amount, p_account.minor_units)::text
        ));
    END IF;
    IF p_account.balance - p_account.held - p_amount < v_floor
        AND ledger_private.release_expired_holds(ARRAY[p_account.account_id], p_actor) > 0
    THEN
        p_account := ledger_private.lock_account(p_account.account_id);
    END IF;
    IF p_account.balance - p_account.held - p_amount < v_floor THEN
        PERFORM ledger_private.raise_error('LG201', jsonb_build_object(
            'account_id', p_account.account_id,
            'needed', round(p_amount, p_account.minor_units)::text,
            'available', round(
                p_account.balance - p_account.held - v_floor,
                p_account.minor_units
            )::text,
            'currency', p_account.currency
        ));
    END IF;
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_available(
    ledger_private.account, numeric, ledger.actor, boolean
) IS
'Raise LG204, LG203, LG106 or LG201 unless p_amount can be held on this account, whose row the caller has locked; returns it, changed when expired holds had to go.';
