-- Say what has become of an export; only what is ready keeps its file.
CREATE OR REPLACE FUNCTION ledger_private.end_export(
    p_export_id uuid,
    p_status text,
    p_expires_at timestamptz,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_status <> 'READY' THEN
        DELETE FROM ledger_private.export_part AS p
        WHERE p.export_id = p_export_id;
    END IF;
    UPDATE ledger_private.export AS x
    SET status = p_status,
        ended_at = clock_timestamp(),
        expires_at = p_expires_at
    WHERE x.export_id = p_export_id;
    PERFORM ledger_private.note_act(
        'export.' || lower(p_status), x.user_id, x.account_id, to_jsonb(x), p_actor
    )
    FROM ledger.exports AS x
    WHERE x.export_id = p_export_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.end_export(uuid, text, timestamptz, ledger.actor) IS
'Writes READY, FAILED, EXPIRED or REMOVED with its event, and removes the parts unless it is READY. The row is locked by the caller.';
