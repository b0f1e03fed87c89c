-- Amounts, one for each currency: an object of texts.
CREATE OR REPLACE FUNCTION ledger_private.require_amounts_by_currency(
    p_field text,
    p_amounts jsonb,
    p_is_positive boolean
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item record;
    v_minor_units smallint;
    v_amount numeric;
BEGIN
    IF jsonb_typeof(p_amounts) <> 'object' THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
    ELSIF p_amounts IS NULL THEN
        RETURN;
    END IF;
    FOR v_item IN
        SELECT a.key AS currency, a.value AS amount, row_number() OVER () AS place
        FROM jsonb_each(p_amounts) AS a
    LOOP
        v_minor_units := (
            SELECT c.minor_units FROM ledger_private.currency AS c
            WHERE c.currency = v_item.currency
        );
        IF v_minor_units IS NULL THEN
            PERFORM ledger_private.raise_error('LG003', jsonb_build_object(
                'currency', v_item.currency
            ));
        ELSIF v_item.place > 100
            OR jsonb_typeof(v_item.amount) <> 'string'
            OR v_item.amount #>> '{}' !~ '^-?[0-9]{1,20}([.][0-9]{1,20})?$'
        THEN
            PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
        END IF;
        v_amount := (v_item.amount #>> '{}')::numeric;
        IF v_amount <> round(v_amount, v_minor_units) OR (p_is_positive AND v_amount <= 0) THEN
            PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', p_field));
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_amounts_by_currency(text, jsonb, boolean) IS
'LG109 unless p_amounts is NULL or an object of at most 100 amounts as text with the decimals of their currencies, above zero with p_is_positive; LG003 for a currency that there is not.';
