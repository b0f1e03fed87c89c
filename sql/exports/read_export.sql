-- Read the file of an export, in parts.
CREATE OR REPLACE FUNCTION ledger.read_export(
    p_export_id uuid,
    p_after_part integer DEFAULT 0,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.export_content
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_export ledger.exports;
    v_part ledger.export_content;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_export := ledger_private.require_export(p_export_id, v_actor);
    IF v_export.status <> 'READY' THEN
        PERFORM ledger_private.raise_error('LG357', jsonb_build_object(
            'export_id', p_export_id, 'status', v_export.status
        ));
    END IF;
    FOR v_part.part_number, v_part.content IN
        SELECT p.part_number, p.content
        FROM ledger_private.export_part AS p
        WHERE p.export_id = p_export_id
            AND p.part_number > coalesce(p_after_part, 0)
        ORDER BY p.part_number
        LIMIT p_limit
    LOOP
        RETURN NEXT v_part;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.read_export(uuid, integer, integer, ledger.actor) IS
'The file of an export that is READY: p_limit (1 to 1000) parts of up to 1000 lines after p_after_part. The end of each part''s last line is left out: psql -At writes the file as it is. UTF-8, RFC 4180, the first line names the columns; what begins like a formula has an apostrophe before it. For who asked for it, while it sees the account, and for staff. LG033; LG357 with the status when it is not READY.';
