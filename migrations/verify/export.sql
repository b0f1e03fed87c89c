-- Fails when the change export is not in place.
BEGIN;

SELECT
    export_id, account_id, user_id, made_by_user_id, first_version, last_version, row_count,
    size_bytes, created_at, since_at, until_at, ended_at, expires_at, status
FROM ledger_private.export WHERE false;
SELECT export_id, user_id, part_number, content FROM ledger_private.export_part WHERE false;
SELECT NULL::ledger.export_content WHERE false;

ROLLBACK;
