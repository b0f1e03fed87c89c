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
        'sha256:cdc79b7161c04fa25c1549f18d96b31a977b884dfa8644d493a42608b53724d1'::text AS code_digest,
        current_setting('server_version') AS server_version
$function$;

COMMENT ON FUNCTION ledger.version() IS
'Release, digest of the files in sql/ that made this code, and the server''s version.';
