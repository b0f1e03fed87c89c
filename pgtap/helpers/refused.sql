-- Assertions about refusals: the code, and that a person is told what and what next.
CREATE FUNCTION ledger_test.refused(
    p_statement text,
    p_code text,
    p_detail jsonb,
    p_title text
)
RETURNS text
LANGUAGE plpgsql
AS $function$
DECLARE
    v_registered ledger.errors;
    v_code text := 'no error';
    v_message text;
    v_detail text;
    v_hint text;
BEGIN
    SELECT e.* INTO v_registered FROM ledger.errors AS e WHERE e.code = p_code;
    BEGIN
        EXECUTE p_statement;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS
            v_code = RETURNED_SQLSTATE,
            v_message = MESSAGE_TEXT,
            v_detail = PG_EXCEPTION_DETAIL,
            v_hint = PG_EXCEPTION_HINT;
    END;
    RETURN tap.ok(
        coalesce(
            v_code = p_code
            AND v_message = format('%s %s: %s', p_code, v_registered.name, v_registered.meaning)
            AND v_detail::jsonb @> p_detail
            AND v_hint = v_registered.hint,
            false
        ),
        p_code || ' ' || p_title
    ) || CASE WHEN v_code = p_code AND v_detail::jsonb @> p_detail THEN '' ELSE
        E'\n' || tap.diag(concat_ws(' | ', v_code, v_message, v_detail, v_hint))
    END;
END
$function$;

COMMENT ON FUNCTION ledger_test.refused(text, text, jsonb, text) IS
'One assertion: the statement raises p_code with the registry''s message and hint, and a JSON DETAIL that contains p_detail.';

-- The shortest way to say that a transfer is refused.
CREATE FUNCTION ledger_test.transfer_refused(
    p_arguments text,
    p_code text,
    p_detail jsonb,
    p_title text
)
RETURNS text
LANGUAGE sql
RETURN ledger_test.refused(
    'SELECT ledger.post_transfer(' || p_arguments || ')', p_code, p_detail, p_title
);

CREATE FUNCTION ledger_test.books_are_right()
RETURNS text
LANGUAGE sql
RETURN tap.is(
    (SELECT jsonb_object_agg(v.name, v.detail) FROM ledger.verify() AS v WHERE NOT v.ok),
    NULL,
    'ledger.verify() finds nothing'
);
