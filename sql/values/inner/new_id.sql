-- Time-ordered ids with a bucket: UUIDv7, built in from PostgreSQL 18, made here below it.
DO $do$
BEGIN
    -- One expression each, which PostgreSQL inlines: 46 bits are random.
    IF current_setting('server_version_num')::integer >= 180000 THEN
        EXECUTE $sql$
            CREATE OR REPLACE FUNCTION ledger_private.new_id(p_bucket integer)
            RETURNS uuid
            LANGUAGE sql
            VOLATILE
            AS $body$
                SELECT encode(
                    overlay(
                        uuid_send(pg_catalog.uuidv7())
                        PLACING substring(int4send(p_bucket) FROM 3) FROM 15
                    ),
                    'hex'
                )::uuid
            $body$
        $sql$;
    ELSE
        -- 48 bits of milliseconds, the version between, 12 bits of their fraction (RFC 9562).
        EXECUTE $sql$
            CREATE OR REPLACE FUNCTION ledger_private.new_id(p_bucket integer)
            RETURNS uuid
            LANGUAGE sql
            VOLATILE
            AS $body$
                SELECT (
                    left(
                        overlay(
                            lpad(to_hex(
                                (extract(epoch FROM clock_timestamp()) * 65536000)::bigint
                            ), 16, '0')
                            PLACING '7' FROM 13 FOR 0
                        ),
                        16
                    )
                    || substr(gen_random_uuid()::text, 20, 13)
                    || right(to_hex(65536 + p_bucket), 4)
                )::uuid
            $body$
        $sql$;
    END IF;
END
$do$;

COMMENT ON FUNCTION ledger_private.new_id(integer) IS
'A fresh UUIDv7: unique, ordered by the time it was made, and ending in the four hexadecimal digits of p_bucket.';
