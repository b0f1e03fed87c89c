-- Which release and which code are installed.
CREATE OR REPLACE FUNCTION ledger.version()
RETURNS ledger.versions
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT
        '0.1.0'::text AS release,
        'sha256:cc9096b0473b7b76afd80762d69b42743a023891995dcf20063545f381fb9ccd'::text AS code_digest,
        current_setting('server_version') AS server_version
$function$;

COMMENT ON FUNCTION ledger.version() IS
'Release, digest of the files in sql/ that made this code, and the server''s version.';
