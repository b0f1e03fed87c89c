-- What an API key is to be restricted to: things that there are, and that mean something.
CREATE OR REPLACE FUNCTION ledger_private.examine_restrictions(
    p_key ledger_private.api_key,
    p_maximum_amount numeric
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_minor_units smallint;
    v_account_id uuid;
    v_path text;
    v_field text := CASE
        WHEN cardinality(p_key.account_ids) NOT BETWEEN 1 AND 100 THEN 'account_ids'
        WHEN cardinality(p_key.category_paths) NOT BETWEEN 1 AND 100 THEN 'category_paths'
        WHEN cardinality(p_key.transaction_types) NOT BETWEEN 1 AND 100 OR EXISTS (
            SELECT FROM unnest(p_key.transaction_types) AS t (kind)
            WHERE ledger_private.is_word(t.kind) IS NOT TRUE
        ) THEN 'transaction_types'
        -- No restricted key does more: what it can't use is no scope of it.
        WHEN num_nonnulls(
            p_key.account_ids, p_key.category_paths, p_key.transaction_types, p_key.currency,
            p_maximum_amount
        ) > 0 AND EXISTS (
            SELECT FROM unnest(p_key.scopes) AS s (scope)
            WHERE s.scope NOT IN ('read', 'post', 'choose_type')
                AND NOT starts_with(s.scope, 'post_')
        ) THEN 'scopes'
    END;
BEGIN
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    ELSIF p_maximum_amount IS NOT NULL AND p_key.currency IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["currency"]}');
    END IF;
    FOREACH v_account_id IN ARRAY coalesce(p_key.account_ids, '{}') LOOP
        IF NOT EXISTS (
            SELECT FROM ledger_private.account AS a WHERE a.account_id = v_account_id
        ) THEN
            PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
                'account_id', v_account_id
            ));
        END IF;
    END LOOP;
    FOREACH v_path IN ARRAY coalesce(p_key.category_paths, '{}') LOOP
        PERFORM ledger_private.require_category(v_path);
    END LOOP;
    IF p_key.currency IS NOT NULL THEN
        SELECT c.minor_units INTO v_minor_units
        FROM ledger_private.currency AS c
        WHERE c.currency = p_key.currency;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG003', jsonb_build_object(
                'currency', p_key.currency
            ));
        END IF;
    END IF;
    IF p_maximum_amount IS NOT NULL THEN
        PERFORM ledger_private.require_amount(p_maximum_amount, v_minor_units);
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_restrictions(ledger_private.api_key, numeric) IS
'Raise LG109 for lists that are empty or longer than 100, a type that is no word, and scopes that no restricted key has; LG108 for a maximum_amount without a currency; LG001, LG009 or LG003 for what there is none of; LG1xx for what is no amount.';
