-- The past of the ledger, for the bare rows too.
INSERT INTO bench.bare_account
SELECT a.* FROM ledger_private.account AS a
ON CONFLICT DO NOTHING;
INSERT INTO bench.bare_transaction SELECT t.* FROM ledger_audit.transaction AS t;
INSERT INTO bench.bare_entry SELECT e.* FROM ledger_audit.transaction_entry AS e;
INSERT INTO bench.bare_key SELECT k.* FROM ledger_private.idempotency_key AS k;
