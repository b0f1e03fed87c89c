-- Rules of the fraud checks that are asked inside the posting.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

ALTER DOMAIN ledger_private.fraud_action DROP CONSTRAINT fraud_action_is_known;
ALTER DOMAIN ledger_private.fraud_action ADD CONSTRAINT fraud_action_is_known CHECK (
    VALUE IN ('note', 'review', 'freeze', 'suspend', 'refuse')
);

-- What earlier items of one call did with an account, which no table has yet.
CREATE TYPE ledger_private.fraud_sums AS (
    outs integer,
    ins integer,
    paid numeric,
    received numeric
);

COMMENT ON TYPE ledger_private.fraud_sums IS 'What earlier items of one call did with an account.';
COMMENT ON COLUMN ledger_private.fraud_sums.outs IS 'How many times it paid.';
COMMENT ON COLUMN ledger_private.fraud_sums.ins IS 'How many times it was paid.';
COMMENT ON COLUMN ledger_private.fraud_sums.paid IS 'What it paid, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_sums.received IS 'What it was paid, in units of its currency.';

-- The rules in force that refuse. Empty as a rule: a posting finds that out and reads no page.
CREATE TABLE ledger_private.refusing_rule (
    rule_name ledger_private.permission_name NOT NULL
        CONSTRAINT refusing_rule_pkey PRIMARY KEY
) WITH (fillfactor = 70);

COMMENT ON TABLE ledger_private.refusing_rule IS 'The rules of the fraud checks in force whose action is refuse. Copied to every cell.';
COMMENT ON COLUMN ledger_private.refusing_rule.rule_name IS 'Name of a rule, in ledger_audit.fraud_rule.';

RESET ROLE;
COMMIT;
