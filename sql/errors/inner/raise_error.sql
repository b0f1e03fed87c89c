-- Raise one registered error: message and hint from the registry, values in DETAIL.
CREATE OR REPLACE FUNCTION ledger_private.raise_error(
    p_code text,
    p_detail jsonb DEFAULT '{}'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_error ledger.errors;
BEGIN
    SELECT e.* INTO STRICT v_error FROM ledger.errors AS e WHERE e.code = p_code;
    -- Who holds the id of a merged account learns where it went.
    IF v_error.name = 'account_closed' THEN
        p_detail := p_detail || coalesce((
            SELECT jsonb_build_object(
                'merged_into_account_id', ledger_private.successor_of(a.account_id)
            )
            FROM ledger_private.account AS a
            WHERE a.account_id = (p_detail ->> 'account_id')::uuid
                AND a.merged_into_account_id IS NOT NULL
        ), '{}');
    END IF;

    RAISE EXCEPTION USING
        ERRCODE = p_code,
        MESSAGE = format('%s %s: %s', p_code, v_error.name, v_error.meaning),
        DETAIL = p_detail::text,
        HINT = v_error.hint;
END
$function$;

COMMENT ON FUNCTION ledger_private.raise_error(text, jsonb) IS
'Raise the error p_code of ledger.errors with p_detail as its DETAIL; LG204 names the account that a merged one was merged into, as merged_into_account_id.';
