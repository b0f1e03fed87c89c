-- What was made by database transactions that a snapshot does not show: by the acts of the feed,
-- whose index gives those that were open then, and those begun since.
CREATE OR REPLACE FUNCTION ledger_private.made_since(
    p_event_type text,
    p_key text,
    p_seen pg_snapshot
)
RETURNS SETOF text
LANGUAGE sql
STABLE
SET enable_seqscan = off
AS $function$
    SELECT a.object ->> p_key
    FROM ledger_audit.act AS a
    WHERE a.xact_id = any(ARRAY(SELECT x::text::bigint FROM pg_snapshot_xip(p_seen) AS x))
        AND a.event_type = p_event_type
        AND ledger_private.is_late(a.xact_id, p_seen)
    UNION
    SELECT a.object ->> p_key
    FROM ledger_audit.act AS a
    WHERE a.xact_id >= pg_snapshot_xmax(p_seen)::text::bigint
        AND a.xact_id < ledger_private.xact_id_bound(p_seen)
        AND a.event_type = p_event_type
        AND ledger_private.is_late(a.xact_id, p_seen)
$function$;

COMMENT ON FUNCTION ledger_private.made_since(text, text, pg_snapshot) IS
'The member p_key of the objects of the acts p_event_type that were committed after p_seen was taken; none when it is NULL. The caller''s own are left out: it saw them.';
