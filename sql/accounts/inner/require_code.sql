-- A code that this owner's account may have.
CREATE OR REPLACE FUNCTION ledger_private.require_code(
    p_code text,
    p_user_id bigint,
    p_account_class text,
    p_currency text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_space text := '~' || p_user_id::text || '/';
    v_name text := CASE WHEN p_user_id <> 0 AND starts_with(p_code, v_space)
        THEN substr(p_code, length(v_space) + 1) ELSE p_code END;
    v_reserved text := ledger_private.reserved_for_others(
        p_code, p_user_id, p_account_class, p_currency
    );
BEGIN
    IF v_name IS NULL OR length(v_name) NOT BETWEEN 1 AND 200
        OR NOT ledger_private.is_plain_text(v_name)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "code"}');
    ELSIF v_reserved IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG150', jsonb_build_object(
            'field', 'code', 'code', p_code, 'reserved', v_reserved
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_code(text, bigint, text, text) IS
'Raise LG109 for a code that is malformed, with or without the ~<user_id>/ of its owner before it; LG150 for one that ledger_private.reserved_for_others names.';
