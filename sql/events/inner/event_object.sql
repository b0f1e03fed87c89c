-- An object as an event shows it: what a view shows, in the words of JSON, and nothing personal.
CREATE OR REPLACE FUNCTION ledger_private.event_object(p_shown jsonb)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(jsonb_object_agg(o.key, CASE
        WHEN o.value = 'null' THEN o.value
        WHEN right(o.key, 3) = '_at' THEN to_jsonb(
            ledger_private.moment_json((o.value #>> '{}')::timestamptz)
        )
        -- Amounts and numbers of users are texts, as in all JSON of the ledger.
        WHEN jsonb_typeof(o.value) = 'number' AND o.key NOT IN (
            'version', 'revision', 'account_position', 'event_position', 'event_count', 'window_seconds', 'minor_units', 'depth',
            'act_number', 'verification_number', 'transactions', 'after_position',
            'through_position', 'failures', 'row_count', 'size_bytes'
        ) THEN to_jsonb(o.value #>> '{}')
        ELSE o.value
    END), '{}')
    FROM jsonb_each(p_shown) AS o
    WHERE o.key NOT IN (
        'username', 'display_name', 'name', 'description', 'metadata', 'reason', 'prefix',
        'ip_address', 'user_agent', 'request_id', 'database_user'
    )
$function$;

COMMENT ON FUNCTION ledger_private.event_object(jsonb) IS
'p_shown, a row of a view as JSON, with amounts and user ids as text and moments in UTC; names, free text, metadata and where a request came from are left out.';
