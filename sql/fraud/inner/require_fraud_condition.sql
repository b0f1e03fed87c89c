-- A condition that a rule may have.
CREATE OR REPLACE FUNCTION ledger_private.require_fraud_condition(
    p_feature text,
    p_comparison text,
    p_threshold numeric,
    p_direction text,
    p_currency text
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_field text;
BEGIN
    PERFORM ledger_private.require_short(
        'feature', p_feature, 'comparison', p_comparison, 'direction', p_direction,
        'currency', p_currency
    );
    v_field := CASE
        WHEN NOT EXISTS (SELECT FROM ledger.fraud_features AS f WHERE f.feature = p_feature)
            THEN 'feature'
        WHEN (p_comparison IN ('<', '<=', '=', '>=', '>')) IS NOT TRUE THEN 'comparison'
        WHEN p_threshold IS NULL OR p_threshold IN ('NaN', 'Infinity', '-Infinity')
            OR abs(p_threshold) > ledger_private.largest_amount() OR scale(p_threshold) > 30
            THEN 'threshold'
        WHEN p_direction NOT IN ('out', 'in') THEN 'direction'
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    ELSIF p_currency IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger_private.currency AS c WHERE c.currency = p_currency
    ) THEN
        PERFORM ledger_private.raise_error('LG003', jsonb_build_object('currency', p_currency));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_fraud_condition(text, text, numeric, text, text) IS
'Raise LG109 with the field, or LG003, unless these make a condition: a feature of ledger.fraud_features, a comparison, a finite threshold; direction and currency may be NULL.';
