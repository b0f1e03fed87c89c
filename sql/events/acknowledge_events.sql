-- A worker has done what its events ask for.
CREATE OR REPLACE FUNCTION ledger.acknowledge_events(
    p_name text,
    p_lease_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_consumer_name(p_name);
    IF p_lease_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["lease_id"]}');
    END IF;

    DELETE FROM ledger_private.event_lease AS l
    WHERE l.consumer_name = p_name
        AND l.lease_id = p_lease_id;
    IF NOT found THEN
        PERFORM ledger_private.raise_error('LG321', jsonb_build_object(
            'name', p_name, 'lease_id', p_lease_id
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.acknowledge_events(text, uuid, ledger.actor) IS
'Say that the events of the lease p_lease_id are done: no worker of the consumer gets them again. LG321 when the lease ran out and another worker has taken the events since, or when they were acknowledged before: whoever asks again after a lost answer may take that as done.';
