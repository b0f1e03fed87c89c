-- Show what an account holds: now, as it was known at a moment, as of a moment, or both.
-- Generic plans through keys, as in ledger.post_transfer: planning would cost more than
-- reading.
CREATE OR REPLACE FUNCTION ledger.get_balance(
    p_account_id uuid,
    p_as_of timestamptz DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.balances
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_entry ledger_audit.transaction_entry;
    v_version bigint;
    v_balance numeric;
    v_shown ledger.balances;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');

    v_shown.account_id := v_account.account_id;
    v_shown.currency := v_account.currency;
    v_shown.as_of := coalesce(p_as_of, clock_timestamp());
    v_shown.effective_at := p_effective_at;
    IF p_as_of IS NULL AND p_effective_at IS NULL THEN
        v_shown.balance := v_account.balance;
        v_shown.held := v_account.held;
        v_shown.available := v_account.available;
        v_shown.version := v_account.version;
        RETURN v_shown;
    END IF;

    v_version := v_account.version;
    v_balance := v_account.balance;
    IF p_as_of IS NOT NULL THEN
        v_entry := ledger_private.last_entry_at(p_account_id, v_version, p_as_of);
        v_version := coalesce(v_entry.account_version, 0);
        v_balance := coalesce(v_entry.balance_after, 0);
    END IF;
    IF p_effective_at IS NOT NULL THEN
        -- Up to and with p_effective_at is before the moment that follows it.
        v_balance := ledger_private.effective_balance(
            p_account_id, v_version, p_effective_at + interval '1 microsecond', 0
        );
    END IF;
    v_balance := v_balance + (
        SELECT coalesce(sum(o.amount), 0) FROM ledger_audit.open_credit AS o
        WHERE o.account_id = p_account_id
            AND o.created_at <= ledger_private.open_credits_until(
                least(p_as_of, p_effective_at)
            )
    );
    v_shown.balance := round(v_balance, scale(v_account.balance));
    v_shown.version := v_version;
    RETURN v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.get_balance(uuid, timestamptz, timestamptz, ledger.actor) IS
'Balance, held and available amount of an account. p_as_of: the balance that was booked by that moment. p_effective_at: the balance of all entries that count from that moment or earlier, whenever they were booked. Both: what the books said at p_as_of about p_effective_at. With either of them, held and available are NULL. LG001 when there is no such account. Takes no lock; never reads more than a few hundred rows.';
