-- What the page before would have shown, had it been committed by then: ids go by the time when
-- they were made, which is before the commit.
CREATE OR REPLACE FUNCTION ledger_private.late_ids(
    p_event_type text,
    p_key text,
    p_after uuid,
    p_seen pg_snapshot
)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_after IS NULL OR p_seen IS NULL THEN
        RETURN ARRAY[]::uuid[];
    END IF;
    RETURN ARRAY(
        SELECT m.object_id::uuid
        FROM ledger_private.made_since(p_event_type, p_key, p_seen) AS m (object_id)
        WHERE m.object_id::uuid < p_after
        ORDER BY 1
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.late_ids(text, text, uuid, pg_snapshot) IS
'The ids below p_after, in ascending order, that ledger_private.made_since finds.';
