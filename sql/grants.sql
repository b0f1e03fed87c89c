-- The whole privilege map: who may do what. Everything not granted here is refused.
REVOKE ALL ON ALL TABLES IN SCHEMA ledger, ledger_gateway, reporting, ledger_private FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA ledger, ledger_gateway, reporting, ledger_private FROM PUBLIC;
REVOKE ALL ON SCHEMA ledger, ledger_gateway, reporting, ledger_private FROM PUBLIC;

GRANT USAGE ON SCHEMA ledger
    TO ledger_app, ledger_operator, ledger_auditor, ledger_relay;
GRANT USAGE ON SCHEMA ledger_gateway TO ledger_app, ledger_operator;
GRANT USAGE ON SCHEMA reporting TO ledger_reporter, ledger_reporter_personal;

GRANT USAGE ON TYPE ledger.actor, ledger.transfer_request, ledger.transfer_result,
    ledger.account_request, ledger.check_result, ledger.metric, ledger.entry_request,
    ledger.transaction_request, ledger.transaction_result
    TO ledger_app, ledger_operator, ledger_auditor, ledger_relay;

-- The doors. The web login reaches these and no table or view.
GRANT EXECUTE ON FUNCTION
    ledger.account_id, ledger.bucket_of, ledger.bucket_of_username, ledger.create_user,
    ledger.deposit, ledger.find_account,
    ledger.find_user, ledger.get_account, ledger.get_accounts, ledger.get_balance,
    ledger.get_transaction,
    ledger.list_accounts, ledger.list_audit_logs, ledger.list_entries,
    ledger.list_transaction_entries, ledger.list_transactions, ledger.open_account,
    ledger.open_accounts, ledger.open_accounts_json, ledger.post_transfer,
    ledger.post_transfers, ledger.post_transfers_json,
    ledger.require_revision, ledger.transfer, ledger.transfer_item,
    ledger.set_account_bounds,
    ledger.set_account_status, ledger.withdraw
    TO ledger_app, ledger_operator;
-- Posting together what many sessions ask for at once: a procedure, and the steps it calls for
-- whoever calls it.
GRANT EXECUTE ON FUNCTION ledger_gateway.post_queued, ledger_gateway.queue_transfer
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON PROCEDURE ledger.post_transfer_gathered TO ledger_app, ledger_operator;
-- Transactions of many legs, and several calls in one transaction.
GRANT EXECUTE ON FUNCTION
    ledger.credit_leg, ledger.debit_leg, ledger.lock_accounts, ledger.post_transaction,
    ledger.post_transaction_json, ledger.post_transactions, ledger.post_transactions_json,
    ledger.preview_transaction
    TO ledger_app, ledger_operator;
-- What a gateway shows beside the transactions that another call has given it.
GRANT EXECUTE ON FUNCTION ledger_gateway.show_entries TO ledger_app;
-- Two axes of time, and closing the books.
GRANT EXECUTE ON FUNCTION
    ledger.close_period, ledger.get_statement, ledger.get_statement_summary,
    ledger.list_periods, ledger.reopen_period
    TO ledger_app, ledger_operator;
-- Bringing back what a wrong clock dated: an administrator's or a DBA's work, by hand.
GRANT EXECUTE ON FUNCTION ledger.repair_times TO ledger_operator;
GRANT EXECUTE ON FUNCTION ledger.verify_new, ledger.verify_recent
    TO ledger_app, ledger_operator, ledger_auditor;
GRANT EXECUTE ON FUNCTION
    ledger.get_balance_sheet, ledger.get_income_statement, ledger.get_trial_balance,
    ledger.list_account_balances, ledger.list_verifications
    TO ledger_app, ledger_operator;
-- Limits.
GRANT EXECUTE ON FUNCTION
    ledger.check_limits, ledger.get_limit, ledger.list_limits, ledger.remove_limit,
    ledger.set_limit
    TO ledger_app, ledger_operator;
GRANT SELECT ON ledger.limits TO ledger_operator, ledger_auditor;
-- What amounts are counted in.
GRANT EXECUTE ON FUNCTION ledger.add_asset, ledger.get_asset, ledger.list_assets
    TO ledger_app, ledger_operator;
-- The life of an account.
GRANT EXECUTE ON FUNCTION
    ledger.close_account, ledger.create_category, ledger.list_categories,
    ledger.list_category_balances, ledger.merge_accounts, ledger.move_category,
    ledger.rename_account, ledger.set_account_category, ledger.set_account_metadata,
    ledger.fold_account, ledger.update_account, ledger.freeze_amount, ledger.unfreeze_amount
    TO ledger_app, ledger_operator;
-- Holds and reversals.
GRANT EXECUTE ON FUNCTION
    ledger.capture_group, ledger.capture_hold, ledger.expire_holds, ledger.extend_hold,
    ledger.get_hold, ledger.get_hold_group, ledger.hold_funds, ledger.increment_hold,
    ledger.list_hold_events, ledger.list_hold_groups, ledger.list_holds, ledger.list_reversals,
    ledger.release_group, ledger.release_hold, ledger.reverse_transaction
    TO ledger_app, ledger_operator;
-- Personal data: sealed for the gateway; renewing its keys is a DBA's work.
GRANT EXECUTE ON FUNCTION
    ledger.find_person, ledger.read_person, ledger.shred_person, ledger.store_person
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION ledger.list_people, ledger.rewrap_person TO ledger_operator;
GRANT EXECUTE ON FUNCTION ledger.metrics, ledger.verify, ledger.version
    TO ledger_app, ledger_operator, ledger_auditor;
-- Who somebody is: asked by a gateway before there is an actor, and by nobody else.
GRANT USAGE ON TYPE ledger_gateway.login_attempt, ledger_gateway.session_grant,
    ledger_gateway.identity, ledger_gateway.access_changes
    TO ledger_app;
GRANT EXECUTE ON FUNCTION
    ledger_gateway.begin_login, ledger_gateway.check_api_key, ledger_gateway.check_token,
    ledger_gateway.finish_login, ledger_gateway.list_access_changes,
    ledger_gateway.refresh_session
    TO ledger_app;
-- What its users asked for at the same moment, posted in one call.
GRANT EXECUTE ON FUNCTION ledger_gateway.post_gathered TO ledger_app;
GRANT USAGE ON TYPE ledger.api_key_secret TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.accept_api_key, ledger.create_api_key, ledger.delegate_account, ledger.end_all_sessions,
    ledger.end_session, ledger.get_api_key, ledger.get_user, ledger.list_delegations,
    ledger.list_role_permissions, ledger.list_sessions, ledger.list_users,
    ledger.revoke_delegation, ledger.revoke_session, ledger.grant_permission,
    ledger.link_identity, ledger.list_api_keys, ledger.list_auth_events,
    ledger.revoke_api_key, ledger.revoke_permission, ledger.set_password_hash,
    ledger.set_user_role, ledger.set_user_status, ledger.unlink_identity
    TO ledger_app, ledger_operator;
GRANT SELECT ON ledger.api_keys, ledger.auth_sessions, ledger.delegations
    TO ledger_operator, ledger_auditor;
GRANT SELECT ON ledger.auth_events TO ledger_auditor;

GRANT EXECUTE ON FUNCTION
    ledger.acknowledge_events, ledger.consume_events, ledger.create_event_consumer,
    ledger.list_event_consumers, ledger.list_events, ledger.number_events,
    ledger.remove_event_consumer
    TO ledger_operator, ledger_relay;
GRANT EXECUTE ON FUNCTION ledger.list_events TO ledger_app;
GRANT SELECT ON ledger.event_consumers, ledger.event_types
    TO ledger_operator, ledger_auditor;
GRANT EXECUTE ON FUNCTION
    ledger.evaluate_monitors, ledger.list_worker_jobs, ledger.note_worker_turn,
    ledger.rebuild_rollups, ledger.roll_up
    TO ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.create_monitor, ledger.list_daily_totals, ledger.list_monitor_alerts,
    ledger.list_monitors, ledger.remove_monitor
    TO ledger_app, ledger_operator;
GRANT SELECT ON ledger.monitor_alerts, ledger.monitors TO ledger_operator, ledger_auditor;

GRANT SELECT ON
    ledger.accounts, ledger.balances, ledger.categories, ledger.category_balances,
    ledger.assets, ledger.errors, ledger.periods,
    ledger.role_permissions, ledger.statement_lines, ledger.verifications,
    ledger.transaction_entries, ledger.transactions, ledger.users, ledger.versions
    TO ledger_operator, ledger_auditor;
GRANT SELECT ON ledger.hold_events, ledger.hold_groups, ledger.holds
    TO ledger_operator, ledger_auditor;
GRANT SELECT ON ledger.audit_logs TO ledger_auditor;

-- Reports of a day and of months.
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA reporting TO ledger_reporter;
-- Who somebody is called and where from somebody came is personal data: a role apart.
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO ledger_reporter;
REVOKE SELECT ON reporting.audit_trail, reporting.user_names FROM ledger_reporter;
GRANT SELECT ON reporting.audit_trail, reporting.user_names TO ledger_reporter_personal;

-- Foreign keys from an operator's own tables, which need the schema's name and no more.
GRANT USAGE ON SCHEMA ledger_private TO ledger_operator;
GRANT REFERENCES (account_id) ON ledger_private.account TO ledger_operator;

-- Who owns the journal puts the ledger's triggers on it.
GRANT EXECUTE ON FUNCTION
    ledger_private.open_credit_check, ledger_private.open_credit_check_folded,
    ledger_private.transaction_check_entries, ledger_private.transaction_entry_check,
    ledger_private.note_direct_change
    TO ledger_audit_owner;
