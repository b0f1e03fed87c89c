-- The types of events that a filter names.
CREATE OR REPLACE FUNCTION ledger_private.event_types_like(p_event_types text[])
RETURNS text[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_unknown text;
BEGIN
    PERFORM ledger_private.require_few('event_types', p_event_types);
    PERFORM ledger_private.require_short('event_types', array_to_string(p_event_types, ' '));
    SELECT coalesce(f.wanted, '')
    INTO v_unknown
    FROM unnest(p_event_types) AS f (wanted)
    WHERE NOT EXISTS (
        SELECT FROM ledger.event_types AS t
        WHERE t.event_type = f.wanted
            OR (f.wanted LIKE '%.*' AND starts_with(t.event_type, left(f.wanted, -1)))
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'event_types', 'unknown', left(v_unknown, 60),
            'known', ARRAY(SELECT t.event_type FROM ledger.event_types AS t ORDER BY 1)
        ));
    END IF;
    RETURN ARRAY(
        SELECT t.event_type
        FROM ledger.event_types AS t
        WHERE EXISTS (
            SELECT FROM unnest(p_event_types) AS f (wanted)
            WHERE t.event_type = f.wanted
                OR (f.wanted LIKE '%.*' AND starts_with(t.event_type, left(f.wanted, -1)))
        )
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.event_types_like(text[]) IS
'The types of ledger.event_types that p_event_types name, each or by prefix.*; LG109 with the list for one that is not known.';
