-- The accounts of every yardstick: 10,000 with deterministic ids, so that a load script
-- can name one by its number without a look-up.
CREATE FUNCTION bench.account_id(p_number bigint)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$ SELECT ('00000000-0000-7000-8000-' || p_number::text)::uuid $function$;

-- For as long as the accounts are opened, ids are counted instead of drawn: two for each, which
-- are the same one, for the account and for the act that tells of it.
CREATE SEQUENCE bench.account_number START 200000000002;
GRANT USAGE ON SCHEMA bench TO PUBLIC;
GRANT USAGE ON SEQUENCE bench.account_number TO PUBLIC;
GRANT EXECUTE ON FUNCTION bench.account_id(bigint) TO PUBLIC;
DO $do$
DECLARE
    v_drawn text := pg_get_functiondef('ledger_private.new_id(integer)'::regprocedure);
BEGIN
    CREATE OR REPLACE FUNCTION ledger_private.new_id(p_bucket integer)
    RETURNS uuid
    LANGUAGE sql
    VOLATILE
    AS $function$ SELECT bench.account_id(nextval('bench.account_number') / 2) $function$;
    PERFORM ledger.open_accounts(ARRAY(
        SELECT ROW('USD', NULL, 'liability', NULL, NULL, NULL, NULL, NULL, NULL)::ledger.account_request
        FROM generate_series(1, 10000)
    ));
    -- Number 10,001 collects without its row's lock.
    PERFORM ledger.open_account('USD', p_account_class => 'income', p_accumulates => true);
    EXECUTE v_drawn;
END
$do$;

DO $do$
DECLARE
    v_world uuid := (ledger.open_account(
        p_currency => 'USD', p_account_class => 'asset', p_code => 'world:USD'
    )).account_id;
BEGIN
    PERFORM ledger.post_transfers(ARRAY(
        SELECT ROW(
            v_world, bench.account_id(100000000000 + n), 1000000, NULL, NULL, NULL, NULL, NULL,
            'deposit', NULL
        )::ledger.transfer_request
        FROM generate_series(1, 10000) AS n
    ));
END
$do$;
