-- The shape of ledger.version(): which release and which code are installed.
CREATE OR REPLACE VIEW ledger.versions AS
SELECT
    NULL::text AS release,
    NULL::text AS code_digest,
    NULL::text AS server_version
WHERE false;

COMMENT ON VIEW ledger.versions IS
'The shape of what ledger.version() returns; call that.';
