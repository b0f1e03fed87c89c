-- Objects have the fields of a type and no others: PostgreSQL itself drops a name it does not know.
CREATE OR REPLACE FUNCTION ledger_private.require_fields(
    p_document jsonb,
    p_type regtype,
    p_counted text DEFAULT 'item_number',
    p_within text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_types jsonb := (
        SELECT jsonb_object_agg(a.attname, format_type(a.atttypid, NULL))
        FROM pg_attribute AS a
        JOIN pg_type AS t ON t.typrelid = a.attrelid
        WHERE t.oid = p_type AND a.attnum > 0 AND NOT a.attisdropped
    );
    v_fault jsonb;
BEGIN
    SELECT jsonb_build_object(p_counted, d.n)
        || CASE WHEN o.n IS NULL THEN '{}' ELSE jsonb_build_object('leg', o.n) END
        || CASE
            WHEN jsonb_typeof(o.item) <> 'object' THEN jsonb_build_object(
                'expected', 'an object', 'given', jsonb_typeof(o.item)
            )
            WHEN v_types ->> f.name IS NULL THEN jsonb_build_object(
                'field', left(f.name, 60),
                'names', (SELECT jsonb_agg(k ORDER BY k) FROM jsonb_object_keys(v_types) AS k)
            )
            ELSE jsonb_build_object(
                'field', f.name, 'given', left(f.value::text, 60),
                'expected', ledger_private.expected_value(f.value, v_types ->> f.name)
            )
        END
    INTO v_fault
    FROM jsonb_array_elements(p_document) WITH ORDINALITY AS d (item, n)
    CROSS JOIN LATERAL (
        SELECT d.item, NULL::bigint AS n WHERE p_within IS NULL
        UNION ALL
        SELECT e.item, e.n
        FROM jsonb_array_elements(
            CASE WHEN jsonb_typeof(d.item -> p_within) = 'array' THEN d.item -> p_within END
        ) WITH ORDINALITY AS e (item, n)
    ) AS o
    LEFT JOIN LATERAL jsonb_each(
        CASE WHEN jsonb_typeof(o.item) = 'object' THEN o.item END
    ) AS f (name, value) ON true
    WHERE jsonb_typeof(o.item) <> 'object'
        OR (f.name IS NOT NULL AND v_types ->> f.name IS NULL)
        OR ledger_private.expected_value(f.value, v_types ->> f.name) IS NOT NULL
    ORDER BY d.n, o.n, v_types ->> f.name IS NOT NULL, f.name COLLATE "C"
    LIMIT 1;

    IF v_fault IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', v_fault);
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_fields(jsonb, regtype, text, text) IS
'Raise LG109 unless each element of the array p_document, or of the array that it holds under the name p_within, is an object whose members are fields of the composite type p_type with values it can have. The detail names the first fault: its number, called p_counted, the member, and what would do.';
