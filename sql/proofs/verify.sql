-- Prove the books: one row per promise, with the first row that breaks it.
-- It joins whole tables, which only a hash or merge join does in one pass; without
-- statistics, just after an import, the planner would not choose one by itself.
CREATE OR REPLACE FUNCTION ledger.verify()
RETURNS SETOF ledger.check_result
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
AS $function$
DECLARE
    v_found record;
    v_check ledger.check_result;
BEGIN
    -- One statement, so one snapshot: postings that go on meanwhile don't disturb it.
    FOR v_found IN
        SELECT c.name, c.broken
        FROM (
            VALUES
            ('currencies_sum_to_zero', ledger_private.verify_currencies_sum_to_zero()),
            ('transactions_balance', ledger_private.verify_transactions_balance()),
            ('entries_have_owners', ledger_private.verify_entries_have_owners()),
            ('running_balances', ledger_private.verify_running_balances()),
            ('balances_equal_entries', ledger_private.verify_balances_equal_entries()),
            ('times_are_past', ledger_private.verify_times_are_past()),
            ('balances_within_bounds', ledger_private.verify_balances_within_bounds()),
            ('account_links', ledger_private.verify_account_links()),
            ('cell_transfers', ledger_private.verify_cell_transfers()),
            ('clearing_accounts', ledger_private.verify_clearing_accounts()),
            ('holds_add_up', ledger_private.verify_holds_add_up()),
            ('captures_within_holds', ledger_private.verify_captures_within_holds()),
            ('refunds_within_originals', ledger_private.verify_refunds_within_originals()),
            ('limits_equal_history', ledger_private.verify_limits_equal_history()),
            ('idempotency_keys', ledger_private.verify_idempotency_keys()),
            ('audit_is_complete', ledger_private.verify_audit_is_complete()),
            ('audit_chain', ledger_private.verify_audit_chain()),
            ('dated_entries', ledger_private.verify_dated_entries()),
            ('periods_are_shut', ledger_private.verify_periods_are_shut()),
            ('delegations', ledger_private.verify_delegations()),
            ('events_are_readable', ledger_private.verify_events_are_readable()),
            ('rollups_equal_entries', ledger_private.verify_rollups_equal_entries()),
            ('seals', ledger_private.verify_seals()),
            ('refusing_rules', ledger_private.verify_refusing_rules()),
            ('guards_are_in_place', ledger_private.verify_guards_are_in_place()),
            (
                'direct_changes_have_reasons',
                ledger_private.verify_direct_changes_have_reasons()
            )
        ) AS c (name, broken)
    LOOP
        v_check.name := v_found.name;
        v_check.ok := v_found.broken IS NULL;
        v_check.detail := coalesce(v_found.broken, '{}');
        RETURN NEXT v_check;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.verify() IS
'Check every promise of the ledger against all its rows: one row for each promise, with its name, ok, and in detail the first row that breaks it. Reads everything. Takes no lock, so it can run on a live ledger.';
