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
        'sha256:7fa3a11493b738693d8525b1bc8fd5a5dc23a9bc09083496ce7c7f60e011a2a7'::text AS code_digest,
        current_setting('server_version') AS server_version
$function$;

COMMENT ON FUNCTION ledger.version() IS
'Release, digest of the files in sql/ that made this code, and the server''s version.';
