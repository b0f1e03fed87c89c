-- Pay money out to the outside world.
CREATE OR REPLACE FUNCTION ledger.withdraw(
    p_account_id uuid,
    p_amount numeric,
    p_currency text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_outside_account_id uuid DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_outside uuid := p_outside_account_id;
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'idempotency_key', p_idempotency_key, 'description', p_description
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'manage');

    v_outside := coalesce(v_outside, ledger_private.outside_account(
        (ledger_private.require_account(p_account_id, v_actor)).currency, v_actor
    ));
    RETURN NEXT ledger.post_transfer(
        p_from_account_id => p_account_id,
        p_to_account_id => v_outside,
        p_amount => p_amount,
        p_currency => p_currency,
        p_idempotency_key => p_idempotency_key,
        p_description => p_description,
        p_metadata => p_metadata,
        p_effective_at => p_effective_at,
        p_transaction_type => 'withdrawal',
        p_actor => p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger.withdraw(
    uuid, numeric, text, text, text, jsonb, timestamptz, uuid, ledger.actor
) IS
'Pay money out to the outside world. The other side is p_outside_account_id, or the account coded world:<CURRENCY>, opened at first use. Arguments, errors and locks as ledger.post_transfer; operators only.';
