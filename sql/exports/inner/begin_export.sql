-- Fix which entries an export has: those there are now, open credits of the account among them.
CREATE OR REPLACE FUNCTION ledger_private.begin_export(p_export ledger_private.export)
RETURNS ledger_private.export
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger.accounts := ledger_private.show_account(p_export.account_id);
    v_begun_at timestamptz := clock_timestamp();
    v_before bigint;
BEGIN
    -- A fold has an end, and credits that come meanwhile are of another file.
    WHILE EXISTS (
        SELECT FROM ledger_audit.open_credit AS o
        WHERE o.account_id = p_export.account_id
            AND o.created_at < v_begun_at
    ) AND ledger_private.fold_credits(p_export.account_id) LOOP
        v_account := ledger_private.show_account(p_export.account_id);
    END LOOP;
    IF p_export.since_at IS NOT NULL THEN
        v_before := ledger_private.version_at(
            p_export.account_id, v_account.version, p_export.since_at - interval '1 microsecond'
        );
    END IF;
    p_export.first_version := coalesce(v_before, 0) + 1;
    p_export.last_version := ledger_private.version_at(
        p_export.account_id, v_account.version, p_export.until_at - interval '1 microsecond'
    );
    UPDATE ledger_private.export AS x
    SET first_version = p_export.first_version,
        last_version = p_export.last_version
    WHERE x.export_id = p_export.export_id;
    RETURN p_export;
END
$function$;

COMMENT ON FUNCTION ledger_private.begin_export(ledger_private.export) IS
'The export with its first and last version, stored; entries never change, so the file is that of this moment however long it takes to write.';
