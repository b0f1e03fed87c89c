-- Who may do what about the fraud checks; the rest of the map is in grants.sql.
GRANT EXECUTE ON FUNCTION
    ledger.backtest_rule, ledger.decide_fraud_case, ledger.list_fraud_cases,
    ledger.list_fraud_rules, ledger.remove_fraud_rule, ledger.set_fraud_rule
    TO ledger_app, ledger_operator;
GRANT USAGE ON TYPE ledger.fraud_backtest TO ledger_app, ledger_operator;
-- The worker's.
GRANT EXECUTE ON FUNCTION
    ledger.act_on_fraud_cases, ledger.check_fraud, ledger.prune_fraud_observations
    TO ledger_operator;
GRANT SELECT ON
    ledger.fraud_cases, ledger.fraud_features, ledger.fraud_rules, ledger.fraud_scores
    TO ledger_operator, ledger_auditor;
