-- Time-ordered ids: UUIDv7, built in from PostgreSQL 18, made here below it.
DO $do$
BEGIN
    IF current_setting('server_version_num')::integer >= 180000 THEN
        EXECUTE $sql$
            CREATE OR REPLACE FUNCTION ledger_private.new_id()
            RETURNS uuid
            LANGUAGE sql
            VOLATILE
            AS 'SELECT pg_catalog.uuidv7()'
        $sql$;
    ELSE
        -- 48 bits of milliseconds, 12 bits of their fraction, the rest random (RFC 9562).
        EXECUTE $sql$
            CREATE OR REPLACE FUNCTION ledger_private.new_id()
            RETURNS uuid
            LANGUAGE sql
            VOLATILE
            AS $body$
                SELECT encode(
                    overlay(
                        uuid_send(gen_random_uuid())
                        PLACING substring(int8send(t.micros / 1000) FROM 3)
                            || substring(int8send(28672 + (t.micros % 1000) * 4096 / 1000) FROM 7)
                        FROM 1 FOR 8
                    ),
                    'hex'
                )::uuid
                FROM (
                    SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros
                ) AS t
            $body$
        $sql$;
    END IF;
END
$do$;

COMMENT ON FUNCTION ledger_private.new_id() IS
'A fresh UUIDv7: unique, and ordered by the time it was made.';
