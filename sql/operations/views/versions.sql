-- The shape of ledger.version(): which release and which code are installed.
CREATE OR REPLACE VIEW ledger.versions AS
SELECT
    NULL::text AS release,
    NULL::text AS code_digest,
    NULL::text AS server_version
WHERE false;

COMMENT ON VIEW ledger.versions IS
'The shape of what ledger.version() returns; call that.';

COMMENT ON COLUMN ledger.versions.release IS 'Release of the ledger.';
COMMENT ON COLUMN ledger.versions.code_digest IS 'SHA-256 of the release and the files that made the installed code.';
COMMENT ON COLUMN ledger.versions.server_version IS 'Version of the PostgreSQL server.';
