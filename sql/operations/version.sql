-- Which release and which code are installed: psql's shell says it, or zerosum deploy in its place.
\set release `cd sql 2>/dev/null || cd ../sql && sh installed.sh release`
\set code_digest `cd sql 2>/dev/null || cd ../sql && sh installed.sh code_digest`

SET LOCAL zerosum.code_digest = :'code_digest'; -- noqa: PRS
DO $do$
BEGIN
    IF pg_catalog.current_setting('zerosum.code_digest') NOT LIKE 'sha256:%' THEN
        RAISE EXCEPTION 'psql could not take the digest of sql/'
            USING HINT = 'Run it in the folder above sql/ or in migrations/; it needs sh, find and sha256sum.';
    END IF;
END
$do$;

CREATE OR REPLACE FUNCTION ledger.version()
RETURNS ledger.versions
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT jsonb_populate_record(NULL::ledger.versions, jsonb_build_object(
        'release', :'release'::text,
        'code_digest', :'code_digest'::text,
        'server_version', current_setting('server_version')
    ));
END;

COMMENT ON FUNCTION ledger.version() IS
'Release of the ledger, digest of the release and of the files in sql/ that made the installed code, and the server''s version.';
