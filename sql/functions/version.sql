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
<<<<<<< HEAD
        'sha256:9e5d92f73135846c18034fceadcdf96267076fe6a6d68291b29a793208e39070'::text AS code_digest,
=======
        'sha256:d699c424c3199553e9c33d64960e9e28958e75a500668986bae69dbbb2e956b9'::text AS code_digest,
>>>>>>> c12bf2e (Comment on each column once)
        current_setting('server_version') AS server_version
$function$;

COMMENT ON FUNCTION ledger.version() IS
'Release, digest of the files in sql/ that made this code, and the server''s version.';
