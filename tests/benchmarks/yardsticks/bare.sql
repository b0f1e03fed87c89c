-- Bare rows: the rows and indexes that a transfer leaves, written by one statement that
-- checks nothing, with no domain, constraint or trigger: what the tables alone would cost.
CREATE TABLE bench.bare_account (LIKE ledger_private.account INCLUDING DEFAULTS INCLUDING INDEXES)
WITH (fillfactor = 50);
CREATE TABLE bench.bare_transaction (LIKE ledger_audit.transaction INCLUDING INDEXES);
CREATE SEQUENCE bench.entry_number;
CREATE TABLE bench.bare_entry (LIKE ledger_audit.transaction_entry INCLUDING INDEXES);
ALTER TABLE bench.bare_entry ALTER entry_id SET DEFAULT nextval('bench.entry_number');
CREATE TABLE bench.bare_key (LIKE ledger_private.idempotency_key INCLUDING INDEXES);
INSERT INTO bench.bare_account SELECT a.* FROM ledger_private.account AS a;

-- Domains are logic too: the same columns as plain types.
DO $do$
DECLARE
    v_column record;
BEGIN
    FOR v_column IN
        SELECT a.attrelid::regclass AS relation, a.attname, format_type(t.typbasetype, t.typtypmod) AS plain
        FROM pg_attribute AS a
        JOIN pg_type AS t ON t.oid = a.atttypid
        JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'bench'::regnamespace
            AND c.relkind = 'r'
            AND t.typtype = 'd'
    LOOP
        EXECUTE format(
            'ALTER TABLE %s ALTER %I TYPE %s', v_column.relation, v_column.attname, v_column.plain
        );
    END LOOP;
END
$do$;
