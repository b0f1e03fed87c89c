-- Write a part of a file that was asked for, or forget one whose time is up.
CREATE OR REPLACE FUNCTION ledger.write_exports(
    p_keep interval DEFAULT '7 days',
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_export ledger_private.export;
    v_reader ledger.actor;
    v_from bigint;
    v_through bigint;
    v_content text;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF (p_keep BETWEEN '1 second' AND '36500 days') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'keep', 'at_least', '1 second', 'at_most', '36500 days'
        ));
    END IF;

    SELECT x.* INTO v_export
    FROM ledger_private.export AS x
    WHERE x.status = 'READY'
        AND x.expires_at <= clock_timestamp()
    ORDER BY x.expires_at
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        PERFORM ledger_private.end_export(
            v_export.export_id, 'EXPIRED', v_export.expires_at, v_actor
        );
        RETURN true;
    END IF;

    -- The shortest so far: a long one holds nobody up.
    SELECT x.* INTO v_export
    FROM ledger_private.export AS x
    WHERE x.status = 'PENDING'
    ORDER BY x.row_count, x.export_id
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    v_reader := ledger_private.webhook_reader(v_export.made_by_user_id);
    IF v_export.made_by_user_id IS NOT NULL AND (
        v_reader.role IS NULL
        OR NOT ledger_private.sees_account(v_export.account_id, v_reader)
    ) THEN
        PERFORM ledger_private.end_export(v_export.export_id, 'FAILED', NULL, v_actor);
        RETURN true;
    ELSIF v_export.first_version IS NULL THEN
        v_export := ledger_private.begin_export(v_export);
    END IF;

    v_from := v_export.first_version + v_export.row_count;
    v_through := least(v_from + p_limit - 1, v_export.last_version);
    v_content := concat_ws(
        chr(10),
        CASE WHEN v_export.row_count = 0 THEN ledger_private.export_head() END,
        ledger_private.export_lines(v_export.account_id, v_from, v_through)
    );
    INSERT INTO ledger_private.export_part (export_id, user_id, part_number, content)
    SELECT
        v_export.export_id, v_export.user_id,
        coalesce((
            SELECT max(p.part_number)
            FROM ledger_private.export_part AS p
            WHERE p.export_id = v_export.export_id
        ), 0) + 1,
        v_content;
    UPDATE ledger_private.export AS x
    SET row_count = greatest(v_through - v_export.first_version + 1, 0),
        size_bytes = x.size_bytes + octet_length(v_content) + 1
    WHERE x.export_id = v_export.export_id;
    IF v_through >= v_export.last_version THEN
        PERFORM ledger_private.end_export(
            v_export.export_id, 'READY', clock_timestamp() + p_keep, v_actor
        );
    END IF;
    RETURN true;
END
$function$;

COMMENT ON FUNCTION ledger.write_exports(interval, integer, ledger.actor) IS
'Write up to p_limit (1 to 1000) entries of the export that is the least far, and when that was the last of them make it READY for p_keep (1 second at the least) with the event export.ready; or forget the file of one whose time is up. All in one transaction, so nothing is written twice; several workers take different ones. Returns whether there was anything to do. zerosum work does it.';
