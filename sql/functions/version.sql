-- Which release and which code are installed; the last file of the manifest.
CREATE OR REPLACE FUNCTION ledger.version()
RETURNS ledger.versions
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT
        '0.1.0'::text AS release,
        'sha256:d0db89567a9fa48dbe2e18ddb04cc6fa4d3822e46ef3bbb4e8cb8333de6e4852'::text AS code_digest,
        current_setting('server_version') AS server_version
$function$;

COMMENT ON FUNCTION ledger.version() IS
'Release, digest of the files in sql/ that made this code, and the server''s version.';
