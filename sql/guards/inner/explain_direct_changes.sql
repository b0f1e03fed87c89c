-- Say afterwards why rows were changed by hand.
CREATE OR REPLACE FUNCTION ledger_private.explain_direct_changes(p_reason text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids jsonb;
BEGIN
    IF coalesce(btrim(p_reason), '') = '' THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["reason"]}');
    END IF;
    PERFORM ledger_private.require_prose('reason', p_reason);
    v_ids := (SELECT jsonb_agg(d.event_id) FROM ledger_private.direct_changes() AS d);
    IF v_ids IS NOT NULL THEN
        PERFORM ledger_private.note_auth('DIRECT_CHANGES_EXPLAINED', NULL, jsonb_build_object(
            'reason', p_reason, 'event_ids', v_ids
        ), NULL::ledger.actor);
    END IF;
    RETURN coalesce(jsonb_array_length(v_ids), 0);
END
$function$;

COMMENT ON FUNCTION ledger_private.explain_direct_changes(text) IS
'Explain every change that ledger_private.direct_changes gives, by one reason, on file; returns how many. LG108 without a reason. For who owns the ledger: nobody else may call it.';
